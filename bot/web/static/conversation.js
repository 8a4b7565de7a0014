/**
 * One conversation. Sends one message at a time, and retries with the same id after a lost connection, so that
 * nothing is lost or sent twice. While a human has the case, it follows the case's events as well. Events: `sent`,
 * `replies`, `refused`, `returned`, `state` ("idle", "sending" or "lost"), and from the case `line`, `situation` and
 * `gone`.
 */
import { Lost, Refused } from "./api.js";
import { CaseStream } from "./case_stream.js";
import { emit } from "./emit.js";
import { Retry } from "./retry.js";
import { Session } from "./session.js";

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
      this.#stream.addEventListener(type, ({ detail }) => emit(this, type, detail));
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

  /** Whether there is anything to erase, on the server or on this page. */
  get hasBegun() {
    return this.#session.id !== null || this.#session.count > 0 || this.#unerased.size > 0;
  }

  /**
   * Sends what was typed, or a button's payload; `shown` is how the visitor reads it. A message that was refused and
   * is sent again keeps its id: if the server did process it, it answers as before.
   */
  async say(text, shown = text) {
    if (this.isBusy) return;
    const session = this.#session;
    const isAgain = session.refused?.text === text;
    if (!isAgain) session.count += 1;
    session.pending = { id: String(session.count), text, shown };
    session.refused = null;
    emit(this, "sent", session.pending);
    this.#retry.reset();
    this.#tellState();
    await this.#deliver(session);
  }

  /** The ways to reach a human now. */
  ways() {
    return this.#api.ways();
  }

  /** The lines as a worker would see them, with names, numbers and addresses hidden. */
  async preview(lines) {
    const session = this.#session;
    const conversation = await this.#unlessEnded(session, session.begin(this.#api));
    return this.#unlessEnded(session, this.#api.preview(conversation, lines));
  }

  /** Hands the conversation over; a retry has the same `id`. Returns the return code, if there is one. */
  handOver(id, request) {
    const session = this.#session;
    return session.once(`hand-over ${id}`, async () => {
      const conversation = await this.#unlessEnded(session, session.begin(this.#api));
      const { code, situation } = await this.#unlessEnded(
        session,
        this.#api.handOver({ ...request, id, conversation }),
      );
      if (!this.#stream.isFollowing) emit(this, "situation", situation); // otherwise the stream's may be newer
      this.#stream.follow(conversation);
      return code;
    });
  }

  /** Gets a new return code; an earlier one stops working. */
  returnCode() {
    const session = this.#session;
    return session.once("return code", () => this.#unlessEnded(session, this.#api.returnCode(session.id)));
  }

  /**
   * Continues the case of a return code; the conversation on this page is forgotten.
   * @param {AbortSignal} signal aborted if the visitor changes their mind
   */
  comeBack(code, signal) {
    const before = this.#session;
    return before.once(`return with ${code}`, async () => {
      const conversation = await this.#api.comeBack(code);
      if (before !== this.#session || signal.aborted) {
        this.#api.leave(conversation); // otherwise a worker would believe that the visitor is there
        throw new Lost();
      }
      this.leave();
      this.#session = new Session(conversation);
      emit(this, "returned");
      this.#stream.follow(conversation);
    });
  }

  /** Erases the page at once; resolves when the server has erased it too, with all that it failed to erase before. */
  async erase() {
    const { id } = this.#end();
    if (id !== null) this.#unerased.add(id);
    for (const each of this.#unerased) {
      await this.#api.forget(each);
      this.#unerased.delete(each);
    }
  }

  /** Erases the page, and tells the server without waiting. A case with a return code is kept, unless it was erased. */
  leave() {
    const { id } = this.#end();
    for (const each of this.#unerased) this.#api.forgetOnExit(each);
    this.#unerased.clear();
    if (id !== null) this.#api.leave(id);
  }

  #end() {
    const ended = this.#session;
    this.#session = new Session();
    this.#stream.end(); // emits the state, too
    return ended;
  }

  /** What arrives for a session that was erased or left must not be shown; it counts as lost. */
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
        emit(this, "replies", messages);
        return this.#showLines();
      } catch (error) {
        if (session !== this.#session) return;
        if (error instanceof Refused) return this.#giveBack(error);
        session.isLost = true; // an unreadable answer counts too: the visitor is told how to reach a human
        this.#tellState();
        await this.#retry.wait();
      }
    }
  }

  #giveBack(error) {
    const { shown, text } = (this.#session.refused = this.#session.pending);
    this.#settle();
    emit(this, "refused", { code: error.code, text: error.text, message: { title: shown, payload: text } });
    this.#showLines();
  }

  /** No message is being sent any more. */
  #settle() {
    this.#session.pending = null;
    this.#session.isLost = false;
    this.#tellState();
  }

  #tellState() {
    const isLost = this.#session.isLost || this.#stream.isLost;
    emit(this, "state", isLost ? "lost" : this.isBusy ? "sending" : "idle");
  }

  /** Emits the lines that were held back, except the visitor's own that the page shows already. */
  #showLines() {
    const { heldLines, ownLines } = this.#session;
    for (const line of heldLines.splice(0)) if (!ownLines.has(line.id)) emit(this, "line", line);
  }
}
