// [data-week]: the free half-days. Boxes stay the form; fingers and the mouse paint over several,
// arrow keys walk as on a sheet, headings mark a whole day or half-day.
import { announce, redrawWith, say } from "./picker.js";

const HOLD_MS = 220; // a finger that rests begins to paint; one that moves at once upwards scrolls

class Week {
  constructor(root) {
    this.root = root;
    this.table = root.querySelector("table");
    this.rows = [...this.table.tBodies[0].rows].map((row) => [...row.querySelectorAll("input[type=checkbox]")]);
    this.boxes = this.rows.flat();
    this.counter = root.querySelector("[data-week-count]");
    this.headings();
    this.keys();
    this.painting();
    root.querySelector("[data-week-all]").addEventListener("click", () => this.set(this.boxes, true));
    root.querySelector("[data-week-none]").addEventListener("click", () => this.set(this.boxes, false));
    root.addEventListener("change", () => this.count());
    redrawWith(root, () => this.count());
    this.count();
  }

  count() {
    this.counter.textContent = say(this.counter.dataset.text, { n: this.boxes.filter((box) => box.checked).length });
    const columns = this.rows[0].map((_, place) => this.rows.map((row) => row[place]));
    for (const [button, boxes] of [...this.dayButtons.map((b, i) => [b, this.rows[i]]), ...this.blockButtons.map((b, i) => [b, columns[i]])]) {
      button.setAttribute("aria-pressed", String(boxes.every((box) => box.checked)));
    }
  }

  /** Mark or clear boxes; the form hears of it once. */
  set(boxes, value) {
    const changed = boxes.filter((box) => box.checked !== value);
    for (const box of changed) box.checked = value;
    if (changed.length) announce(changed.at(-1));
  }

  headings() {
    const toggle = (heading, boxes) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "week-whole";
      button.title = say(this.table.dataset.whole, { label: heading.textContent });
      button.textContent = heading.textContent;
      heading.replaceChildren(button);
      button.addEventListener("click", () => this.set(boxes, !boxes.every((box) => box.checked)));
      return button;
    };
    this.dayButtons = [...this.table.querySelectorAll("tbody th")].map((heading, place) => toggle(heading, this.rows[place]));
    this.blockButtons = [...this.table.querySelectorAll("thead th")].map((heading, place) => toggle(heading, this.rows.map((row) => row[place])));
  }

  placeOf(box) {
    const down = this.rows.findIndex((row) => row.includes(box));
    return { down, along: down < 0 ? -1 : this.rows[down].indexOf(box) };
  }

  /** One stop for the tab key; arrows walk, Home and End go to the ends of a day, with Ctrl to the corners. */
  keys() {
    const rest = (box) => this.boxes.forEach((other) => (other.tabIndex = other === box ? 0 : -1));
    rest(this.boxes[0]);
    this.table.addEventListener("focusin", (event) => this.boxes.includes(event.target) && rest(event.target));
    this.table.addEventListener("keydown", (event) => {
      const { down, along } = this.placeOf(event.target);
      if (down < 0 || event.altKey || event.metaKey) return;
      const onward = getComputedStyle(this.table).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
      const last = this.rows[down].length - 1;
      const [toDown, toAlong] = {
        ArrowDown: [down + 1, along],
        ArrowUp: [down - 1, along],
        ArrowLeft: [down, along + (onward === "ArrowLeft" ? 1 : -1)],
        ArrowRight: [down, along + (onward === "ArrowRight" ? 1 : -1)],
        Home: [event.ctrlKey ? 0 : down, 0],
        End: [event.ctrlKey ? this.rows.length - 1 : down, last],
      }[event.key] ?? [];
      if (toDown === undefined) return;
      event.preventDefault();
      this.rows[toDown]?.[toAlong]?.focus();
    });
  }

  boxAt(event) {
    const cell = document.elementFromPoint(event.clientX, event.clientY)?.closest(".week-cell");
    return cell && this.table.contains(cell) ? cell.querySelector("input") : null;
  }

  /** Whether a finger goes up or down the page rather than along a day; a trembling one does neither. */
  isUpright(from, to) {
    const [along, down] = [Math.abs(to.clientX - from.clientX), Math.abs(to.clientY - from.clientY)];
    return down > 8 && down >= along;
  }

  /** A stroke from one box to another fills the field between them, as on a sheet. */
  painting() {
    let stroke = null;
    let hasPainted = false;

    const paint = (end) => {
      const from = this.placeOf(stroke.box);
      const to = this.placeOf(end);
      const [top, bottom] = [from.down, to.down].sort((a, b) => a - b);
      const [first, last] = [from.along, to.along].sort((a, b) => a - b);
      for (const [box, before] of stroke.before) {
        const { down, along } = this.placeOf(box);
        const isInside = down >= top && down <= bottom && along >= first && along <= last;
        box.checked = isInside ? stroke.value : before;
      }
      this.count();
    };
    const finish = () => {
      if (!stroke) return;
      clearTimeout(stroke.timer);
      const changed = stroke.isPainting && stroke.before.some(([box, before]) => box.checked !== before);
      if (changed) announce(stroke.box);
      hasPainted = stroke.isPainting;
      this.root.classList.remove("is-painting");
      stroke = null;
    };
    const drop = () => {
      clearTimeout(stroke.timer);
      stroke = null;
    };
    const begin = () => {
      stroke.isPainting = true;
      this.root.classList.add("is-painting");
      paint(stroke.box);
    };

    this.table.addEventListener("pointerdown", (event) => {
      hasPainted = false;
      const box = event.isPrimary && event.button === 0 && this.boxAt(event);
      if (!box) return;
      stroke = { box, value: !box.checked, before: this.boxes.map((one) => [one, one.checked]), isPainting: false };
      stroke.at = event;
      if (event.pointerType === "touch") stroke.timer = setTimeout(begin, HOLD_MS);
    });
    this.table.addEventListener("pointermove", (event) => {
      if (stroke?.timer && !stroke.isPainting && this.isUpright(stroke.at, event)) drop();
      const box = stroke && this.boxAt(event);
      if (!box || (box === stroke.box && !stroke.isPainting)) return;
      if (!stroke.isPainting) begin();
      paint(box);
    });
    // Sideways strokes paint and upright ones scroll (touch-action in the style sheet), unless the finger rested first.
    this.table.addEventListener("touchmove", (event) => stroke?.isPainting && event.cancelable && event.preventDefault(), { passive: false });
    // The click that would follow a stroke must not turn its first or last box round again.
    this.table.addEventListener("touchend", (event) => hasPainted && event.cancelable && event.preventDefault(), { passive: false });
    this.table.addEventListener("click", (event) => hasPainted && event.preventDefault(), { capture: true });
    this.table.addEventListener("keydown", () => (hasPainted = false));
    this.table.addEventListener("contextmenu", (event) => stroke?.isPainting && event.preventDefault());
    window.addEventListener("pointerup", finish);
    window.addEventListener("pointercancel", finish);
  }
}

export function start(selector) {
  document.querySelectorAll(selector).forEach((root) => new Week(root));
}
