/** Leaving quickly: a button, or Shift three times. Modelled on GOV.UK's "exit this page". */
import { node } from "./nodes.js";

const BETWEEN_PRESSES_MS = 5_000;

/** Counts presses of Shift alone; any other key, or a pause, resets the count. */
export class ThreeShifts {
  #count = 0;
  #alone = false;
  #timer = 0;

  /** @param {(count: number) => void} onPress called with 1, 2 and 3, and with 0 after a reset */
  constructor(onPress) {
    document.addEventListener("keydown", (event) => {
      this.#alone = event.key === "Shift";
      if (!this.#alone) this.#reset();
    });
    document.addEventListener("keyup", (event) => {
      if (event.key !== "Shift" || !this.#alone) return;
      this.#alone = false;
      this.#count += 1;
      clearTimeout(this.#timer);
      onPress(this.#count);
      if (this.#count === 3) this.#reset();
      else this.#timer = setTimeout(() => this.#giveUp(onPress), BETWEEN_PRESSES_MS);
    });
  }

  #giveUp(onPress) {
    this.#reset();
    onPress(0);
  }

  #reset() {
    this.#count = 0;
    clearTimeout(this.#timer);
  }
}

/** Covers the page and changes its title at once, and then leaves; this page's history entry is replaced. */
export function leavePage(address, loadingText, title) {
  document.title = title;
  const cover = node("div", { role: "alert" });
  Object.assign(cover.style, {
    position: "fixed",
    inset: "0",
    zIndex: "2147483647",
    background: "#fff",
    color: "#000",
  });
  document.body.replaceChildren(cover);
  cover.textContent = loadingText;
  // The next page must not learn of this one.
  document.head.append(node("meta", { name: "referrer", content: "no-referrer" }));
  location.replace(address);
}
