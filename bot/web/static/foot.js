/**
 * Below the conversation: the way that is likeliest to be needed now, and a menu of the others. Events: `human`,
 * `code`, `return`, `size`, `erase`.
 */

import { emit } from "./emit.js";
import { node } from "./nodes.js";

export class Foot extends EventTarget {
  #t;
  #hint = node("p", { class: "hint" });
  #human = this.#way("human");
  #code = this.#way("code");
  #return = this.#way("return");
  #more = node("summary");
  #leaveHint = node("p");
  #size = this.#way("size");
  #returnInMenu = this.#way("return");
  #erase = this.#way("erase");
  #menu;
  #isLarge = false;
  #shown = {};

  constructor(strings) {
    super();
    this.#t = strings;
    const inMenu = [this.#leaveHint, this.#size, this.#returnInMenu, this.#erase];
    this.#menu = node("details", {}, this.#more, node("div", { class: "menu" }, ...inMenu));
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
    this.#shown = { isOpen: situation !== null, hasCode: situation?.has_code };
    this.#code.hidden = situation === null;
    this.#human.hidden = situation !== null || isTurnedOff || !hasBegun;
    this.#return.hidden = !this.#code.hidden || !this.#human.hidden;
    this.#returnInMenu.hidden = !this.#return.hidden;
    this.#hint.hidden = situation === null;
    this.translate();
  }

  /** What a press of the text's size leads to. */
  showSize(isLarge) {
    this.#isLarge = isLarge;
    this.translate();
  }

  /** Takes over the strings' language. */
  translate() {
    const t = this.#t;
    const { isOpen, hasCode } = this.#shown;
    this.#hint.textContent = !isOpen ? "" : hasCode ? t.keeps : t.keepsNot;
    this.#human.textContent = t.askHuman;
    this.#code.textContent = hasCode ? t.changeCode : t.code;
    this.#return.textContent = this.#returnInMenu.textContent = t.haveCode;
    this.#more.textContent = t.more;
    this.#leaveHint.textContent = t.leaveHint;
    this.#size.textContent = this.#isLarge ? t.usualSize : t.larger;
    this.#erase.textContent = t.erase;
  }

  #way(type) {
    const onclick = () => {
      this.#menu.open = false;
      emit(this, type);
    };
    return node("button", { type: "button", class: "plain", onclick });
  }

  #closeMenu() {
    this.#menu.open = false;
    this.#more.focus();
  }
}
