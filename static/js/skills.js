// [data-skills]: search over the skills, a view of what is chosen, and counts. Boxes and dots stay the form.
import { announce, keepEnter, redrawWith, say } from "./picker.js";
import { localDigits } from "./numbers.js";
import { finder, searchKey } from "./search-key.js";

const isChosen = (row) => row.querySelector("input[type=checkbox]").checked;
const nameOf = (row) => row.querySelector(".skill-name span").textContent;

function enhance(root) {
  const search = root.querySelector("[data-skills-search]");
  const status = root.querySelector("[data-skills-status]");
  const groups = [...root.querySelectorAll("[data-skill-group]")];
  const rows = [...root.querySelectorAll("[data-skill]")];
  const views = [...root.querySelectorAll("[data-skills-view]")];
  const keys = new Map(rows.map((row) => [row, row.dataset.key || searchKey(nameOf(row))]));
  let openBefore = null;

  /** While searching or looking at one's choice all groups stand open; afterwards as they were. */
  function unfold(isNarrow) {
    if (isNarrow) openBefore ??= groups.map((group) => group.open);
    groups.forEach((group, place) => {
      if (isNarrow) group.open = true;
      else if (openBefore) group.open = openBefore[place];
    });
    if (!isNarrow) openBefore = null;
  }

  function count() {
    const chosen = rows.filter(isChosen);
    root.querySelector("[data-skills-count]").textContent = localDigits(chosen.length);
    for (const group of groups) {
      const names = chosen.filter((row) => group.contains(row)).map(nameOf);
      group.querySelector("[data-group-chosen]").textContent = names.join(document.documentElement.lang === "fa" ? "، " : ", ");
    }
    return chosen.length;
  }

  function draw() {
    const isFound = finder(search.value);
    const isSearching = search.value.trim() !== "";
    const onlyChosen = root.dataset.view === "chosen" && !isSearching;
    for (const row of rows) row.hidden = !(isFound(keys.get(row)) && (!onlyChosen || isChosen(row)));
    for (const group of groups) group.hidden = ![...group.querySelectorAll("[data-skill]")].some((row) => !row.hidden);
    unfold(isSearching || onlyChosen);
    const seen = rows.filter((row) => !row.hidden).length;
    root.querySelector("[data-skills-none]").hidden = !isSearching || seen > 0;
    root.querySelector("[data-skills-empty]").hidden = !onlyChosen || seen > 0;
    for (const view of views) view.setAttribute("aria-pressed", String(!isSearching && view.dataset.skillsView === root.dataset.view));
    const chosen = count();
    status.textContent = isSearching ? say(status.dataset.found, { n: seen }) : say(status.dataset.chosen, { n: chosen });
  }

  function show(view) {
    root.dataset.view = view;
    search.value = "";
    draw();
  }

  /** Take a skill out; the finger or the keyboard goes on at the next one. */
  function remove(row) {
    const next = rows.slice(rows.indexOf(row) + 1).find(isChosen) ?? rows.find((other) => other !== row && isChosen(other));
    const box = row.querySelector("input[type=checkbox]");
    box.checked = false;
    announce(box);
    (next?.querySelector("[data-skill-remove]") ?? views[0]).focus();
  }

  search.addEventListener("input", (event) => {
    event.stopPropagation(); // words to search with are no part of the draft
    draw();
  });
  keepEnter(search, () => {
    const found = rows.filter((row) => !row.hidden);
    if (search.value.trim() && found.length === 1) found[0].querySelector("input[type=checkbox]").click();
  });
  root.addEventListener("change", (event) => {
    if (event.target.type !== "checkbox") return;
    if (root.dataset.view === "chosen" && !search.value.trim()) draw();
    else status.textContent = say(status.dataset.chosen, { n: count() });
  });
  root.addEventListener("click", (event) => {
    const view = event.target.closest("[data-skills-view]");
    if (view) show(view.dataset.skillsView);
    const button = event.target.closest("[data-skill-remove]");
    if (button) remove(button.closest("[data-skill]"));
  });
  redrawWith(root, () => show(rows.some(isChosen) ? "chosen" : "all"));
  show(rows.some(isChosen) ? "chosen" : "all");
}

export function start(selector) {
  document.querySelectorAll(selector).forEach(enhance);
}
