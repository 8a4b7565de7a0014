/**
 * Below the conversation: the way that is likeliest to be needed now, and a menu of the others. Events: `human`,
 * `code`, `return`, `size`, `erase`.
 */

import { emit } from "./emit.js";
import { node } from "./nodes.js";

export class Foot extends EventTarget {
  #t;
  #hint;
  #human;
  #code;
  #return;
  #returnInMenu;
  #size;
  #menu;

  constructor(strings) {
    super();
    this.#t = strings;
    this.#hint = node("p", { class: "hint" });
    this.#human = this.#way(strings.askHuman, "human");
    this.#code = this.#way(strings.code, "code");
    this.#return = this.#way(strings.haveCode, "return");
    this.#returnInMenu = this.#way(strings.haveCode, "return");
    this.#size = this.#way(strings.larger, "size");
    const inMenu = [this.#size, this.#returnInMenu, this.#way(strings.erase, "erase")];
    this.#menu = node(
      "details",
      {},
      node("summary", {}, strings.more),
      node("div", { class: "menu" }, node("p", {}, strings.leaveHint), ...inMenu),
    );
    this.#menu.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !this.#menu.contains(relatedTarget)) this.#menu.open = false;
    });
    this.#menu.addEventListener("keydown", (event) => event.key === "Escape" && this.#closeMenu());
    this.element = node("div", { class: "foot" }, this.#hint, this.#human, this.#code, this.#return, this.#menu);
    this.show(null);
  }

  /**
   * @param situation the case's situation; null if no human has it
   * @param {{hasBegun?: boolean, isTurnedOff?: boolean}} of whether anything was said, and whether a case can be opened
   */
  show(situation, { hasBegun = false, isTurnedOff = false } = {}) {
    const t = this.#t;
    this.#code.hidden = situation === null;
    this.#human.hidden = situation !== null || isTurnedOff || !hasBegun;
    this.#return.hidden = !this.#code.hidden || !this.#human.hidden;
    this.#returnInMenu.hidden = !this.#return.hidden;
    this.#code.textContent = situation?.has_code ? t.changeCode : t.code;
    this.#hint.hidden = situation === null;
    this.#hint.textContent = situation?.has_code ? t.keeps : t.keepsNot;
  }

  /** What a press of the text's size leads to. */
  showSize(isLarge) {
    this.#size.textContent = isLarge ? this.#t.usualSize : this.#t.larger;
  }

  #way(text, type) {
    const onclick = () => {
      this.#menu.open = false;
      emit(this, type);
    };
    return node("button", { type: "button", class: "plain", onclick }, text);
  }

  #closeMenu() {
    this.#menu.open = false;
    this.#menu.firstElementChild.focus();
  }
}
