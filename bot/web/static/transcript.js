/** The messages as the visitor reads them, in a log that a screen reader reads each of once. */
import { node } from "./nodes.js";

const MARGIN = 8;
const clock = new Intl.DateTimeFormat("sv-SE", { hour: "2-digit", minute: "2-digit" });

export class Transcript extends EventTarget {
  #strings;
  #mark;

  constructor(strings) {
    super();
    this.#strings = strings;
    this.list = node("ol", {});
    this.#mark = node("button", { type: "button", class: "mark", hidden: true, onclick: () => this.#toEnd() });
    this.#mark.textContent = strings.newMessages;
    this.scroller = node("div", { class: "scroller", tabindex: "0", role: "log", "aria-label": strings.log }, this.list);
    this.scroller.addEventListener("scroll", () => this.#isAtEnd() && this.#showMark(false));
    this.element = node("div", { class: "transcript" }, this.scroller, this.#mark);
  }

  /**
   * Adds bubbles; `from` is "you", "bot" or "notice". They are scrolled to from where they begin, unless the visitor
   * is reading further up: then a mark says that there is more.
   */
  add(from, ...messages) {
    const follows = this.#isAtEnd() || from === "you";
    const [first] = messages.map((message) => this.#bubble(from, message));
    if (follows) this.scroller.scrollTop = first.offsetTop - this.scroller.offsetTop - MARGIN;
    this.#showMark(!follows);
  }

  #bubble(from, { text, buttons = [], sources = [] }) {
    const who = from === "notice" ? [] : [node("span", { class: "hidden" }, `${this.#strings[from]}: `)];
    const bubble = node("li", { class: from }, ...who, node("p", {}, text));
    if (from !== "notice") bubble.append(node("time", {}, clock.format(new Date())));
    if (sources.length) bubble.append(this.#sources(sources));
    if (buttons.length) bubble.append(this.#buttons(buttons));
    this.list.append(bubble);
    return bubble;
  }

  /** Takes the buttons of earlier answers away: they belonged to what was said then. */
  retireButtons() {
    for (const buttons of this.list.querySelectorAll(".buttons")) buttons.remove();
  }

  clear() {
    this.list.replaceChildren();
    this.#showMark(false);
  }

  #sources(sources) {
    const list = node("ul", {}, ...sources.map((source) => node("li", {}, source)));
    return node("details", {}, node("summary", {}, this.#strings.source), list);
  }

  #buttons(buttons) {
    const made = buttons.map(({ title, payload }) => {
      const choose = () => this.dispatchEvent(new CustomEvent("choose", { detail: { title, payload } }));
      return node("button", { type: "button", onclick: choose }, title);
    });
    return node("div", { class: "buttons" }, ...made);
  }

  #isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    const lastTop = this.list.lastElementChild?.offsetTop ?? 0;
    return scrollHeight - scrollTop - clientHeight < 40 || lastTop - this.scroller.offsetTop < scrollTop + clientHeight;
  }

  #toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.#showMark(false);
  }

  #showMark(isShown) {
    this.#mark.hidden = !isShown;
  }
}
