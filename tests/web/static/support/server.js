/** A server in the place of `Api`: each request waits until the test answers it, so that a test decides the order. */
import { Lost, Refused } from "../../../../bot/web/static/api.js";

/** Lets everything run that waits for nothing but its turn. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));

const ASKED = ["start", "send", "forget", "ways", "preview", "handOver", "returnCode", "comeBack"];

/** One request: what was asked, and ways to end it. */
class Request {
  constructor(name, args) {
    this.name = name;
    this.args = args;
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    this.promise.catch(() => {});
  }

  async answer(value) {
    this.resolve(value);
    await settled();
  }

  async refuse(code = "too_fast", text = "Vänta lite.") {
    this.reject(new Refused(code, text));
    await settled();
  }

  async lose() {
    this.reject(new Lost());
    await settled();
  }
}

/** One stream of events that is open. */
class Stream {
  #events = [];
  #wake = () => {};

  constructor(conversation, lastId, controller) {
    this.conversation = conversation;
    this.lastId = lastId;
    this.controller = controller;
    controller.signal.addEventListener("abort", () => this.#wake());
  }

  async emit(...events) {
    this.#events.push(...events);
    this.#wake();
    await settled();
  }

  /** The server closes the stream, or the connection breaks. */
  async end() {
    await this.emit(null);
  }

  async *events() {
    for (;;) {
      // What came together is delivered to its end, even if the first of it makes the page close the stream.
      for (const event of this.#events.splice(0)) {
        if (event === null) return;
        yield event;
      }
      if (this.controller.signal.aborted) throw new Lost();
      await new Promise((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

export class Server {
  requests = [];
  streams = [];
  /** What was sent without waiting for an answer, as the page went away. */
  beacons = [];

  constructor() {
    for (const name of ASKED) {
      this[name] = (...args) => {
        const request = new Request(name, args);
        this.requests.push(request);
        return request.promise;
      };
    }
  }

  leave(conversation) {
    this.beacons.push(["leave", conversation]);
  }

  forgetOnExit(conversation) {
    this.beacons.push(["forget", conversation]);
  }

  events(conversation, lastId, controller) {
    const stream = new Stream(conversation, lastId, controller);
    this.streams.push(stream);
    return stream.events();
  }

  /** The requests of one kind so far. */
  asked(name) {
    return this.requests.filter((request) => request.name === name);
  }

  /** The latest request of one kind. */
  last(name) {
    return this.asked(name).at(-1);
  }

  get stream() {
    return this.streams.at(-1);
  }
}

/** The events that `source` dispatches, as `[type, detail]`, in order. */
export function recorded(source, ...types) {
  const events = [];
  for (const type of types) source.addEventListener(type, ({ detail }) => events.push([type, detail]));
  return events;
}

export const line = (id, text, by = "worker") => ({ event: "message", id, data: { id, by, text } });
export const situation = (state, more = {}) => ({ event: "situation", id: Number.NaN, data: { state, ...more } });
export const gone = { event: "gone", id: Number.NaN, data: {} };
