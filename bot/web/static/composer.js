/** The text box, its character counter and its button. The event `send` holds what is to be sent. */

import { emit } from "./emit.js";
import { node, QUIET } from "./nodes.js";

const COUNTED_FROM_LEFT = 200;

export class Composer extends EventTarget {
  #t;
  #longest;
  #box;
  #count;
  #button;
  #label = node("label", { for: "box", class: "hidden" });
  #isBusy;

  /** @param {() => boolean} isBusy whether a message is being sent already */
  constructor(strings, limits, isBusy) {
    super();
    this.#t = strings;
    this.#longest = limits.messageCharacters;
    this.#isBusy = isBusy;
    const box = { id: "box", rows: "1", dir: "auto", "aria-describedby": "count", ...QUIET };
    this.#box = node("textarea", box);
    this.#count = node("span", { class: "count", id: "count" });
    this.#button = node("button", { type: "submit", class: "send" });
    this.translate();
    this.element = node(
      "form",
      { class: "write", onsubmit: (event) => this.#submit(event) },
      this.#label,
      this.#box,
      this.#button,
      this.#count,
    );
    this.#box.addEventListener("input", () => this.#showCount());
    this.#box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.element.requestSubmit();
    });
  }

  /** Takes over the strings' language. */
  translate() {
    this.#label.textContent = this.#t.box;
    this.#box.setAttribute("placeholder", this.#t.boxHint);
    this.sent();
    this.#showCount();
  }

  focus() {
    this.#box.focus();
  }

  clear() {
    this.#box.value = "";
    this.sent();
    this.#showCount();
  }

  /** Puts text that could not be sent back into the box, unless something else has been typed meanwhile. */
  giveBack(text) {
    if (this.#box.value) return;
    this.#box.value = text;
    this.#button.textContent = this.#t.retry;
    this.#showCount();
  }

  /** A message is being sent: the button reads "send" again. */
  sent() {
    this.#button.textContent = this.#t.send;
  }

  #submit(event) {
    event.preventDefault();
    const text = this.#box.value.trim();
    if (!text || this.#isBusy() || this.#box.value.length > this.#longest) return;
    this.clear();
    this.focus(); // also if the button was pressed
    emit(this, "send", text);
  }

  #showCount() {
    const left = this.#longest - this.#box.value.length;
    this.#count.classList.toggle("over", left < 0);
    const isNear = left <= COUNTED_FROM_LEFT;
    const line = left < 0 ? `${-left} ${this.#t.tooLong}` : `${left} ${this.#t.left}`;
    this.#count.textContent = isNear ? line : "";
  }
}
