/**
 * The state of one conversation with the server, until it is erased or left. The next one begins with a new session,
 * and what still arrives for an earlier one can tell that its session is no longer the page's.
 */
export class Session {
  /** The conversation's id, from the server at the first request that needs it; null before. */
  id;
  /** The message that is being sent, `{id, text, shown}`. */
  pending = null;
  /** The message that was refused last, unless another was sent since. */
  refused = null;
  /** Whether the message that is being sent has not reached the server yet. */
  isLost = false;
  /** The number of messages so far. */
  count = 0;
  /** The ids of the visitor's own lines of the case that the page shows already. */
  ownLines = new Set();
  /** Lines of the case that are held back until the message is sent, because one of them may be that message. */
  heldLines = [];
  #asked = new Map();

  constructor(id = null) {
    this.id = id;
  }

  /** Gets the conversation's id; concurrent calls share one request. */
  async begin(api) {
    if (this.id === null) {
      await this.once("start", async () => {
        this.id = await api.start();
      });
    }
    return this.id;
  }

  /** Concurrent calls for the same `what` share one request. Once it has ended, it can be made again. */
  once(what, ask) {
    const asked = this.#asked.get(what) ?? ask().finally(() => this.#asked.delete(what));
    this.#asked.set(what, asked);
    return asked;
  }
}
