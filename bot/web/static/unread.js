/** Shows in the page's title how many lines came while the page was hidden; silently. */
export class Unread {
  #t;
  #count = 0;
  #title = document.title;
  #isOver = false;

  constructor(strings) {
    this.#t = strings;
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
    document.title = count ? `(${count} ${this.#t.newTitle}) ${this.#title}` : this.#title;
  }
}
