/** What a page of the desk says about itself: on its line, and in the window's title. */

const pageTitle = document.title;
const line = document.querySelector("[data-connection]");
let standing = "";

/** Says it until something else is said; what was given to `stay` comes back when there is nothing else to say. */
export function say(text) {
  const shown = text || standing;
  if (line && line.textContent !== shown) line.textContent = shown;
}

/** Says it until it is taken back with an empty text, whatever polls say meanwhile. */
export function stay(text) {
  standing = text;
  say("");
}

/** What stays just now. */
export const standingText = () => standing;

/** Puts a number or a word in front of the window's title, or takes it away. */
export function badge(count) {
  document.title = count ? `(${count}) ${pageTitle}` : pageTitle;
}

export function titled(word) {
  document.title = `${word} – ${pageTitle}`;
}
