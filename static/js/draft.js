// <form data-draft="key">: what was typed is kept on this device until the form is sent,
// so a lost connection or a closed tab costs nothing. Never passwords, never files.
const WAIT_MS = 600;
const MAX_AGE_MS = 7 * 24 * 3600 * 1000;

const SENT = "draft-sent";

const kept = (field) => field.name && field.dataset.draft !== "off"
  && (!["password", "file", "hidden", "submit"].includes(field.type) || field.dataset.draft === "on");

export function read(form) {
  const values = {};
  for (const field of [...form.elements].filter(kept)) {
    if (field.type === "checkbox" || field.type === "radio") {
      (values[field.name] ||= []).push(...(field.checked ? [field.value] : []));
    } else {
      values[field.name] = [field.value];
    }
  }
  return values;
}

export function fill(form, values) {
  for (const field of [...form.elements].filter(kept)) {
    const value = values[field.name];
    if (!value) continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = value.includes(field.value);
    else field.value = value[0] ?? "";
  }
  // Pickers that draw the boxes in their own way draw them anew.
  form.dispatchEvent(new CustomEvent("draft:filled"));
}

function enhance(form) {
  const key = `draft:${form.dataset.draft}`;
  const note = form.querySelector("[data-draft-note]");
  let timer;

  // Only into an untouched form: what the server printed back after a refusal is newer.
  const saved = JSON.parse(localStorage.getItem(key) || "null");
  if (saved && Date.now() - saved.at < MAX_AGE_MS && !form.querySelector(".has-error, .is-invalid")) {
    fill(form, saved.values);
    if (note) note.hidden = false;
  }
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: read(form) })), WAIT_MS);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: read(form) }));
    sessionStorage.setItem(SENT, key);
  });
  form.querySelector("[data-draft-forget]")?.addEventListener("click", () => {
    localStorage.removeItem(key);
    form.reset();
    if (note) note.hidden = true;
  });
}

/** A page after the form means the server took it; a lost connection brings no such page and keeps the draft. */
export function forgetSent() {
  const key = sessionStorage.getItem(SENT);
  // A page of refusal (too many, too old, away) took nothing: what was typed stays.
  if (!key || document.querySelector("[data-not-taken]")) return;
  sessionStorage.removeItem(SENT);
  const name = CSS.escape(key.slice(6));
  if (!document.querySelector(`form[data-draft="${name}"], form[data-draft-key="${name}"]`)) localStorage.removeItem(key);
}

export function start(selector) {
  document.querySelectorAll(selector).forEach(enhance);
}
