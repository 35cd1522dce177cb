// Mistakes the server named, shown at their fields as it would have printed them itself.
const ICON = "exclamation-circle";

function icon() {
  const sample = document.querySelector("svg.icon use");
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${(sample?.getAttribute("href") ?? "").split("#")[0]}#${ICON}`);
  svg.append(use);
  return svg;
}

function controls(place) {
  return [...place.querySelectorAll("input:not([type=hidden]), select, textarea")];
}

function placeOf(step, name) {
  const own = step.querySelector(`[data-field="${CSS.escape(name)}"]`);
  if (own) return own;
  return step.querySelector(`[name="${CSS.escape(name)}"]`)?.closest(".field, .wide") ?? null;
}

function clear(place) {
  for (const old of place.querySelectorAll(".invalid-feedback:not([data-upload-error])")) old.remove();
  place.querySelector(".has-error")?.classList.remove("has-error");
  for (const control of controls(place)) {
    control.classList.remove("is-invalid");
    control.removeAttribute("aria-invalid");
  }
}

/** Typing into a field takes its mistake away; the next check says whether it is gone. */
export function clearErrors(target) {
  const place = target.closest("[data-field]");
  if (place?.querySelector(".invalid-feedback, .is-invalid")) clear(place);
}

/** Show {field: [sentence]} in a step and go to the first; returns how many fields are wrong. */
export function showErrors(step, errors, heading) {
  step.querySelectorAll("[data-field]").forEach(clear);
  step.querySelector("[data-step-errors]")?.remove();
  const wrong = Object.entries(errors).map(([name, words]) => [placeOf(step, name), name, words]).filter(([place]) => place);
  if (!wrong.length) return 0;
  const note = document.createElement("p");
  note.className = "note";
  note.dataset.tone = "danger";
  note.dataset.stepErrors = "";
  note.setAttribute("role", "alert");
  note.append(icon(), heading);
  step.querySelector("legend").after(note);
  for (const [place, name, words] of wrong) {
    const line = document.createElement("div");
    line.className = "invalid-feedback d-block";
    line.id = `step_error_${name}`;
    line.append(icon(), words.join(" "));
    (place.querySelector(".field") ?? place).classList.add("has-error");
    const boxes = controls(place);
    const single = boxes.length === 1 ? boxes[0] : null;
    if (single) {
      single.classList.add("is-invalid");
      single.setAttribute("aria-describedby", [...new Set([...(single.getAttribute("aria-describedby") ?? "").split(" "), line.id])].join(" ").trim());
      if (single.type === "checkbox") single.closest(".field")?.append(line);
      else single.after(line);
    } else {
      place.append(line);
    }
    for (const box of boxes) box.setAttribute("aria-invalid", "true");
  }
  const first = controls(wrong[0][0]).find((control) => control.offsetParent) ?? wrong[0][0];
  // The sentence above and the field itself, when both fit on the screen.
  first.focus({ preventScroll: true });
  const near = first.getBoundingClientRect().bottom - note.getBoundingClientRect().top < window.innerHeight * 0.6;
  (near ? note : wrong[0][0]).scrollIntoView({ block: near ? "start" : "center" });
  return wrong.length;
}
