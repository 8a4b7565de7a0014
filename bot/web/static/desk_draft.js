/** Keeps on the server what a worker types, as soon as they pause, until it is sent or saved. */

import { post, RefusedError } from "./desk_post.js";

const PAUSE_MS = 1000;
const AGAIN_MS = 2000;
const SAVED = "Utkast sparat";
const NOT_SAVED = "Utkastet är inte sparat än.";

export class Draft {
  #form;
  #text;
  #stored;
  #sending = null;
  #timer = 0;
  #saving = Promise.resolve();

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.#form = form;
    this.#text = form.querySelector("textarea");
    this.#stored = this.#text.defaultValue; // what the server sent: a worker may type before this script runs
    this.#text.addEventListener("input", () => {
      this.#show("");
      this.#saveAfter(PAUSE_MS);
    });
    this.#text.addEventListener("blur", () => this.#saveNext());
    addEventListener("pagehide", () => this.#save());
    if (this.#text.value !== this.#stored) this.#saveAfter(PAUSE_MS);
  }

  /** A text that is on its way is no draft, also if the worker leaves the page meanwhile. */
  sending(text) {
    clearTimeout(this.#timer);
    this.#sending = text;
  }

  /** To be called when that text was not stored. */
  notSent() {
    this.#sending = null;
    this.#saveNext();
  }

  /** To be called when it was. A draft that arrived after it is replaced by what is left. */
  sent() {
    this.#sending = this.#stored = null;
    this.#show("");
    this.#saveNext();
  }

  /** Waits until nothing is being saved, so that a draft cannot arrive after the text itself. */
  settled() {
    clearTimeout(this.#timer);
    return this.#saving;
  }

  /** To be called when the text was saved, and the server has dropped the draft. What differs is a new one. */
  dropped(text) {
    this.#stored = text;
    this.#show("");
    this.#saveNext();
  }

  #saveAfter(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#saveNext(), milliseconds);
  }

  /** One at a time, so that an older draft cannot replace a newer one. */
  #saveNext() {
    clearTimeout(this.#timer);
    this.#saving = this.#saving.then(() => this.#save());
  }

  async #save() {
    const text = this.#text.value;
    if (text === this.#stored || text === this.#sending) return;
    try {
      await post(this.#form.dataset.draftAction, () => this.#fields(text));
      this.#stored = text;
      if (text === this.#text.value) this.#show(text ? SAVED : "");
    } catch (error) {
      this.#show(NOT_SAVED);
      const isForGood = error instanceof RefusedError && [404, 409].includes(error.status);
      if (!isForGood) this.#saveAfter(AGAIN_MS);
    }
  }

  #fields(text) {
    const fields = new FormData();
    const token = /** @type {HTMLInputElement} */ (this.#form.elements.namedItem("csrf"));
    for (const [name, value] of [
      ["csrf", token.value],
      ["kind", this.#form.dataset.draft],
      ["text", text],
    ])
      fields.append(name, value);
    return fields;
  }

  #show(state) {
    this.#form.querySelector(".saved").textContent = state;
  }
}
