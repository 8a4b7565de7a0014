/**
 * One conversation: sends a message at a time, and again with the same id when the connection was lost, so that
 * nothing is lost or said twice. While a human has the case it also follows what happens to it. Tells the rest by
 * events: `sent`, `replies`, `refused`, `state`, and from the case `line`, `situation`, `gone`, `connection`.
 */
import { Lost, Refused } from "./api.js";
import { CaseStream } from "./case_stream.js";
import { Retry } from "./retry.js";
import { tell } from "./tell.js";

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

export class Conversation extends EventTarget {
  #api;
  #stream;
  #id = null;
  #generation = 0;
  #number = 0;
  #pending = null;
  #refused = null;
  #unerased = [];
  #retry = new Retry(FIRST_WAIT_MS, LONGEST_WAIT_MS);
  #ownLines = new Set();
  #heldLines = [];

  constructor(api) {
    super();
    this.#api = api;
    this.#stream = new CaseStream(api);
    for (const type of ["situation", "gone", "connection"]) {
      this.#stream.addEventListener(type, ({ detail }) => tell(this, type, detail));
    }
    this.#stream.addEventListener("line", ({ detail }) => {
      this.#heldLines.push(detail);
      if (!this.isBusy) this.#showLines();
    });
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
    tell(this, "sent", this.#pending);
    await this.#deliver(generation);
  }

  /** The ways to a human there are now. */
  ways() {
    return this.#api.ways();
  }

  /** The lines as a worker would see them, without names, numbers and addresses. */
  async preview(lines) {
    return this.#api.preview((this.#id ??= await this.#api.start()), lines);
  }

  /** Hands over to a human; `id` is the same when it is tried again. Returns the return code, if there is one. */
  async handOver(id, request) {
    const generation = this.#generation;
    const conversation = (this.#id ??= await this.#api.start());
    const { code, situation } = await this.#api.handOver({ ...request, id, conversation });
    if (generation !== this.#generation) throw new Lost(); // erased meanwhile
    tell(this, "situation", situation);
    this.#stream.follow(conversation);
    return code;
  }

  returnCode() {
    return this.#api.returnCode(this.#id);
  }

  /** Takes up what a return code leads to; what was said on this page before is forgotten. */
  async comeBack(code) {
    const conversation = await this.#api.comeBack(code);
    this.leave();
    this.#id = conversation;
    tell(this, "returned");
    this.#stream.follow(conversation, true);
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

  /** Forgets here, and tells the server so without waiting; what has a return code stays there. */
  leave() {
    const id = this.#stop();
    for (const each of [...this.#unerased.splice(0), ...(id === null ? [] : [id])]) this.#api.leave(each);
  }

  #stop() {
    const id = this.#id;
    this.#stream.end();
    this.#generation += 1;
    this.#id = this.#pending = this.#refused = null;
    this.#number = 0;
    this.#ownLines.clear();
    this.#heldLines = [];
    return id;
  }

  async #deliver(generation) {
    this.#retry.reset();
    tell(this, "state", "sending");
    while (generation === this.#generation) {
      try {
        this.#id ??= await this.#api.start();
        const { messages, stored } = await this.#api.send(this.#id, this.#pending.id, this.#pending.text);
        if (generation !== this.#generation) return;
        this.#pending = null;
        if (stored !== null) this.#ownLines.add(stored);
        tell(this, "state", "idle");
        tell(this, "replies", messages);
        this.#showLines();
        return;
      } catch (error) {
        if (generation !== this.#generation) return;
        if (error instanceof Refused) return this.#giveBack(error);
        if (!(error instanceof Lost)) throw error;
        tell(this, "state", "lost");
        await this.#retry.wait();
      }
    }
  }

  #giveBack(error) {
    const { shown, text } = this.#pending;
    this.#refused = this.#pending;
    this.#pending = null;
    tell(this, "state", "idle");
    tell(this, "refused", { code: error.code, text: error.text, message: { title: shown, payload: text } });
    this.#showLines();
  }

  /** Shows what has come, but for the visitor's own lines that stand on the page already. */
  #showLines() {
    for (const line of this.#heldLines.splice(0)) if (!this.#ownLines.has(line.id)) tell(this, "line", line);
  }
}
