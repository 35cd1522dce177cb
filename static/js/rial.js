// Says an amount in Rial in Toman words while it is typed: three zeros too many are seen at once.
import { format, isPersian, toAscii } from "./numbers.js";

const UNITS = isPersian()
  ? [[1e9, "میلیارد تومان"], [1e6, "میلیون تومان"], [1e3, "هزار تومان"], [1, "تومان"]]
  : [[1e9, "billion Toman"], [1e6, "million Toman"], [1e3, "thousand Toman"], [1, "Toman"]];
const ABOUT = isPersian() ? "حدود " : "about ";

/** 1850000000 Rial → "۱۸۵ میلیون تومان"; "" for nothing or no number. */
export function inToman(typed) {
  const rial = Number(toAscii(typed.replace(/[,٬،]/g, "")));
  if (!Number.isFinite(rial) || rial < 10) return "";
  const toman = rial / 10;
  const [size, name] = UNITS.find(([unit]) => toman >= unit) ?? UNITS.at(-1);
  const shown = Math.round((toman / size) * 100) / 100;
  return `${shown * size === toman ? "" : ABOUT}${format(shown)} ${name}`;
}

export function start(selector = "input[data-rial]") {
  for (const input of document.querySelectorAll(selector)) {
    const words = document.createElement("output");
    words.className = "form-text rial-words";
    words.setAttribute("for", input.id);
    input.after(words);
    const say = () => (words.textContent = inToman(input.value));
    input.addEventListener("input", say);
    say();
  }
}
