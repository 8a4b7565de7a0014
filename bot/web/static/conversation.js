/**
 * One conversation: sends a message at a time, and again with the same id when the connection was lost, so that
 * nothing is lost or said twice. While a human has the case it also follows what happens to it. Tells the rest by
 * events: `sent`, `replies`, `refused`, `returned`, `state` ("idle", "sending" or "lost"), and from the case `line`,
 * `situation` and `gone`.
 */
import { Lost, Refused } from "./api.js";
import { CaseStream } from "./case_stream.js";
import { Retry } from "./retry.js";
import { Session } from "./session.js";
import { tell } from "./tell.js";

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

export class Conversation extends EventTarget {
  #api;
  #stream;
  #session = new Session();
  #unerased = new Set();
  #retry = new Retry(FIRST_WAIT_MS, LONGEST_WAIT_MS);

  constructor(api) {
    super();
    this.#api = api;
    this.#stream = new CaseStream(api);
    for (const type of ["situation", "gone"]) {
      this.#stream.addEventListener(type, ({ detail }) => tell(this, type, detail));
    }
    this.#stream.addEventListener("connection", () => this.#tellState());
    this.#stream.addEventListener("line", ({ detail }) => {
      this.#session.heldLines.push(detail);
      if (!this.isBusy) this.#showLines();
    });
  }

  get isBusy() {
    return this.#session.pending !== null;
  }

  /** Whether there is anything to erase: on the server, or only on this page so far. */
  get hasBegun() {
    return this.#session.id !== null || this.#session.count > 0 || this.#unerased.size > 0;
  }

  /**
   * Sends what a button stands for, or what was typed; `shown` is how the visitor reads it. What was refused and is
   * said again keeps its id: should the server have heard it after all, it answers as it did then.
   */
  async say(text, shown = text) {
    if (this.isBusy) return;
    const session = this.#session;
    const isAgain = session.refused?.text === text;
    if (!isAgain) session.count += 1;
    session.pending = { id: String(session.count), text, shown };
    session.refused = null;
    tell(this, "sent", session.pending);
    this.#retry.reset();
    this.#tellState();
    await this.#deliver(session);
  }

  /** The ways to a human there are now. */
  ways() {
    return this.#api.ways();
  }

  /** The lines as a worker would see them, without names, numbers and addresses. */
  async preview(lines) {
    const session = this.#session;
    const conversation = await this.#unlessEnded(session, session.begin(this.#api));
    return this.#unlessEnded(session, this.#api.preview(conversation, lines));
  }

  /** Hands over to a human; `id` is the same when it is tried again. Returns the return code, if there is one. */
  handOver(id, request) {
    const session = this.#session;
    return session.once(`hand-over ${id}`, async () => {
      const conversation = await this.#unlessEnded(session, session.begin(this.#api));
      const { code, situation } = await this.#unlessEnded(
        session,
        this.#api.handOver({ ...request, id, conversation }),
      );
      if (!this.#stream.isFollowing) tell(this, "situation", situation); // else the stream's may be newer
      this.#stream.follow(conversation);
      return code;
    });
  }

  /** A new return code; an earlier one stops working. */
  returnCode() {
    const session = this.#session;
    return session.once("return code", () => this.#unlessEnded(session, this.#api.returnCode(session.id)));
  }

  /**
   * Takes up what a return code leads to; what was said on this page before is forgotten.
   * @param {AbortSignal} signal aborted when the visitor has turned away from it
   */
  comeBack(code, signal) {
    const before = this.#session;
    return before.once(`return with ${code}`, async () => {
      const conversation = await this.#api.comeBack(code);
      if (before !== this.#session || signal.aborted) {
        this.#api.leave(conversation); // else a worker would think that somebody is there
        throw new Lost();
      }
      this.leave();
      this.#session = new Session(conversation);
      tell(this, "returned");
      this.#stream.follow(conversation);
    });
  }

  /** Forgets here at once; resolves when the server has forgotten too, also what it could not erase before. */
  async erase() {
    const { id } = this.#end();
    if (id !== null) this.#unerased.add(id);
    for (const each of this.#unerased) {
      await this.#api.forget(each);
      this.#unerased.delete(each);
    }
  }

  /** Forgets here, and tells the server so without waiting; what has a return code stays there, unless it was erased. */
  leave() {
    const { id } = this.#end();
    for (const each of this.#unerased) this.#api.forgetOnExit(each);
    this.#unerased.clear();
    if (id !== null) this.#api.leave(id);
  }

  #end() {
    const ended = this.#session;
    this.#session = new Session();
    this.#stream.end(); // and so the state is told, too
    return ended;
  }

  /** What arrives for a session that was erased or left must not be shown: it counts as lost. */
  async #unlessEnded(session, answer) {
    const arrived = await answer;
    if (session !== this.#session) throw new Lost();
    return arrived;
  }

  async #deliver(session) {
    const { id, text } = session.pending;
    while (session === this.#session) {
      try {
        const conversation = await this.#unlessEnded(session, session.begin(this.#api));
        const { messages, stored } = await this.#unlessEnded(session, this.#api.send(conversation, id, text));
        if (stored !== null) session.ownLines.add(stored);
        this.#settle();
        tell(this, "replies", messages);
        return this.#showLines();
      } catch (error) {
        if (session !== this.#session) return;
        if (error instanceof Refused) return this.#giveBack(error);
        session.isLost = true; // also by an answer that cannot be read: the visitor is told where a human is
        this.#tellState();
        await this.#retry.wait();
      }
    }
  }

  #giveBack(error) {
    const { shown, text } = (this.#session.refused = this.#session.pending);
    this.#settle();
    tell(this, "refused", { code: error.code, text: error.text, message: { title: shown, payload: text } });
    this.#showLines();
  }

  /** Nothing is on its way any more. */
  #settle() {
    this.#session.pending = null;
    this.#session.isLost = false;
    this.#tellState();
  }

  #tellState() {
    const isLost = this.#session.isLost || this.#stream.isLost;
    tell(this, "state", isLost ? "lost" : this.isBusy ? "sending" : "idle");
  }

  /** Shows what has come, but for the visitor's own lines that stand on the page already. */
  #showLines() {
    const { heldLines, ownLines } = this.#session;
    for (const line of heldLines.splice(0)) if (!ownLines.has(line.id)) tell(this, "line", line);
  }
}
