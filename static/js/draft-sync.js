// What is typed into the enrolment form, kept twice: on this device at once, on the server about a
// second later. One save is under way at a time; a lost connection only delays the next one.
import { fill, read } from "./draft.js";

const SAVE_AFTER_MS = 1000;
const RETRY_MS = [3000, 8000, 20000, 60000];
const LOCAL_MAX_AGE_MS = 7 * 24 * 3600 * 1000;

export class DraftSync {
  /** `say(kind, details)` shows how it stands: saving, saved, local, wait, overtaken, signed-out, reload. */
  constructor(form, say) {
    this.form = form;
    this.say = say;
    this.key = `draft:${form.dataset.draftKey}`;
    this.isDirty = false;
    this.isOvertaken = false;
    this.fails = 0;
    this.running = null;
    this.seen = this.words();
    for (const kind of ["input", "change"]) form.addEventListener(kind, (event) => this.typed(event));
    window.addEventListener("online", () => this.isDirty && this.save());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && this.isDirty) this.save();
    });
  }

  get version() {
    return this.form.elements.draft_version;
  }

  local() {
    try {
      return JSON.parse(localStorage.getItem(this.key) || "null");
    } catch {
      return null;
    }
  }

  keepLocal() {
    try {
      localStorage.setItem(this.key, JSON.stringify({
        at: Date.now(), unsaved: this.isDirty, version: this.version.value, step: this.form.elements.step.value, values: read(this.form),
      }));
    } catch {
      // A full or forbidden store: the server's copy is then the only one.
      this.say("wait");
    }
  }

  forget() {
    localStorage.removeItem(this.key);
  }

  /** Bring back what this device holds and the server never got. Returns whether there was any. */
  restore() {
    const kept = this.local();
    if (!kept?.unsaved || Date.now() - kept.at > LOCAL_MAX_AGE_MS) return false;
    fill(this.form, kept.values);
    this.version.value = kept.version;
    this.isDirty = true;
    this.form.dispatchEvent(new CustomEvent("draft:filled", { bubbles: true }));
    this.save();
    return true;
  }

  /** What stands in the form, to tell whether it is any other than before. */
  words() {
    return JSON.stringify(read(this.form));
  }

  typed(event) {
    if (!event.target.name || event.target.type === "password" || event.target.type === "search") return;
    // Leaving a box says "change" once more, long after its words were saved.
    if (!this.isDirty && event.target.type !== "file" && this.words() === this.seen) return;
    this.isDirty = true;
    this.keepLocal();
    if (this.isOvertaken) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), event.target.type === "file" ? 0 : SAVE_AFTER_MS);
  }

  body(check) {
    const data = new FormData(this.form);
    data.delete("action");
    data.set("check", check);
    // A password travels only to be checked, a file only when it is new: the server keeps neither twice.
    if (!check) data.delete("password");
    const file = data.get("cv");
    if (file instanceof File && (!file.size || file === this.sentFile)) data.delete("cv");
    return data;
  }

  /** Save now; with `check`, also ask for the errors of that step. Resolves to the answer or null. */
  async save(check = "") {
    clearTimeout(this.timer);
    while (this.running) await this.running;
    this.running = this.send(check);
    try {
      return await this.running;
    } finally {
      this.running = null;
    }
  }

  async send(check) {
    const data = this.body(check);
    const file = data.get("cv");
    this.isDirty = false;
    this.seen = this.words();
    this.say("saving");
    let response;
    try {
      response = await fetch(this.form.dataset.saveUrl, { method: "POST", body: data, credentials: "same-origin", headers: { Accept: "application/json" } });
    } catch {
      return this.failed("local");
    }
    const answer = await response.json().catch(() => ({}));
    if (response.ok && answer.version) return this.succeeded(answer, file);
    if (response.status === 403) return this.stop("reload");
    if (answer.overtaken) {
      this.isOvertaken = true;
      this.newer = answer.version;
      return this.stop("overtaken", answer);
    }
    if (response.status === 413 || (response.status === 409 && !answer.overtaken)) return this.stop("refused", answer);
    return this.failed(response.status === 429 ? "wait" : "local");
  }

  succeeded(answer, file) {
    this.fails = 0;
    this.version.value = answer.version;
    if (file) this.sentFile = file;
    this.keepLocal();
    this.say(answer.signed_out ? "signed-out" : "saved", answer);
    if (this.isDirty) this.timer = setTimeout(() => this.save(), SAVE_AFTER_MS);
    return answer;
  }

  failed(kind) {
    this.isDirty = true;
    this.keepLocal();
    this.say(kind);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), RETRY_MS[Math.min(this.fails++, RETRY_MS.length - 1)]);
    return null;
  }

  stop(kind, answer = {}) {
    this.isDirty = true;
    this.keepLocal();
    this.say(kind, answer);
    return null;
  }

  /** The reader chose this tab's words over the newer ones. */
  keepMine() {
    this.isOvertaken = false;
    this.version.value = this.newer;
    return this.save();
  }

  /** Before the page goes away with the form in it: until the server has answered, only this copy is sure. */
  leaving() {
    clearTimeout(this.timer);
    this.isDirty = true;
    this.keepLocal();
    sessionStorage.setItem("draft-sent", this.key);
  }
}
