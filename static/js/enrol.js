// The enrolment form one step at a time. Without this the same form stands on one page.
import { DraftSync } from "./draft-sync.js";
import { showErrors, clearErrors } from "./field-errors.js";
import { localDigits } from "./numbers.js";

const SWITCH_WAIT_MS = 2500;

class Steps {
  constructor(form) {
    this.form = form;
    this.steps = [...form.querySelectorAll("[data-step]")];
    this.keys = this.steps.map((step) => step.dataset.step);
    this.part = (name) => form.querySelector(`[data-enrol-${name}]`);
    this.status = this.part("status");
    this.sync = new DraftSync(form, (kind, details) => this.say(kind, details));
    this.furthest = 0;
    this.dots = [...this.part("progress").querySelectorAll("li")];
  }

  start() {
    const { form } = this;
    form.classList.add("is-stepped");
    this.part("draft").hidden = true;
    this.part("progress").hidden = false;
    const brought = "bound" in form.dataset ? this.sync.keepLocal() : this.sync.restore();
    const local = this.sync.local();
    let open = form.dataset.open;
    if (brought && this.keys.includes(local?.step)) open = local.step;
    if (this.keys.includes(history.state?.enrol)) open = history.state.enrol;
    // Whoever comes back has seen the steps before the one that was open.
    const resumed = "resumed" in form.dataset || "bound" in form.dataset || brought;
    this.furthest = "returned" in form.dataset ? this.keys.length - 1 : resumed ? this.keys.indexOf(open) : 0;
    history.replaceState({ enrol: open }, "");
    this.listen();
    this.show(open, { quiet: true });
  }

  get at() {
    return this.keys.indexOf(this.now);
  }

  listen() {
    const { form } = this;
    this.part("next").addEventListener("click", () => this.next());
    this.part("back").addEventListener("click", () => this.back());
    window.addEventListener("popstate", (event) => this.keys.includes(event.state?.enrol) && this.show(event.state.enrol));
    form.addEventListener("click", (event) => this.followLink(event));
    form.addEventListener("keydown", (event) => this.enter(event));
    form.addEventListener("input", (event) => clearErrors(event.target));
    form.addEventListener("submit", (event) => this.submit(event));
    form.elements.remove_cv?.addEventListener("change", () => this.sync.save("cv"));
    form.elements.cv?.addEventListener("change", () => this.sync.save("declarations").then((answer) => this.showCv(answer)));
    this.part("forget")?.addEventListener("click", () => this.sync.forget());
    this.part("newer").addEventListener("click", () => this.takeNewer());
    this.part("mine").addEventListener("click", () => {
      this.part("conflict").hidden = true;
      this.sync.keepMine();
    });
    document.querySelector("[data-enrol-take] a")?.addEventListener("click", () => this.sync.forget());
    for (const other of document.querySelectorAll('form[action="/i18n/setlang/"]')) {
      other.addEventListener("submit", (event) => this.switchLanguage(event), { capture: true });
    }
  }

  /** Show one step; the others wait. Focus goes to its heading so that it is read out. */
  show(key, { push = false, quiet = false } = {}) {
    this.now = key;
    this.furthest = Math.max(this.furthest, this.at);
    for (const step of this.steps) step.hidden = step.dataset.step !== key;
    const last = this.at === this.steps.length - 1;
    this.part("back").hidden = this.at === 0;
    this.part("next").hidden = last;
    this.part("send").hidden = !last;
    this.form.elements.step.value = key;
    if (push) history.pushState({ enrol: key, before: true }, "");
    this.mark();
    if (!quiet) {
      this.form.scrollIntoView({ block: "start" });
      this.steps[this.at].querySelector("legend, [tabindex='-1']").focus({ preventScroll: true });
    }
    if (last) this.review();
  }

  mark() {
    const text = this.part("progress").querySelector("[data-text]").dataset.text;
    const heading = this.steps[this.at].querySelector("[data-enrol-heading]") ?? this.steps[this.at].querySelector("h2");
    this.part("now").textContent = localDigits(text.replace("{n}", this.at + 1).replace("{total}", this.steps.length));
    this.part("title").textContent = heading.textContent;
    this.dots.forEach((dot, place) => {
      dot.dataset.state = place === this.at ? "current" : place <= this.furthest ? "done" : "todo";
      const link = dot.querySelector("a");
      if (place === this.at) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
      link.toggleAttribute("aria-disabled", place > this.furthest);
    });
  }

  /** The server reads the step as it will read the whole form; mistakes show where they are. */
  async next() {
    const button = this.part("next");
    if (button.hasAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    const step = this.steps[this.at];
    const answer = await this.sync.save(this.now);
    button.removeAttribute("aria-busy");
    if (this.sync.isOvertaken) return;
    const errors = answer?.errors ?? this.missing(step);
    this.showCv(answer);
    this.dots[this.at].toggleAttribute("data-wrong", Object.keys(errors).length > 0);
    if (showErrors(step, errors, this.form.dataset.textCorrect)) return;
    this.show(this.keys[this.at + 1], { push: true });
  }

  back() {
    if (history.state?.before) history.back();
    else this.show(this.keys[this.at - 1]);
  }

  /** Without a connection: at least what is required and empty. */
  missing(step) {
    const errors = {};
    for (const field of step.querySelectorAll("[required]")) {
      if (!field.value.trim()) errors[field.name] = [this.form.dataset.textNeeded];
    }
    return errors;
  }

  async review() {
    const box = this.part("summary");
    this.part("send").setAttribute("aria-busy", "true");
    const answer = await this.sync.save("review");
    this.part("send").removeAttribute("aria-busy");
    this.errors = answer?.errors ?? null;
    if (!answer) {
      box.replaceChildren(Object.assign(document.createElement("p"), { className: "note", textContent: this.form.dataset.textOffline }));
      return;
    }
    // Markup of our own server, made by the template that also escapes it.
    box.innerHTML = answer.summary;
    for (const dot of this.dots) {
      const section = this.steps.find((step) => step.dataset.step === dot.dataset.for);
      dot.toggleAttribute("data-wrong", Object.keys(this.errors).some((name) => section.querySelector(`[name="${name}"], [data-field="${name}"]`)));
    }
  }

  submit(event) {
    if (event.submitter?.value === "forget") return;
    const wrong = Object.keys(this.errors ?? {});
    if (this.now !== "review" || wrong.length || this.errors === null) {
      event.preventDefault();
      event.stopPropagation();
      if (this.now !== "review") this.next();
      else if (wrong.length) this.openWrong();
      else this.review();
      return;
    }
    this.sync.leaving();
  }

  /** The first step with something to correct, its mistakes marked. */
  openWrong() {
    const key = this.dots.find((dot) => dot.hasAttribute("data-wrong"))?.dataset.for ?? this.keys[0];
    const errors = this.errors;
    this.show(key, { push: true });
    showErrors(this.steps[this.at], errors, this.form.dataset.textCorrect);
  }

  /** Links to a step, and those of the list of errors to a field on some step. */
  followLink(event) {
    const link = event.target.closest('a[href^="#"]');
    if (!link) return;
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const step = target?.closest("[data-step]");
    if (!step) return;
    event.preventDefault();
    const place = this.steps.indexOf(step);
    if (place > this.furthest) return;
    const errors = this.errors;
    if (place !== this.at) this.show(step.dataset.step, { push: true });
    if (errors && place < this.steps.length - 1) showErrors(step, errors, this.form.dataset.textCorrect);
    if (target !== step) target.focus();
  }

  /** The key that says "next" on a phone goes to the next box, and after the last one to the next step. */
  enter(event) {
    if (event.key !== "Enter" || event.isComposing || event.target.tagName !== "INPUT") return;
    if (["submit", "button", "search", "file"].includes(event.target.type)) return;
    event.preventDefault();
    const boxes = [...this.steps[this.at].querySelectorAll("input:not([type=hidden]), select, textarea")].filter((box) => box.offsetParent && !box.disabled);
    const following = boxes[boxes.indexOf(event.target) + 1];
    if (following) following.focus();
    else this.next();
  }

  showCv(answer) {
    if (!answer || !("cv" in answer)) return;
    if (answer.errors?.cv) showErrors(this.part("cv").closest("[data-step]"), { cv: answer.errors.cv }, this.form.dataset.textCorrect);
    this.part("cv-now").hidden = !answer.cv;
    this.part("cv-name").textContent = answer.cv?.name ?? "";
  }

  takeNewer() {
    this.sync.isDirty = false;
    this.sync.forget();
    location.reload();
  }

  /** First the words to the server, then the other language. */
  async switchLanguage(event) {
    const other = event.target;
    if (other.dataset.kept || !this.sync.isDirty) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    other.dataset.kept = "1";
    await Promise.race([this.sync.save(), new Promise((done) => setTimeout(done, SWITCH_WAIT_MS))]);
    other.requestSubmit(event.submitter);
  }

  offer(url, label) {
    this.status.append(" ", Object.assign(document.createElement("a"), { href: url, textContent: label }));
  }

  say(kind, details = {}) {
    const words = this.form.dataset;
    const texts = {
      saving: words.textSaving, local: words.textLocal, wait: words.textWait, reload: words.textReload,
      saved: words.textSaved.replace("{time}", details.clock ?? ""), refused: details.message ?? "", "signed-out": words.textSignedOut,
    };
    if (kind === "overtaken") {
      this.part("conflict").hidden = false;
      this.part("conflict-text").textContent = words.textOvertaken.replace("{time}", details.clock ?? "");
      this.part("conflict").scrollIntoView({ block: "center" });
      this.status.textContent = words.textWait;
    } else {
      this.status.textContent = texts[kind] ?? "";
    }
    this.status.dataset.kind = kind;
    // A way on, where there is one: sign in beside this page, or load it again.
    if (kind === "signed-out") this.offer(words.loginUrl, words.textSignIn);
    if (kind === "reload") this.offer(location.pathname, words.textLoad);
    if (kind === "refused" && details.url) this.offer(details.url, words.textSee);
  }
}

export function start(selector) {
  document.querySelectorAll(selector).forEach((form) => new Steps(form).start());
}
