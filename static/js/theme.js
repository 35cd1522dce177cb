// Light, dark or the device's choice. Loaded before the first paint, so the page never flashes;
// the server prints the same choice from the cookie, this only covers cached pages.
(() => {
  const root = document.documentElement;
  const order = ["auto", "light", "dark"];
  root.classList.add("js");

  const saved = /(?:^|; )theme=(light|dark)/.exec(document.cookie);
  if (saved) root.dataset.theme = saved[1];

  function choose(theme) {
    root.dataset.theme = theme;
    const age = theme === "auto" ? 0 : 31536000;
    document.cookie = `theme=${theme}; path=/; max-age=${age}; samesite=lax`;
  }

  function name(button) {
    const label = button.dataset[`label${root.dataset.theme.replace(/^./, (c) => c.toUpperCase())}`];
    if (label) {
      button.setAttribute("aria-label", label);
      button.title = label;
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("[data-theme-toggle]")) {
      name(button);
      button.addEventListener("click", () => {
        choose(order[(order.indexOf(root.dataset.theme) + 1) % order.length]);
        document.querySelectorAll("[data-theme-toggle]").forEach(name);
      });
    }
  });
})();
