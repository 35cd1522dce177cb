// [data-wishes]: cards of open problems to choose from, and one's wishes in order: by handle, arrows or keys.
// The five boxes stay the form; they are filled from the list and the list is drawn from them.
import { announce, keepEnter, redrawWith, say } from "./picker.js";
import { localDigits } from "./numbers.js";
import { finder } from "./search-key.js";

const FIRST = 5; // cards before "show all"

let sortable = null;
/** The library for dragging, fetched when the first list stands. */
function loadSortable() {
  sortable ??= new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = new URL("../vendor/sortable.min.js", import.meta.url);
    script.addEventListener("load", () => done(window.Sortable));
    script.addEventListener("error", fail);
    document.head.append(script);
  });
  return sortable;
}

class Wishes {
  constructor(root) {
    this.root = root;
    this.part = (name) => root.querySelector(`[data-wishes-${name}]`);
    this.boxes = [...this.part("boxes").querySelectorAll("select")];
    this.list = root.querySelector("[data-wish-list]");
    this.row = root.querySelector("[data-wish-row]");
    this.cards = [...root.querySelectorAll("[data-problem]")];
    this.titles = new Map([...this.boxes[0].options].map((option) => [option.value, option.text]));
    this.major = root.closest("form")?.querySelector("[name=major]");
    this.isWhole = false;

    for (const box of this.boxes) box.closest(".wide").classList.add("is-replaced");
    this.part("mine").hidden = false;
    this.part("open").open = true;
    this.listen();
    redrawWith(root, () => this.draw());
    this.draw();
    loadSortable().then((Sortable) =>
      Sortable.create(this.list, {
        handle: ".wish-grip",
        animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 160,
        forceFallback: true, // the same on touch and with the mouse
        fallbackTolerance: 4,
        ghostClass: "is-place",
        dragClass: "is-dragged",
        onEnd: ({ item }) => this.keep([...this.list.children].map((row) => row.dataset.problem), item.dataset.problem),
      }),
    );
  }

  get wishes() {
    return [...new Set(this.boxes.map((box) => box.value).filter(Boolean))];
  }

  listen() {
    const search = this.part("search");
    search.addEventListener("input", (event) => {
      event.stopPropagation();
      this.drawCards();
      const found = this.cards.filter((card) => !card.hidden).length;
      if (search.value.trim()) this.tell(this.root.dataset.found, { n: found });
    });
    keepEnter(search);
    this.part("more").addEventListener("click", () => {
      this.isWhole = true;
      this.drawCards();
      this.cards.find((card) => !card.hidden && card.matches(":nth-child(n+6)"))?.querySelector("button").focus();
    });
    this.major?.addEventListener("change", () => this.drawCards());
    this.root.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      const card = button?.closest("[data-problem]");
      if (button?.matches("[data-problem-add]")) this.toggle(card.dataset.problem);
      else if (button?.matches("[data-wish-up]")) this.move(card.dataset.problem, -1, "up");
      else if (button?.matches("[data-wish-down]")) this.move(card.dataset.problem, 1, "down");
      else if (button?.matches("[data-wish-remove]")) this.remove(card.dataset.problem);
    });
    this.list.addEventListener("keydown", (event) => {
      const step = { ArrowUp: -1, ArrowDown: 1, Home: -9, End: 9 }[event.key];
      if (!step || !event.target.matches("[data-wish-grip]")) return;
      event.preventDefault();
      this.move(event.target.closest("[data-problem]").dataset.problem, step, "grip");
    });
  }

  tell(pattern, values) {
    this.part("status").textContent = say(pattern, values);
  }

  toggle(problem) {
    const wishes = this.wishes;
    if (wishes.includes(problem)) this.keep(wishes.filter((one) => one !== problem), problem);
    else if (wishes.length < this.boxes.length) this.keep([...wishes, problem], problem);
    else {
      this.tell(this.root.dataset.full, {});
      this.part("mine").scrollIntoView({ block: "nearest" });
      this.part("mine").classList.add("is-full");
    }
  }

  move(problem, step, button) {
    const wishes = this.wishes;
    const from = wishes.indexOf(problem);
    const to = Math.min(Math.max(from + step, 0), wishes.length - 1);
    wishes.splice(to, 0, wishes.splice(from, 1)[0]);
    this.keep(wishes, problem);
    this.focus(problem, button);
  }

  remove(problem) {
    const place = this.wishes.indexOf(problem);
    this.keep(this.wishes.filter((one) => one !== problem), problem);
    const next = this.wishes[Math.min(place, this.wishes.length - 1)];
    if (next) this.focus(next, "remove");
    else this.part("search").focus();
  }

  focus(problem, button) {
    const row = this.list.querySelector(`[data-problem="${CSS.escape(problem)}"]`);
    const wanted = row?.querySelector(`[data-wish-${button}]`);
    (wanted?.disabled ? row.querySelector("[data-wish-grip]") : wanted)?.focus();
  }

  /** Write the order into the boxes, draw it, and say what became of this problem. */
  keep(wishes, problem) {
    this.boxes.forEach((box, place) => (box.value = wishes[place] ?? ""));
    announce(this.boxes[0]);
    this.draw();
    const title = this.titles.get(problem);
    const n = wishes.indexOf(problem) + 1;
    this.tell(n ? this.root.dataset.added : this.root.dataset.removed, { title, n, total: wishes.length });
  }

  draw() {
    const wishes = this.wishes;
    this.part("mine").classList.remove("is-full");
    this.part("count").textContent = localDigits(`${wishes.length} / ${this.boxes.length}`);
    this.part("empty").hidden = wishes.length > 0;
    this.part("how").hidden = wishes.length < 2;
    this.list.replaceChildren(
      ...wishes.map((problem, place) => {
        const row = this.row.content.firstElementChild.cloneNode(true);
        const title = this.titles.get(problem) ?? "";
        row.dataset.problem = problem;
        row.querySelector(".wish-rank").textContent = localDigits(place + 1);
        row.querySelector(".wish-title").textContent = title;
        for (const button of row.querySelectorAll("[aria-label]")) button.setAttribute("aria-label", say(button.getAttribute("aria-label"), { title }));
        row.querySelector("[data-wish-up]").disabled = place === 0;
        row.querySelector("[data-wish-down]").disabled = place === wishes.length - 1;
        return row;
      }),
    );
    this.drawCards();
  }

  /** Cards that match the search; those that ask for one's major first. */
  drawCards() {
    const query = this.part("search").value;
    const isFound = finder(query);
    const wishes = this.wishes;
    const fits = (card) => Boolean(this.major?.value) && card.dataset.majors.split(" ").includes(this.major.value);
    const found = this.cards.filter((card) => isFound(card.dataset.key));
    const first = [...found].sort((one, other) => fits(other) - fits(one));
    const shown = new Set(query.trim() || this.isWhole ? found : first.slice(0, FIRST));
    if (!this.root.contains(document.activeElement)) this.root.querySelector(".problem-cards").append(...[...this.cards].sort((one, other) => fits(other) - fits(one)));
    for (const card of this.cards) {
      const isChosen = wishes.includes(card.dataset.problem);
      card.hidden = !shown.has(card);
      card.classList.toggle("is-chosen", isChosen);
      card.querySelector("[data-problem-add]").setAttribute("aria-pressed", String(isChosen));
      card.querySelector("[data-problem-fits]").hidden = !fits(card);
    }
    this.part("more").hidden = shown.size >= found.length;
    this.part("none").hidden = found.length > 0;
  }
}

export function start(selector) {
  document.querySelectorAll(selector).forEach((root) => root.querySelector("[data-wishes-boxes] select") && new Wishes(root));
}
