/** Waits between tries: longer and longer, but not any more once the network is back. */
export class Retry {
  #first;
  #longest;
  #next;
  #wake = null;

  constructor(firstMs, longestMs) {
    this.#first = this.#next = firstMs;
    this.#longest = longestMs;
    addEventListener("online", () => this.#wake?.());
  }

  /** The next wait is short again. */
  reset() {
    this.#next = this.#first;
  }

  wait() {
    const milliseconds = this.#next;
    this.#next = Math.min(2 * milliseconds, this.#longest);
    return new Promise((resolve) => {
      this.#wake = resolve;
      setTimeout(resolve, milliseconds);
    });
  }
}
