/** Shows in the page's title how many lines came while the page was hidden; silently. */
export class Unread {
  #word;
  #count = 0;
  #title = document.title;
  #isOver = false;

  /** @param {string} word the word after the number */
  constructor(word) {
    this.#word = word;
    document.addEventListener("visibilitychange", () => document.hidden || this.#show(0));
  }

  add(count) {
    if (document.hidden) this.#show(this.#count + count);
  }

  /** Never changes the title again: once the visitor has left, it must not reveal where they were. */
  end() {
    this.#isOver = true;
  }

  #show(count) {
    if (this.#isOver) return;
    this.#count = count;
    document.title = count ? `(${count} ${this.#word}) ${this.#title}` : this.#title;
  }
}
