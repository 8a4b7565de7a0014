/** The top of the chat: its title, who answers, and the way out, which stays in view. The event `leave`. */

import { emit } from "./emit.js";
import { ThreeShifts } from "./exit.js";
import { node } from "./nodes.js";

export class Top extends EventTarget {
  #t;
  #title = node("h2", { id: "title" });
  #emergency = node("span", { class: "hidden" });
  #label = node("span");
  /** Heard by who listens; nothing is seen of it. */
  announcement = node("div", { class: "hidden", role: "status" });

  /** @param {HTMLElement} status the line that says who answers */
  constructor(strings, status) {
    super();
    this.#t = strings;
    const leave = () => emit(this, "leave");
    this.leave = node("button", { type: "button", class: "leave", onclick: leave }, this.#emergency, this.#label);
    this.element = node("div", { class: "top" }, this.#title, status, this.leave);
    this.translate();
    new IntersectionObserver(([{ isIntersecting }]) => {
      this.leave.classList.toggle("floating", !isIntersecting);
    }).observe(this.element);
    new ThreeShifts((count) => (count === 3 ? leave() : this.#announce(count)));
  }

  /** Takes over the strings' language. */
  translate() {
    this.#title.textContent = this.#t.title;
    this.#emergency.textContent = `${this.#t.leaveEmergency} `;
    this.#label.textContent = this.#t.leave;
  }

  #announce(count) {
    const t = this.#t;
    this.announcement.textContent = [t.tooSlow, t.twoLeft, t.oneLeft][count];
  }
}
