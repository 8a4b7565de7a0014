/** Waits between retries: longer each time, but no longer than until the network is back. */
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

  /** Resets the wait to the shortest. */
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
