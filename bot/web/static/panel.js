/**
 * The panel that is shown instead of the conversation, one thing at a time. The event `close` is dispatched when it
 * closes.
 */
import { Refused } from "./api.js";
import { emit } from "./emit.js";
import { node } from "./nodes.js";
import { withNumbers } from "./telephone.js";

export class Panel extends EventTarget {
  #t;
  #withHuman;
  #status;
  #opened = new AbortController();

  /** @param {(text: string) => string} withHuman adds how to reach a human */
  constructor(strings, withHuman) {
    super();
    this.#t = strings;
    this.#withHuman = withHuman;
    this.element = node("section", { class: "panel", hidden: true, "aria-labelledby": "panel-title" });
  }

  /**
   * Begins another thing, and aborts what an earlier one waits for: its result must not end up in this one.
   * @returns {AbortSignal} aborted when this one ends
   */
  begin() {
    this.#opened.abort();
    this.#opened = new AbortController();
    this.element.removeAttribute("aria-busy");
    return this.#opened.signal;
  }

  show(title, ...content) {
    const heading = node("h3", { id: "panel-title", tabindex: "-1" }, title);
    this.#status = node("p", { class: "notice", role: "alert" });
    const back = button(this.#t.back, () => this.close(), "plain");
    this.element.setAttribute("lang", this.#t.language);
    this.element.replaceChildren(back, heading, ...content, this.#status);
    this.element.hidden = false;
    heading.focus();
  }

  /** Tells what keeps the visitor from going on. */
  tell(text) {
    this.#status.replaceChildren(...withNumbers(text));
  }

  /**
   * Does the work. A failure is told in the panel, where everything that was typed still is. Returns null then, and
   * if the panel was closed or opened anew meanwhile.
   */
  async try(work, whenLost = this.#t.notThrough) {
    const { signal } = this.#opened;
    this.tell("");
    this.element.setAttribute("aria-busy", "true");
    try {
      const result = (await work()) ?? true;
      return signal.aborted ? null : result;
    } catch (error) {
      if (!signal.aborted) this.tell(error instanceof Refused ? error.text : this.#withHuman(whenLost));
      return null;
    } finally {
      if (!signal.aborted) this.element.removeAttribute("aria-busy");
    }
  }

  close() {
    this.begin();
    this.element.hidden = true;
    this.element.replaceChildren();
    emit(this, "close");
  }
}

export const button = (text, onclick, kind = "") => node("button", { type: "button", class: kind, onclick }, text);
export const submit = (text) => node("button", { type: "submit", class: "send" }, text);
