/** Saves the note without leaving the page. */

import { post } from "./desk_post.js";

const SAVED = "Anteckningen är sparad.";
const NOT_SAVED = "Anteckningen är inte sparad. Texten är kvar. Försök igen.";

/**
 * @param {HTMLFormElement} form
 * @param {import("./desk_draft.js").Draft} draft
 */
export function saveNotes(form, draft) {
  const text = form.querySelector("textarea");
  const result = form.querySelector("[role=status]");
  text.addEventListener("input", () => {
    result.textContent = "";
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await draft.settled();
    const saved = text.value;
    try {
      await post(form.action, () => new FormData(form));
    } catch {
      result.textContent = NOT_SAVED;
      return;
    }
    text.dataset.saved = saved;
    draft.dropped(saved);
    result.textContent = SAVED;
  });
}
