/** The visitor's API. Ids live in memory only; no cookie is sent or taken. */

/** The server refused; `text` is a calm line in the language that was asked for. */
export class Refused extends Error {
  constructor(code, text) {
    super(code);
    this.code = code;
    this.text = text;
  }
}

/** There was no answer: the network or the server is down. */
export class Lost extends Error {}

const SWEDISH = "sv"; // what the server says it in unless it is asked for another, as earlier versions do always
const ADDRESS = "hand-over/preview?".length;
const SILENCE_MS = 35_000; // the server pings every 15 s

export class Api {
  /** What the server is to say of its own in. */
  language = SWEDISH;

  /**
   * @param {string} base the origin that the widget was loaded from
   * @param {string} municipality the one whose page it is
   */
  constructor(base, municipality, limits) {
    this.base = base;
    this.municipality = municipality;
    this.waitMs = 1000 * limits.answerSeconds;
    this.buckets = limits.paddedBytes;
  }

  async start() {
    return (await this.#ask("conversations", { municipality: this.municipality })).conversation;
  }

  /** @returns {Promise<{messages: object[], stored: number | null}>} */
  send(conversation, id, text) {
    return this.#ask("messages", { conversation, id, text });
  }

  async forget(conversation) {
    await this.#ask("forget", { conversation });
  }

  /** Reports that the page was closed; there is nobody to wait for the answer. */
  leave(conversation) {
    this.#beacon("leave", conversation);
  }

  /** Erases when the page was closed; there is nobody to wait for the answer. */
  forgetOnExit(conversation) {
    this.#beacon("forget", conversation);
  }

  ways() {
    return this.#ask("ways", { municipality: this.municipality });
  }

  /** @returns {Promise<object[]>} the lines as a worker would see them */
  async preview(conversation, shared) {
    return (await this.#ask("hand-over/preview", { conversation, shared })).shared;
  }

  handOver(request) {
    return this.#ask("hand-over", request);
  }

  async returnCode(conversation) {
    return (await this.#ask("return-code", { conversation })).code;
  }

  async comeBack(code) {
    return (await this.#ask("return", { municipality: this.municipality, code })).conversation;
  }

  /** The case's events after `lastId`, as `{event, id, data}`, until the stream ends or `controller` aborts. */
  async *events(conversation, lastId, controller) {
    const silent = () => controller.abort();
    let timer = setTimeout(silent, SILENCE_MS);
    try {
      const response = await this.#fetch("events", { conversation, after: lastId }, controller.signal);
      if (!response.ok) throw new Lost();
      let rest = "";
      for await (const piece of pieces(response.body.pipeThrough(new TextDecoderStream()))) {
        clearTimeout(timer);
        timer = setTimeout(silent, SILENCE_MS);
        const blocks = (rest + piece.replaceAll("\r", "")).split("\n\n");
        rest = blocks.pop();
        yield* blocks.map(eventOf).filter(({ data }) => data);
      }
    } catch {
      throw new Lost();
    } finally {
      clearTimeout(timer);
    }
  }

  #beacon(path, conversation) {
    navigator.sendBeacon(this.#address(path), this.#padded({ conversation }));
  }

  async #ask(path, content) {
    try {
      const response = await this.#fetch(path, content, AbortSignal.timeout(this.waitMs));
      const answer = await response.json();
      if (response.ok) return answer;
      throw new Refused(answer.error.code, answer.error.text);
    } catch (error) {
      throw error instanceof Refused ? error : new Lost();
    }
  }

  #fetch(path, content, signal) {
    return fetch(this.#address(path), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: this.#padded(content),
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
      signal,
    });
  }

  /** The addresses are equally long: on the line, length is all that tells one from another. */
  #address(path) {
    return `${this.base}/api/${`${path}?`.padEnd(ADDRESS, "0")}`;
  }

  /** JSON, and spaces up to one of a few lengths, so that length tells nothing of what was written. */
  #padded(content) {
    const text = JSON.stringify(this.language === SWEDISH ? content : { ...content, language: this.language });
    const bytes = new TextEncoder().encode(text).length;
    const padded = this.buckets.find((bucket) => bucket >= bytes) ?? bytes; // what is longer is refused
    return text + " ".repeat(padded - bytes);
  }
}

async function* pieces(stream) {
  const reader = stream.getReader();
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) yield step.value;
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** Parses one server-sent event; ours have each field at most once. */
function eventOf(block) {
  const fields = block
    .split("\n")
    .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]);
  const { event = "message", id, data } = Object.fromEntries(fields);
  return { event, id: Number(id), data: data && JSON.parse(data) };
}
