// The market of problems: “/” goes to the search, arrows walk the cards, another order shows at once.
function walk(market, event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const links = [...market.querySelectorAll("[data-market-link]")];
  const here = links.indexOf(document.activeElement);
  if (!step || here < 0) return;
  event.preventDefault();
  links[Math.min(Math.max(here + step, 0), links.length - 1)].focus();
}

function toWords(market, event) {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  market.querySelector("[data-market-words]").select();
}

function closeOthers(market, event) {
  for (const facet of market.querySelectorAll("details.facet[open]")) {
    if (event.key === "Escape" ? facet.contains(document.activeElement) : !facet.contains(event.target)) {
      facet.open = false;
      if (event.key === "Escape") facet.querySelector("summary").focus();
    }
  }
}

export function start(selector) {
  for (const market of document.querySelectorAll(selector)) {
    market.addEventListener("keydown", (event) => walk(market, event));
    document.addEventListener("keydown", (event) => toWords(market, event));
    document.addEventListener("click", (event) => closeOthers(market, event));
    market.addEventListener("keydown", (event) => event.key === "Escape" && closeOthers(market, event));
    const button = market.querySelector("[data-market-sort]");
    button.hidden = true;
    market.querySelector("[name=sort]").addEventListener("change", (event) => event.target.form.requestSubmit());
  }
}
