/** The box one writes in, its counter and its button. What is to be sent is told by the event `send`. */
import { node, QUIET } from "./nodes.js";
import { tell } from "./tell.js";

const COUNTED_FROM_LEFT = 200;

export class Composer extends EventTarget {
  #t;
  #longest;
  #box;
  #count;
  #button;
  #isBusy;

  /** @param {() => boolean} isBusy whether something is on its way already */
  constructor(strings, limits, isBusy) {
    super();
    this.#t = strings;
    this.#longest = limits.messageCharacters;
    this.#isBusy = isBusy;
    this.#box = node("textarea", { id: "box", rows: "1", "aria-describedby": "count", ...QUIET });
    this.#count = node("span", { class: "count", id: "count" });
    this.#button = node("button", { type: "submit", class: "send" }, strings.send);
    const label = node("label", { for: "box" }, strings.box);
    this.element = node(
      "form",
      { onsubmit: (event) => this.#submit(event) },
      label,
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

  focus() {
    this.#box.focus();
  }

  clear() {
    this.#box.value = "";
    this.sent();
    this.#showCount();
  }

  /** What could not be sent comes back to be tried again, unless something else has been written meanwhile. */
  giveBack(text) {
    if (this.#box.value) return;
    this.#box.value = text;
    this.#button.textContent = this.#t.retry;
    this.#showCount();
  }

  /** Something is on its way: the button means what it says again. */
  sent() {
    this.#button.textContent = this.#t.send;
  }

  #submit(event) {
    event.preventDefault();
    const text = this.#box.value.trim();
    if (!text || this.#isBusy() || this.#box.value.length > this.#longest) return;
    this.clear();
    tell(this, "send", text);
  }

  #showCount() {
    const left = this.#longest - this.#box.value.length;
    this.#count.classList.toggle("over", left < 0);
    const isNear = left <= COUNTED_FROM_LEFT;
    const line = left < 0 ? `${-left} ${this.#t.tooLong}` : `${left} ${this.#t.left}`;
    this.#count.textContent = isNear ? line : "";
  }
}
