/** How many lines came while the page was not looked at, in its title; without a sound. */
export class Unread {
  #word;
  #count = 0;
  #title = document.title;
  #isOver = false;

  /** @param {string} word what stands after the number */
  constructor(word) {
    this.#word = word;
    document.addEventListener("visibilitychange", () => document.hidden || this.#show(0));
  }

  add(count) {
    if (document.hidden) this.#show(this.#count + count);
  }

  /** Never touches the title again: after leaving it must not say where one was. */
  end() {
    this.#isOver = true;
  }

  #show(count) {
    if (this.#isOver) return;
    this.#count = count;
    document.title = count ? `(${count} ${this.#word}) ${this.#title}` : this.#title;
  }
}
