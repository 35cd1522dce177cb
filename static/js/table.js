// <table data-keys>: arrow keys walk the rows, Enter opens the row's first link.
function links(table) {
  return [...table.querySelectorAll("tbody tr")].map((row) => row.querySelector("a")).filter(Boolean);
}

function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.target.matches("input, select, textarea")) return;
  const all = links(event.currentTarget);
  const here = all.findIndex((link) => link.closest("tr").contains(document.activeElement));
  const next = all[Math.min(Math.max(here + step, 0), all.length - 1)];
  if (next) {
    event.preventDefault();
    next.focus();
  }
}

export function start(selector) {
  for (const table of document.querySelectorAll(selector)) table.addEventListener("keydown", walk);
}
