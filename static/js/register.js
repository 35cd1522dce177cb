// The register of a session: finds a name, counts, and saves quietly after each tap.
// Without scripts the form's own button saves.
const WAIT_MS = 800;
const digits = "۰۱۲۳۴۵۶۷۸۹";
const inPersian = () => document.documentElement.lang === "fa";
const shown = (number) => (inPersian() ? String(number).replace(/\d/g, (digit) => digits[digit]) : String(number));
const plain = (text) => text.toLowerCase().replace(/[۰-۹]/g, (digit) => digits.indexOf(digit)).replace(/ي/g, "ی").replace(/ك/g, "ک").replace(/\u200c/g, " ");

function find(register, wanted) {
  const words = plain(wanted).split(/\s+/).filter(Boolean);
  const others = register.querySelector(".register-others");
  for (const row of register.querySelectorAll("[data-person]")) {
    const text = plain(row.dataset.person);
    row.hidden = !words.every((word) => text.includes(word));
  }
  if (others && words.length) others.open = true;
}

function count(register) {
  const here = register.querySelectorAll("input[type=radio]:is([value=present], [value=late]):checked").length;
  const away = register.querySelectorAll("input[type=radio][value=absent]:checked").length;
  const seated = [...register.querySelectorAll("[data-person]")].filter((row) => !row.closest(".register-others"));
  const open = seated.filter((row) => !row.querySelector("input[type=radio]:checked")).length;
  for (const [name, number] of Object.entries({ present: here, absent: away, open })) {
    register.querySelector(`[data-count="${name}"]`).textContent = shown(number);
  }
}

function autosave(form, register) {
  const saved = register.querySelector("[data-saved]");
  const unsaved = register.querySelector("[data-unsaved]");
  let timer;
  let busy = false;
  let again = false;

  async function save() {
    if (busy) return void (again = true);
    busy = true;
    let fine = false;
    try {
      const response = await fetch(form.action || location.href, { method: "POST", body: new FormData(form), redirect: "manual" });
      fine = response.type === "opaqueredirect" || response.ok;
    } catch {
      fine = false; // Offline: what is ticked stays on the page, and the note says so.
    }
    busy = false;
    saved.hidden = !fine;
    unsaved.hidden = fine;
    if (again) {
      again = false;
      save();
    }
  }
  form.addEventListener("input", () => {
    clearTimeout(timer);
    saved.hidden = true;
    timer = setTimeout(save, WAIT_MS);
  });
}

export function start(selector) {
  for (const register of document.querySelectorAll(selector)) {
    register.querySelector("[data-find]")?.addEventListener("input", (event) => {
      event.stopPropagation();
      find(register, event.target.value);
    });
    register.addEventListener("change", () => count(register));
    const form = register.closest("form");
    if (form?.hasAttribute("data-autosave")) autosave(form, register);
  }
}
