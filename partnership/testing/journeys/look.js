// What a reader with a ruler would note about the page: handed to the browser by `Guest.look`.
() => {
  const root = document.documentElement;
  const shown = (element) => element.checkVisibility?.({ visibilityProperty: true }) ?? true;
  const foreign = "bdi, code, pre, script, style, svg, textarea, template, [dir=ltr], [dir=auto], [lang]";
  // Codes mix letters and digits or are long numbers, abbreviations are capitals: both stay Latin in Persian prose.
  const words = (text) => text.split(/[\s،؛()«»\u2066-\u2069]+/).filter((word) => !word.includes("@"));
  const isCode = (word) => /[A-Za-z]/.test(word) || /^[0-9]{7,}$/.test(word);
  const isForeign = (word) =>
    (/^[0-9۰-۹./:,٬٫–%-]*[0-9]/.test(word) && !isCode(word)) || // Latin digits
    /^[A-Za-z]*[a-z][A-Za-z]{2,}$/.test(word) || // a Latin word
    /^۲۰[۲-۳][۰-۹]([/–-]|$)/.test(word); // a Gregorian year in Persian digits
  const latin = [];
  const persian = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    const parent = walker.currentNode.parentElement;
    if (!text || !shown(parent)) continue;
    const host = parent.closest(foreign);
    if (host && host !== root) continue;
    if (words(text).some(isForeign)) latin.push(text.slice(0, 80));
    if (/[\u0600-\u06ff]/.test(text)) persian.push(text.slice(0, 80));
  }
  const wide = [...document.querySelectorAll("body *")]
    .filter((element) => {
      const box = element.getBoundingClientRect();
      return box.width && (box.right > innerWidth + 1 || box.left < -1) && shown(element);
    })
    .slice(0, 4)
    .map((element) => `${element.tagName}.${element.className}`);
  const errors = [...document.querySelectorAll("#form-errors, .invalid-feedback, .messages [data-tone=danger]")]
    .filter((element) => shown(element) && element.textContent.trim())
    .map((element) => element.textContent.trim().replace(/\s+/g, " ").slice(0, 200));
  return {
    lang: root.lang,
    dir: root.dir,
    h1: document.querySelectorAll("h1").length,
    scroll: root.scrollWidth,
    wide: root.scrollWidth > innerWidth ? wide : [],
    latin,
    persian,
    errors,
  };
};
