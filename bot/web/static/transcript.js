/** The conversation, in a log that a screen reader reads once. */

import { emit } from "./emit.js";
import { Group } from "./group.js";
import { node } from "./nodes.js";
import { kindOfButton } from "./question.js";
import { ReadAloud } from "./read_aloud.js";
import { withNumbers } from "./telephone.js";

/** Pixels above a line that is scrolled to: as much as its group's edge takes. */
const MARGIN = 14;
const SPOKEN = ["you", "bot"];

export class Transcript extends EventTarget {
  #strings;
  #readAloud;
  #mark;
  /** The group that a further line may belong to; null before the first line, and after an answer. */
  #last = null;
  /** The first line that the visitor may not have seen. */
  #unseen = null;
  /** What the visitor and the assistant have said, as a worker would read it. */
  record = [];

  constructor(strings) {
    super();
    this.#strings = strings;
    this.#readAloud = new ReadAloud(strings);
    this.list = node("ol", {});
    this.#mark = node("button", { type: "button", class: "mark", hidden: true, onclick: () => this.toNewest() });
    this.scroller = node("div", { class: "scroller", tabindex: "0", role: "log" }, this.list);
    this.scroller.addEventListener("scroll", () => this.#isAtEnd() && this.#showMark(false));
    this.element = node("div", { class: "transcript" }, this.scroller, this.#mark);
    this.translate();
  }

  /** Takes over the strings' language; what was said before stays in its own. */
  translate() {
    this.scroller.setAttribute("aria-label", this.#strings.log);
    this.#mark.textContent = this.#strings.newMessages;
  }

  /** The first view: what a worker need not read, and under a fold what to think of before one writes. */
  greet(text, buttons) {
    const t = this.#strings;
    const lines = [t.before1, t.before2, t.before3, t.before4].map((line) => node("li", {}, line));
    const before = node("details", { class: "before" }, node("summary", {}, t.before), node("ul", {}, ...lines));
    const name = node("span", { class: "hidden" }, `${t.bot}: `);
    this.list.append(
      node(
        "li",
        { class: "bot", lang: t.language },
        name,
        node("p", {}, ...withNumbers(text)),
        before,
        this.#buttons(buttons),
      ),
    );
  }

  /** Adds what the assistant answers to one message: the bubbles of each answer are one group. */
  answer(bubbles) {
    const follows = this.#isAtEnd();
    let first = null;
    for (const bubble of bubbles) {
      const line = this.#line("bot", bubble);
      first ??= line;
      if (isLastOfAnswer(bubble)) this.#last = null;
    }
    this.#last = null;
    this.#reveal(first, follows);
  }

  /** Adds one line; `from` is "you", "worker", "system" or "notice". One's lines of a minute are one group. */
  add(from, message) {
    const follows = this.#isAtEnd() || from === "you";
    this.#reveal(this.#line(from, message), follows);
  }

  #line(from, message) {
    const { text, buttons = [], sources = [] } = message;
    if (SPOKEN.includes(from)) this.record.push({ by: from, text });
    const at = message.at ? new Date(message.at) : new Date();
    if (!this.#last?.takes(from, at)) {
      this.#last = new Group(from, at, this.#strings, this.#readAloud);
      this.list.append(this.#last.element);
    }
    const line = this.#last.add(message);
    this.#readAloud.refresh();
    if (sources.length) this.#last.addSources(sources);
    if (buttons.length) this.#last.element.append(this.#buttons(buttons));
    return line;
  }

  /**
   * Shows a new line from its beginning, however long it is, unless the visitor is reading further up: then a mark says
   * that there is more.
   */
  #reveal(line, follows) {
    this.#unseen ??= line;
    if (follows) this.toNewest();
    this.#showMark(!follows);
  }

  /** Removes the buttons of earlier answers, which belonged to those answers. */
  retireButtons() {
    for (const buttons of this.list.querySelectorAll(".buttons")) buttons.remove();
  }

  /** Stops reading an answer aloud. */
  hush() {
    this.#readAloud.stop();
  }

  clear() {
    this.#readAloud.clear();
    this.list.replaceChildren();
    this.record.length = 0;
    this.#last = this.#unseen = null;
    this.#showMark(false);
  }

  /** Takes the focus, which raises no keyboard on a phone. */
  focus() {
    this.scroller.focus({ preventScroll: true });
  }

  #buttons(buttons) {
    const made = buttons.map((button) => {
      const { title, payload } = button;
      const onclick = () => emit(this, "choose", { title, payload });
      return node("button", { type: "button", class: kindOfButton(button, buttons), onclick }, title);
    });
    return node("div", { class: "buttons" }, ...made);
  }

  #isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    const last = this.list.lastElementChild;
    return scrollHeight - scrollTop - clientHeight < 40 || (last !== null && this.#topOf(last) < clientHeight);
  }

  /** Pixels from the top of what is seen. */
  #topOf(element) {
    return element.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
  }

  toNewest() {
    const newest = this.#unseen ?? this.list.lastElementChild;
    if (newest) this.scroller.scrollTop += this.#topOf(newest) - MARGIN;
    this.#showMark(false);
  }

  #showMark(isShown) {
    this.#mark.hidden = !isShown;
    if (!isShown) this.#unseen = null;
  }
}

/** An answer's last bubble alone has its sources, its kind and its buttons. */
function isLastOfAnswer({ sources = [], buttons = [], kind = null }) {
  return sources.length > 0 || buttons.length > 0 || kind !== null;
}
