/** What the element's attributes and its municipality's profile say of the chat. */

import { first, municipalities } from "../municipalities.js";
import { FIRST } from "./strings.js";

export class Settings {
  #element;
  #t;
  #profile;

  /** @param strings the page's texts, which may change their language */
  constructor(element, strings) {
    this.#element = element;
    this.#t = strings;
    this.municipality = element.getAttribute("municipality") ?? first;
    this.#profile = municipalities[this.municipality] ?? null;
  }

  /** The text shown instead of answers; empty unless the assistant is turned off, or not for this page. */
  get turnedOff() {
    return this.#profile ? this.#profile.turnedOff : `${this.#t.wrongPage} ${this.#t.police}`;
  }

  get hasSelfCheck() {
    return this.#profile?.hasSelfCheck ?? false;
  }

  get colours() {
    return this.#profile?.colours ?? null;
  }

  get exitPage() {
    return this.#element.getAttribute("exit-page") ?? this.#profile?.exitPage ?? "about:blank";
  }

  /** A line about a fault, with how to reach a human: the page says it itself, as there may be no connection. */
  withHuman(text) {
    const { language, police } = this.#t;
    const isFirst = language === FIRST;
    const own = isFirst ? this.#element.getAttribute("human") : this.#element.getAttribute("human-en");
    return `${text} ${own ?? this.#profile?.human[language] ?? police}`;
  }
}
