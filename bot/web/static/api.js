/** The visitor's API. Ids live in memory only; no cookie is sent or taken. */

/** The server answered, and its answer is a calm line in Swedish. */
export class Refused extends Error {
  constructor(code, text) {
    super(code);
    this.code = code;
    this.text = text;
  }
}

/** No answer came at all: the network is gone, or the server. */
export class Lost extends Error {}

const WAIT_MS = 12_000;

export class Api {
  /** @param {string} base where the widget came from */
  constructor(base) {
    this.base = base;
  }

  async start() {
    return (await this.#post("conversations", {})).conversation;
  }

  async send(conversation, id, text) {
    return (await this.#post("messages", { conversation, id, text })).messages;
  }

  async forget(conversation) {
    await this.#post("forget", { conversation });
  }

  /** Asks for erasure on the way out, when nobody waits for the answer. */
  forgetOnTheWayOut(conversation) {
    navigator.sendBeacon(`${this.base}/api/forget`, JSON.stringify({ conversation }));
  }

  async #post(path, content) {
    let response;
    try {
      response = await fetch(`${this.base}/api/${path}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(content),
        credentials: "omit",
        referrerPolicy: "no-referrer",
        cache: "no-store",
        signal: AbortSignal.timeout(WAIT_MS),
      });
      if (response.status === 204) return null;
      const answer = await response.json();
      if (response.ok) return answer;
      throw new Refused(answer.error.code, answer.error.text);
    } catch (error) {
      throw error instanceof Refused ? error : new Lost();
    }
  }
}
