// A calendar beside date boxes. Typing always works; the calendar opens only from its button, so
// that neither keyboard nor screen reader meets it by accident.
import { isPersian } from "./numbers.js";

const VENDOR = new URL("../vendor/", import.meta.url);
const WORDS = isPersian()
  ? { open: "باز کردن تقویم" }
  : {
      open: "Open the calendar",
      days: ["Sa", "Su", "Mo", "Tu", "We", "Th", "Fr"],
      months: ["Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar", "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand"],
    };

function load(tag, attributes) {
  return new Promise((done, fail) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.addEventListener("load", done, { once: true });
    element.addEventListener("error", fail, { once: true });
    document.head.append(element);
  });
}

let ready = null;

/** Fetch the calendar once, at the first wish for it. */
function calendar(selector) {
  ready ??= Promise.all([
    load("link", { rel: "stylesheet", href: new URL("jalalidatepicker.min.css", VENDOR) }),
    load("link", { rel: "stylesheet", href: new URL("../css/jalali.css", import.meta.url) }),
    load("script", { src: new URL("jalalidatepicker.min.js", VENDOR) }),
  ]).then(() => {
    const { open, ...words } = WORDS;
    window.jalaliDatepicker.startWatch({
      selector,
      autoShow: false,
      autoReadOnlyInput: false,
      persianDigits: isPersian(),
      minDate: "attr",
      maxDate: "attr",
      time: false,
      showTodayBtn: isPersian(), // their words are Persian only
      showEmptyBtn: isPersian(),
      ...words,
    });
    return window.jalaliDatepicker;
  });
  return ready;
}

function addButton(input, selector) {
  const box = document.createElement("span");
  box.className = "date-box";
  input.replaceWith(box);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "date-button";
  button.setAttribute("aria-label", WORDS.open);
  const sprite = new URL("icons.svg", VENDOR).pathname;
  button.innerHTML = `<svg class="icon" aria-hidden="true"><use href="${sprite}#calendar3"></use></svg>`;
  box.append(input, button);
  button.addEventListener("click", async (event) => {
    event.stopPropagation(); // a click outside the calendar closes it
    try {
      (await calendar(selector)).show(input);
    } catch {
      button.remove(); // no calendar to be had: the box is as good without
    }
  });
}

export function start(selector = "input[data-jdp]") {
  for (const input of document.querySelectorAll(selector)) addButton(input, selector);
}
