// What every page carries. Each part only improves what already works without scripts;
// rarer helpers are fetched when the page holds something for them.
import { closeMenusOutside } from "./menu.js";
import { guardForms } from "./forms.js";

closeMenusOutside();
guardForms();

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-dismiss]");
  button?.closest(".note")?.remove();
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}

// A lost connection is said at once, before somebody sends a form into nothing.
for (const strip of document.querySelectorAll("[data-offline]")) {
  const show = () => (strip.hidden = navigator.onLine);
  window.addEventListener("offline", show);
  window.addEventListener("online", show);
}

// After a refused form the reader lands on the summary of what to mend.
document.getElementById("form-errors")?.focus();

if (sessionStorage.getItem("draft-sent")) import("./draft.js").then((helper) => helper.forgetSent());

const helpers = {
  "[data-upload]": "./upload.js",
  "input[data-jdp]": "./jalali.js",
  "input[data-rial]": "./rial.js",
  "form[data-draft]": "./draft.js",
  "form[data-enrol]": "./enrol.js",
  "[data-skills]": "./skills.js",
  "[data-week]": "./week.js",
  "[data-wishes]": "./wishes.js",
  "[data-boxes]": "./boxes.js",
  "[data-copy]": "./copy.js",
  "table[data-keys]": "./table.js",
  "[data-review]": "./review.js",
  "[data-register]": "./register.js",
  "[data-live]": "./live.js",
  "[data-chart]": "./chart.js",
  "[data-market]": "./market.js",
};
for (const [selector, module] of Object.entries(helpers)) {
  if (document.querySelector(selector)) import(module).then((helper) => helper.start(selector));
}
