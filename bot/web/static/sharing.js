/** The choice of what goes along to a human, which the visitor sees as a worker will. */

import { node } from "./nodes.js";

/** The latest lines that the server's limits allow to be shared. */
function latest(record, limits) {
  let room = limits.sharedCharacters;
  const kept = record
    .slice(-limits.sharedLines)
    .reverse()
    .filter(({ text }) => (room -= text.length) >= 0);
  return kept.reverse();
}

export class Sharing {
  #t;
  #asSeen;
  #signal;
  #offers;
  #choice;
  #preview;
  /** What is chosen; null until the visitor has seen it. */
  shared = null;

  /**
   * @param {{record: object[], outcome: object[]}} said what can go along
   * @param {(lines: object[]) => Promise<object[] | null>} asSeen gives the lines as a worker sees them, if it can
   * @param {AbortSignal} signal aborted when the choice is no longer shown
   */
  constructor(strings, limits, said, asSeen, signal) {
    this.#t = strings;
    this.#asSeen = asSeen;
    this.#signal = signal;
    const { record, outcome } = said;
    this.#offers = { shareNothing: [] };
    if (outcome.length) this.#offers.shareOutcome = outcome;
    if (record.length) this.#offers.shareAll = latest(record, limits);
    const preview = { class: "preview", tabindex: "0", role: "group", "aria-label": strings.shareAs };
    this.#preview = node("div", preview);
    const hint = node("p", { class: "hint" }, strings.shareHint);
    const radios = Object.keys(this.#offers).map((name, index) => this.#radio(name, index === 0));
    this.element = node("fieldset", {}, node("legend", {}, strings.share), ...radios, this.#preview, hint);
    this.#choose("shareNothing");
  }

  #radio(name, checked) {
    const onchange = () => this.#choose(name);
    return node("label", {}, node("input", { type: "radio", name: "share", checked, onchange }), this.#t[name]);
  }

  async #choose(name) {
    this.#choice = name;
    this.shared = null;
    const chosen = this.#offers[name];
    const lines = name === "shareAll" ? await this.#asSeen(chosen) : chosen;
    if (this.#choice !== name || this.#signal.aborted) return; // the visitor has chosen something else meanwhile
    if (lines === null) {
      this.element.querySelector("input").checked = true;
      return this.#choose("shareNothing");
    }
    this.shared = chosen; // the server redacts it as it has redacted the preview
    const t = this.#t;
    const items = lines.map(({ by, text }) => node("li", {}, node("strong", {}, `${t[by]}: `), text));
    const shown = items.length ? node("ul", {}, ...items) : node("p", {}, t.shareNothing);
    this.#preview.replaceChildren(node("p", {}, t.shareAs), shown);
  }
}
