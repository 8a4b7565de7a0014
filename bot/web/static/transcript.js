/** The messages, in a log that a screen reader reads once each. */

import { emit } from "./emit.js";
import { node } from "./nodes.js";

const MARGIN = 8;
const clock = new Intl.DateTimeFormat("sv-SE", { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("sv-SE", { day: "numeric", month: "long" });
const SPOKEN = ["you", "bot"];
const NAMELESS = ["notice", "system"];

/** The time, with the date unless it is today. */
function moment(at) {
  const isToday = at.toDateString() === new Date().toDateString();
  return isToday ? clock.format(at) : `${day.format(at)} ${clock.format(at)}`;
}

export class Transcript extends EventTarget {
  #strings;
  #mark;
  /** What the visitor and the assistant have said, as a worker would read it. */
  record = [];

  constructor(strings) {
    super();
    this.#strings = strings;
    this.list = node("ol", {});
    this.#mark = node("button", { type: "button", class: "mark", hidden: true, onclick: () => this.toEnd() });
    this.#mark.textContent = strings.newMessages;
    this.scroller = node(
      "div",
      { class: "scroller", tabindex: "0", role: "log", "aria-label": strings.log },
      this.list,
    );
    this.scroller.addEventListener("scroll", () => this.#isAtEnd() && this.#showMark(false));
    this.element = node("div", { class: "transcript" }, this.scroller, this.#mark);
  }

  /**
   * Adds bubbles; `from` is "you", "bot", "worker", "system" or "notice". Scrolls to the beginning of the first, unless
   * the visitor is reading further up: then a mark says that there is more.
   */
  add(from, ...messages) {
    if (SPOKEN.includes(from)) this.record.push(...messages.map(({ text }) => ({ by: from, text })));
    const follows = this.#isAtEnd() || from === "you";
    const [first] = messages.map((message) => this.#bubble(from, message));
    if (follows) this.scroller.scrollTop = first.offsetTop - this.scroller.offsetTop - MARGIN;
    this.#showMark(!follows);
  }

  /** The first view: what a worker need not read, and under a fold what to think of before one writes. */
  greet(text, buttons) {
    const t = this.#strings;
    const lines = [t.before1, t.before2, t.before3, t.before4].map((line) => node("li", {}, line));
    const before = node("details", { class: "before" }, node("summary", {}, t.before), node("ul", {}, ...lines));
    const name = node("span", { class: "hidden" }, `${t.bot}: `);
    this.list.append(node("li", { class: "bot" }, name, node("p", {}, text), before, this.#buttons(buttons)));
  }

  #bubble(from, { text, buttons = [], sources = [], at = null }) {
    const who = NAMELESS.includes(from) ? [] : [this.#name(from)];
    const bubble = node("li", { class: from }, ...who, node("p", {}, text));
    if (!NAMELESS.includes(from)) bubble.append(node("time", {}, moment(at ? new Date(at) : new Date())));
    if (sources.length) bubble.append(this.#sources(sources));
    if (buttons.length) bubble.append(this.#buttons(buttons));
    this.list.append(bubble);
    return bubble;
  }

  #name(from) {
    const colon = node("span", { class: "hidden" }, ": ");
    return node("span", { class: from === "you" ? "hidden" : "who" }, this.#strings[from], colon);
  }

  /** Removes the buttons of earlier answers, which belonged to those answers. */
  retireButtons() {
    for (const buttons of this.list.querySelectorAll(".buttons")) buttons.remove();
  }

  clear() {
    this.list.replaceChildren();
    this.record.length = 0;
    this.#showMark(false);
  }

  #sources(sources) {
    const list = node("ul", {}, ...sources.map((source) => node("li", {}, source)));
    return node("details", {}, node("summary", {}, this.#strings.source), list);
  }

  #buttons(buttons) {
    const made = buttons.map(({ title, payload }) => {
      const choose = () => emit(this, "choose", { title, payload });
      return node("button", { type: "button", onclick: choose }, title);
    });
    return node("div", { class: "buttons" }, ...made);
  }

  #isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    const lastTop = this.list.lastElementChild?.offsetTop ?? 0;
    return scrollHeight - scrollTop - clientHeight < 40 || lastTop - this.scroller.offsetTop < scrollTop + clientHeight;
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.#showMark(false);
  }

  #showMark(isShown) {
    this.#mark.hidden = !isShown;
  }
}
