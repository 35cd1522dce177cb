// [data-boxes]: of several boxes for numbers only the filled ones and one empty one show; a button brings the next.
import { announce, redrawWith } from "./picker.js";

function enhance(root) {
  const rows = [...root.querySelectorAll(".number-box")];
  const more = root.querySelector("[data-box-add]");
  const boxOf = (row) => row.querySelector("input");
  let shown = 1;

  function draw() {
    const lastFilled = rows.findLastIndex((row) => boxOf(row).value.trim());
    shown = Math.max(shown, lastFilled + 1, 1);
    rows.forEach((row, place) => {
      row.hidden = place >= shown;
      row.querySelector("[data-box-clear]").hidden = shown === 1 && !boxOf(row).value;
    });
    more.hidden = shown >= rows.length;
  }

  /** Take a number out; those below move up. */
  function clear(place) {
    for (let at = place; at < rows.length; at += 1) boxOf(rows[at]).value = at + 1 < rows.length ? boxOf(rows[at + 1]).value : "";
    shown = Math.max(1, shown - 1);
    announce(boxOf(rows[place]));
    draw();
    boxOf(rows[Math.min(place, shown - 1)]).focus();
  }

  more.addEventListener("click", () => {
    shown += 1;
    draw();
    boxOf(rows[shown - 1]).focus();
  });
  root.addEventListener("input", draw);
  rows.forEach((row, place) => row.querySelector("[data-box-clear]").addEventListener("click", () => clear(place)));
  redrawWith(root, () => {
    shown = 1;
    draw();
  });
  draw();
}

export function start(selector) {
  document.querySelectorAll(selector).forEach(enhance);
}
