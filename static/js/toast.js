// A short word that something is done; it goes by itself. Anything that needs an answer is not a toast.
const STAY_MS = 5000;

function shelf() {
  const there = document.querySelector(".toasts");
  if (there) return there;
  const made = document.createElement("div");
  made.className = "toasts";
  made.setAttribute("role", "status");
  document.body.append(made);
  return made;
}

export function toast(text, tone = "info") {
  const note = document.createElement("div");
  note.className = "note";
  note.dataset.tone = tone;
  const words = document.createElement("p");
  words.textContent = text;
  note.append(words);
  shelf().append(note);
  setTimeout(() => note.remove(), STAY_MS);
}
