// What the pickers of the enrolment form share.
import { localDigits } from "./numbers.js";

/** "Wish {n} of {total}" with its values, digits in the language of the page. */
export function say(pattern, values) {
  return Object.entries(values).reduce(
    (text, [name, value]) => text.replaceAll(`{${name}}`, typeof value === "number" ? localDigits(value) : value),
    pattern ?? "",
  );
}

/** Tell the form (its draft, its steps) that a box has changed, as a person's hand would. */
export function announce(box) {
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Draw again whenever somebody else has filled the boxes: a draft brought back, a form begun afresh. */
export function redrawWith(root, draw) {
  const form = root.closest("form");
  form?.addEventListener("draft:filled", draw);
  form?.addEventListener("reset", () => setTimeout(draw));
  window.addEventListener("pageshow", draw);
}

/** Enter in a search box looks for something; it never sends the form. */
export function keepEnter(box, act) {
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    act?.();
  });
}
