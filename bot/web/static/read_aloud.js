/** Reads answers aloud, with a voice of the device only: any other would send the answer to a company. */

import { node } from "./nodes.js";

export class ReadAloud {
  #t;
  #speech;
  /** The buttons that there are, each with what it reads. */
  #offers = new Map();
  /** The button whose answer is being read. */
  #current = null;

  /** @param {SpeechSynthesis} [speech] the browser's; some have none */
  constructor(strings, speech = globalThis.speechSynthesis) {
    this.#t = strings;
    this.#speech = speech;
    speech?.addEventListener?.("voiceschanged", () => this.refresh());
  }

  /**
   * A button that reads an answer, and stops.
   * @param {{text: string, lang: string}[]} said its bubbles; more may be added, and `refresh` is to be called then
   */
  offer(said) {
    const button = node(
      "button",
      { type: "button", class: "plain", onclick: () => this.#press(button) },
      this.#t.listen,
    );
    this.#offers.set(button, said);
    this.refresh();
    return button;
  }

  /** Shows each button for whose every language the device has a voice. */
  refresh() {
    for (const [button, said] of this.#offers) button.hidden = !said.every(({ lang }) => this.#voice(lang));
  }

  stop() {
    if (!this.#current) return; // the page may be speaking for itself
    this.#end();
    this.#speech.cancel();
  }

  /** Stops, and forgets the answers. */
  clear() {
    this.stop();
    this.#offers.clear();
  }

  #press(button) {
    const isCurrent = button === this.#current;
    this.stop();
    if (!isCurrent) this.#read(button);
  }

  #read(button) {
    this.#current = button;
    button.textContent = this.#t.stopListening;
    const utterances = this.#offers.get(button).map(({ text, lang }) => {
      const utterance = new SpeechSynthesisUtterance(text);
      return Object.assign(utterance, { lang, voice: this.#voice(lang) });
    });
    const ended = () => button === this.#current && this.#end();
    utterances.at(-1).addEventListener("end", ended);
    for (const utterance of utterances) {
      utterance.addEventListener("error", ended);
      this.#speech.speak(utterance);
    }
  }

  #end() {
    this.#current.textContent = this.#t.listen;
    this.#current = null;
  }

  /** The device's voice for a language; Android writes "sv_SE". */
  #voice(lang) {
    const isOf = (voice) => voice.localService && voice.lang.split(/[-_]/)[0].toLowerCase() === lang;
    return this.#speech?.getVoices().find(isOf);
  }
}
