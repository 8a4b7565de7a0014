/** The line that says whom the visitor is writing with, and what is going on. */
import { node } from "./nodes.js";
import { withNumbers } from "./telephone.js";

/** Characters that have room under the title, on a small phone. */
const LONG = 32;

export class StatusLine {
  #t;
  #withHuman;

  /** @param {(text: string) => string} withHuman adds how to reach a human */
  constructor(strings, withHuman) {
    this.#t = strings;
    this.#withHuman = withHuman;
    this.element = node("p", { class: "state", role: "status" }, strings.stateBot);
  }

  /**
   * @param {"idle" | "sending" | "lost" | "panel"} state
   * @param situation the case's situation; null if no human has it
   */
  show(state, situation) {
    const t = this.#t;
    const lines = {
      idle: () => (situation ? this.#ofCase(situation) : t.stateBot),
      sending: () => (situation ? t.stateSending : t.stateTyping),
      lost: () => this.#withHuman(t.stateLost),
      panel: () => t.statePanel,
    };
    const line = lines[state]();
    this.element.classList.toggle("long", line.length > LONG);
    if (this.element.textContent === line) return; // else it is announced again
    this.element.replaceChildren(...withNumbers(line));
  }

  #ofCase({ state, place, worker_is_in: isIn }) {
    const t = this.#t;
    const taken = isIn ? t.stateTaken : t.stateAway;
    return { waiting: t.stateWaiting.replace("{place}", place), left: t.stateLeft, taken }[state];
  }
}
