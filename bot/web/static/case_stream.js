/**
 * Follows a case while a human has it, and resumes where it was after a lost connection. Events: `line` (each once,
 * in order), `situation`, `gone`, and `connection` when `isLost` may have changed.
 */

import { emit } from "./emit.js";
import { Retry } from "./retry.js";

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
    addEventListener("online", () => this.#tried?.abort()); // an open connection may be dead
    addEventListener("offline", () => this.isFollowing && this.#connect(false));
  }

  get isFollowing() {
    return this.#following !== null;
  }

  /** Whether a case is followed, and the connection is lost. */
  get isLost() {
    return this.#isLost;
  }

  /** Follows a conversation's case, after the last line that was emitted for that conversation. */
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
        // The connection is lost; also if the server ends the stream before the case has ended.
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
    emit(this, "connection");
  }

  #take({ event, id, data }) {
    if (event !== "message") return emit(this, event, data);
    if (id <= this.#lastId) return;
    this.#lastId = id;
    emit(this, "line", data);
  }
}
