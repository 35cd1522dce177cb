// The officer's queue: rows are chosen with the mouse or the keyboard, an application opens beside the
// list when there is room for both. Without this the same links and buttons lead to whole pages.
const WIDE = window.matchMedia("(min-width: 75rem)");
const panel = () => document.getElementById("application");

function rowsOf(root) {
  return [...root.querySelectorAll("tr[data-row]")];
}

function boxOf(row) {
  return row.querySelector("input[name=row]");
}

// --- choosing --------------------------------------------------------------------------------

function count(root) {
  const bar = root.querySelector("[data-review-count]");
  const all = root.querySelector("[data-review-all]");
  const rows = rowsOf(root);
  const chosen = rows.filter((row) => boxOf(row).checked).length;
  for (const row of rows) row.classList.toggle("is-chosen", boxOf(row).checked);
  const digits = new Intl.NumberFormat(document.documentElement.lang === "fa" ? "fa-IR" : "en");
  bar.textContent = all?.checked
    ? all.closest("label").textContent.trim()
    : chosen ? bar.dataset.some.replace("{n}", digits.format(chosen)) : bar.dataset.none;
  const page = root.querySelector("[data-review-page]");
  page.checked = chosen > 0 && chosen === rows.length;
  page.indeterminate = chosen > 0 && chosen < rows.length;
}

function startChoosing(root) {
  let last = null;
  root.addEventListener("click", (event) => {
    const box = event.target.closest("input[name=row]");
    if (!box) return;
    const rows = rowsOf(root);
    const here = rows.indexOf(box.closest("tr"));
    if (event.shiftKey && last !== null) {
      const [from, to] = [Math.min(last, here), Math.max(last, here)];
      for (const row of rows.slice(from, to + 1)) boxOf(row).checked = box.checked;
    }
    last = here;
    count(root);
  });
  root.addEventListener("change", (event) => {
    if (event.target.matches("[data-review-page]")) {
      for (const row of rowsOf(root)) boxOf(row).checked = event.target.checked;
    }
    count(root);
  });
  window.addEventListener("pageshow", () => count(root));
  count(root);
}

// --- the panel -------------------------------------------------------------------------------

function open(link) {
  // The address follows the application that is read, not the decision being thought over.
  const push = link.dataset.decide ? "false" : link.href;
  window.htmx.ajax("GET", link.href, {
    source: panel(), target: "#application", select: "#application", swap: "outerHTML", push,
  });
}

function mark(root) {
  const pk = panel()?.dataset.pk;
  for (const row of rowsOf(root)) row.classList.toggle("is-open", row.dataset.row === pk);
  const decided = panel()?.querySelector("[data-decided]");
  const row = decided && root.querySelector(`tr[data-row="${CSS.escape(decided.dataset.decided)}"]`);
  if (row) {
    row.classList.add("is-decided");
    boxOf(row).checked = false;
    row.querySelector("[data-state]").replaceChildren(decided.querySelector(".state").cloneNode(true));
    count(root);
  }
}

function startPanel(root) {
  root.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-part]");
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    if (!link || !plain || !WIDE.matches || !window.htmx) return;
    event.preventDefault();
    open(link);
  });
  // A refused form comes back with its errors (422, 409): they are shown, not swallowed.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if ([409, 422].includes(event.detail.xhr.status)) event.detail.shouldSwap = true;
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target?.id !== "application" && event.target.id !== "application") return;
    mark(root);
    const inList = document.activeElement?.closest?.("tr[data-row]");
    if (!inList) panel().focus({ preventScroll: true });
    panel().scrollTop = 0;
  });
}

// --- keys ------------------------------------------------------------------------------------

function step(root, by) {
  const rows = rowsOf(root);
  const active = document.activeElement?.closest?.("tr[data-row]") ?? root.querySelector("tr.is-open");
  const here = rows.indexOf(active);
  const next = rows[Math.min(Math.max(here + by, 0), rows.length - 1)];
  next?.querySelector("a[data-part]")?.focus();
}

function decide(root, key) {
  const chosen = rowsOf(root).some((row) => boxOf(row).checked) || root.querySelector("[data-review-all]")?.checked;
  const one = panel()?.querySelector(`a[data-decide="${key}"]`);
  if (!chosen && one) one.click();
  else if (chosen) root.querySelector(`button[data-key="${key}"]`)?.click();
}

function startKeys(root) {
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=checkbox]), select, textarea");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const inPanel = panel()?.contains(event.target);
    const arrows = inPanel ? {} : { ArrowDown: 1, ArrowUp: -1 };
    const by = { j: 1, k: -1, ...arrows }[event.key];
    if (by) {
      step(root, by);
    } else if (event.key === "x") {
      const row = document.activeElement?.closest?.("tr[data-row]");
      if (row) boxOf(row).click();
    } else if ("awrd".includes(event.key) && event.key.length === 1) {
      decide(root, event.key);
    } else {
      return;
    }
    event.preventDefault();
  });
}

export function start(selector) {
  for (const root of document.querySelectorAll(selector)) {
    startChoosing(root);
    startPanel(root);
    startKeys(root);
  }
}
