// <div data-live="address">: the part is asked for again every few seconds while the page is seen.
const EVERY_MS = 5000;

function follow(part) {
  let timer;
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, EVERY_MS);
  };
  async function ask() {
    if (!document.hidden) {
      try {
        const response = await fetch(part.dataset.live, { headers: { Accept: "application/json" } });
        // Ours and complete: a sign-in page or an error must not take the code's place.
        if (response.ok && !response.redirected) part.innerHTML = (await response.json()).html;
      } catch {
        // Offline for a moment; the next round asks again.
      }
    }
    again();
  }
  document.addEventListener("visibilitychange", () => !document.hidden && ask());
  again();
}

export function start(selector) {
  document.querySelectorAll(selector).forEach(follow);
}
