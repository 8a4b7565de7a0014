/**
 * One conversation: sends a message at a time, and again with the same id when the connection was lost, so that
 * nothing is lost or said twice. Tells the rest by events: `sent`, `replies`, `refused`, `state`.
 */
import { Lost, Refused } from "./api.js";

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

export class Conversation extends EventTarget {
  #api;
  #id = null;
  #generation = 0;
  #number = 0;
  #pending = null;
  #refused = null;
  #unerased = [];
  #wake = null;

  constructor(api) {
    super();
    this.#api = api;
    addEventListener("online", () => this.#wake?.());
  }

  get isBusy() {
    return this.#pending !== null;
  }

  get hasBegun() {
    return this.#id !== null || this.#unerased.length > 0;
  }

  /**
   * Sends what a button stands for, or what was typed; `shown` is how the visitor reads it. What was refused and is
   * said again keeps its id: should the server have heard it after all, it answers as it did then.
   */
  async say(text, shown = text) {
    if (this.isBusy) return;
    const generation = this.#generation;
    const isAgain = this.#refused?.text === text;
    if (!isAgain) this.#number += 1;
    this.#pending = { id: String(this.#number), text, shown };
    this.#refused = null;
    this.#tell("sent", this.#pending);
    await this.#deliver(generation);
  }

  /** Forgets here at once; resolves when the server has forgotten too. */
  async erase() {
    const id = this.#stop();
    if (id !== null) this.#unerased.push(id);
    while (this.#unerased.length) {
      await this.#api.forget(this.#unerased[0]);
      this.#unerased.shift();
    }
  }

  /** Forgets here, and asks the server to, without waiting. */
  leave() {
    const id = this.#stop();
    for (const each of [...this.#unerased.splice(0), ...(id === null ? [] : [id])]) {
      this.#api.forgetOnTheWayOut(each);
    }
  }

  #stop() {
    const id = this.#id;
    this.#generation += 1;
    this.#id = this.#pending = this.#refused = null;
    this.#number = 0;
    return id;
  }

  async #deliver(generation) {
    let wait = FIRST_WAIT_MS;
    this.#tell("state", "typing");
    while (generation === this.#generation) {
      try {
        this.#id ??= await this.#api.start();
        const replies = await this.#api.send(this.#id, this.#pending.id, this.#pending.text);
        if (generation !== this.#generation) return;
        this.#pending = null;
        this.#tell("state", "bot");
        this.#tell("replies", replies);
        return;
      } catch (error) {
        if (generation !== this.#generation) return;
        if (error instanceof Refused) return this.#giveBack(error);
        if (!(error instanceof Lost)) throw error;
        this.#tell("state", "lost");
        await this.#pause(wait);
        wait = Math.min(2 * wait, LONGEST_WAIT_MS);
      }
    }
  }

  #giveBack(error) {
    const { shown, text } = this.#pending;
    this.#refused = this.#pending;
    this.#pending = null;
    this.#tell("state", "bot");
    this.#tell("refused", { text: error.text, message: { title: shown, payload: text } });
  }

  #pause(milliseconds) {
    return new Promise((resolve) => {
      this.#wake = resolve;
      setTimeout(resolve, milliseconds);
    });
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
