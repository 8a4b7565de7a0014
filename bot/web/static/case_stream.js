/**
 * Follows a case while a human has it, and goes on where it was when the connection was lost. Tells by events:
 * `line` (each once, in order), `situation`, `gone`, and `connection` when that may have changed.
 */
import { Retry } from "./retry.js";
import { tell } from "./tell.js";

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
const CLOSED = ["handed_back", "ended"];

export class CaseStream extends EventTarget {
  #api;
  #conversation = null;
  #lastId = 0;
  #following = null;
  #tried = null;
  #isLost = false;
  #retry = new Retry(FIRST_WAIT_MS, LONGEST_WAIT_MS);

  constructor(api) {
    super();
    this.#api = api;
    addEventListener("online", () => this.#tried?.abort()); // what was open may be dead
    addEventListener("offline", () => this.isFollowing && this.#connect(false));
  }

  get isFollowing() {
    return this.#following !== null;
  }

  /** Whether a case is followed that cannot be reached now. */
  get isLost() {
    return this.#isLost;
  }

  /** Follows a conversation's case, from the line after the last one it has told of that conversation. */
  async follow(conversation) {
    if (conversation !== this.#conversation) {
      this.end();
      this.#conversation = conversation;
      this.#lastId = 0;
    }
    if (this.isFollowing) return;
    const following = (this.#following = {});
    this.#retry.reset();
    while (this.#following === following) {
      this.#tried = new AbortController();
      try {
        for await (const happening of this.#api.events(conversation, this.#lastId, this.#tried)) {
          if (this.#following !== following) return;
          this.#retry.reset();
          this.#connect(true);
          const { event, data } = happening;
          if (event === "gone" || CLOSED.includes(data.state)) this.end();
          this.#take(happening);
        }
      } catch {
        // Lost, as when the server ends it without an ending of the case.
      }
      if (this.#following !== following) return;
      this.#connect(false);
      await this.#retry.wait();
    }
  }

  end() {
    this.#following = null;
    this.#connect(true);
    this.#tried?.abort();
  }

  #connect(isThere) {
    this.#isLost = !isThere;
    tell(this, "connection");
  }

  #take({ event, id, data }) {
    if (event !== "message") return tell(this, event, data);
    if (id <= this.#lastId) return;
    this.#lastId = id;
    tell(this, "line", data);
  }
}
