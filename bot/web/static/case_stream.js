/**
 * Follows a case while a human has it, and goes on where it was when the connection was lost. Tells by events:
 * `line` (each once, in order), `situation`, `gone`, and `connection` (true or false).
 */
import { Lost } from "./api.js";

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
const CLOSED = ["handed_back", "ended"];

export class CaseStream extends EventTarget {
  #api;
  #lastId = 0;
  #following = null;
  #tried = null;
  #wake = null;

  constructor(api) {
    super();
    this.#api = api;
    addEventListener("online", () => this.#hurry());
    addEventListener("offline", () => this.#following && this.#tell("connection", false));
  }

  /** @param {boolean} fromTheStart whether the page shows nothing of the case yet */
  async follow(conversation, fromTheStart = false) {
    if (fromTheStart) {
      this.end();
      this.#lastId = 0;
    }
    if (this.#following) return;
    const following = (this.#following = {});
    let wait = FIRST_WAIT_MS;
    while (this.#following === following) {
      this.#tried = new AbortController();
      try {
        for await (const happening of this.#api.events(conversation, this.#lastId, this.#tried)) {
          if (this.#following !== following) return;
          wait = FIRST_WAIT_MS;
          this.#tell("connection", true);
          const { event, data } = happening;
          if (event === "gone" || CLOSED.includes(data.state)) this.end();
          this.#take(happening);
        }
      } catch (error) {
        if (!(error instanceof Lost)) throw error;
      }
      if (this.#following !== following) return;
      this.#tell("connection", false);
      await this.#pause(wait);
      wait = Math.min(2 * wait, LONGEST_WAIT_MS);
    }
  }

  end() {
    this.#following = null;
    this.#hurry();
  }

  /** Tries again at once, instead of waiting for what may be dead. */
  #hurry() {
    this.#tried?.abort();
    this.#wake?.();
  }

  #take({ event, id, data }) {
    if (event !== "message") return this.#tell(event, data);
    if (id <= this.#lastId) return;
    this.#lastId = id;
    this.#tell("line", data);
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
