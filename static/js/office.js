// The admin's own scripts count in ASCII digits; on a Persian page the counter is read in Persian.
import { isPersian, localDigits } from "./numbers.js";

function persianDigits(counter) {
  const text = localDigits(counter.textContent);
  if (text !== counter.textContent) counter.textContent = text;
}

if (isPersian()) {
  for (const counter of document.querySelectorAll(".action-counter, .actions .question a")) {
    persianDigits(counter);
    new MutationObserver(() => persianDigits(counter)).observe(counter, { childList: true, characterData: true, subtree: true });
  }
}
