/**
 * What belongs to one conversation with the server, from the first word until it is erased or left. The next one
 * begins with nothing of it, and what still arrives for an earlier one finds that it is no longer the page's.
 */
export class Session {
  /** Given by the server with the first request that needs it; null before. */
  id;
  /** The message on its way, `{id, text, shown}`. */
  pending = null;
  /** The message that was refused last, unless something was said since. */
  refused = null;
  /** Whether the message on its way has met no server so far. */
  isLost = false;
  /** How many messages were said. */
  count = 0;
  /** The visitor's lines of the case that stand on the page already, by their ids. */
  ownLines = new Set();
  /** Lines of the case that wait for the message on its way: one of them may be it. */
  heldLines = [];
  #asked = new Map();

  constructor(id = null) {
    this.id = id;
  }

  /** Asks for the conversation's id, once, however many want it at the same time. */
  async begin(api) {
    if (this.id === null) {
      await this.once("start", async () => {
        this.id = await api.start();
      });
    }
    return this.id;
  }

  /** Pressed twice, `what` is asked for once, and both get its answer. When it has ended it can be asked for again. */
  once(what, ask) {
    const asked = this.#asked.get(what) ?? ask().finally(() => this.#asked.delete(what));
    this.#asked.set(what, asked);
    return asked;
  }
}
