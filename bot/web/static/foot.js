/** Below the conversation: what leaving means now, and what one can do. Events: `human`, `code`, `return`, `erase`. */

import { emit } from "./emit.js";
import { node } from "./nodes.js";

export class Foot extends EventTarget {
  #t;
  #hint;
  #human;
  #code;

  constructor(strings) {
    super();
    this.#t = strings;
    const way = (text, type) => {
      const onclick = () => emit(this, type);
      return node("button", { type: "button", class: "plain", onclick }, text);
    };
    this.#hint = node("span", {}, strings.leaveHint);
    this.#human = way(strings.askHuman, "human");
    this.#code = way(strings.code, "code");
    const ways = [this.#human, this.#code, way(strings.haveCode, "return"), way(strings.erase, "erase")];
    this.element = node("div", { class: "foot" }, this.#hint, ...ways);
    this.show(null);
  }

  /**
   * @param situation the case's situation; null if no human has it
   * @param {boolean} isTurnedOff whether no case can be opened now
   */
  show(situation, isTurnedOff = false) {
    const t = this.#t;
    this.#human.hidden = situation !== null || isTurnedOff;
    this.#code.hidden = situation === null;
    this.#code.textContent = situation?.has_code ? t.changeCode : t.code;
    this.#hint.textContent = situation ? (situation.has_code ? t.keeps : t.keepsNot) : t.leaveHint;
  }
}
