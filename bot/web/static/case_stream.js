/**
 * Follows a case while a human has it, and goes on where it was when the connection was lost. Tells by events:
 * `line` (each once, in order), `situation`, `gone`, and `connection` (true or false).
 */
import { Lost } from "./api.js";
import { Retry } from "./retry.js";
import { tell } from "./tell.js";

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
const CLOSED = ["handed_back", "ended"];

export class CaseStream extends EventTarget {
  #api;
  #lastId = 0;
  #following = null;
  #tried = null;
  #retry = new Retry(FIRST_WAIT_MS, LONGEST_WAIT_MS);

  constructor(api) {
    super();
    this.#api = api;
    addEventListener("online", () => this.#tried?.abort()); // what was open may be dead
    addEventListener("offline", () => this.#following && tell(this, "connection", false));
  }

  /** @param {boolean} fromTheStart whether the page shows nothing of the case yet */
  async follow(conversation, fromTheStart = false) {
    if (fromTheStart) {
      this.end();
      this.#lastId = 0;
    }
    if (this.#following) return;
    const following = (this.#following = {});
    this.#retry.reset();
    while (this.#following === following) {
      this.#tried = new AbortController();
      try {
        for await (const happening of this.#api.events(conversation, this.#lastId, this.#tried)) {
          if (this.#following !== following) return;
          this.#retry.reset();
          tell(this, "connection", true);
          const { event, data } = happening;
          if (event === "gone" || CLOSED.includes(data.state)) this.end();
          this.#take(happening);
        }
      } catch (error) {
        if (!(error instanceof Lost)) throw error;
      }
      if (this.#following !== following) return;
      tell(this, "connection", false);
      await this.#retry.wait();
    }
  }

  end() {
    this.#following = null;
    this.#tried?.abort();
    this.#retry.hurry();
  }

  #take({ event, id, data }) {
    if (event !== "message") return tell(this, event, data);
    if (id <= this.#lastId) return;
    this.#lastId = id;
    tell(this, "line", data);
  }
}
