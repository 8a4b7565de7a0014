/** What the desk's pages do by script. Without it, workers reload the page, and every form still works. */

import { letTry } from "./desk_alert.js";
import { Draft } from "./desk_draft.js";
import { saveNotes } from "./desk_note.js";
import { Poll } from "./desk_poll.js";
import { sendReplies, waitForReplies } from "./desk_send.js";
import { announceItsEnd } from "./desk_session.js";
import { letUndo } from "./desk_undo.js";

const polls = [...document.querySelectorAll("[data-poll]")].map((place) => new Poll(place));

for (const form of document.forms) {
  if (form.dataset.draft === "reply") {
    sendReplies(form, new Draft(form), () => Promise.all(polls.map((poll) => poll.now())));
  } else if (form.dataset.draft === "note") saveNotes(form, new Draft(form));
  else waitForReplies(form);
  if ("undo" in form.dataset) letUndo(form);
}

/** @type {NodeListOf<HTMLButtonElement>} */
const phrases = document.querySelectorAll("[data-phrase]");
for (const button of phrases) {
  button.addEventListener("click", () => {
    const text = /** @type {HTMLTextAreaElement} */ (document.querySelector("#text"));
    text.value = [text.value.trim(), button.dataset.phrase].filter(Boolean).join("\n");
    text.dispatchEvent(new Event("input"));
    text.focus();
  });
}

/** @type {NodeListOf<HTMLElement>} */
const alerts = document.querySelectorAll("[data-alert]");
for (const place of alerts) letTry(place);

/** @type {NodeListOf<HTMLElement>} */
const sessions = document.querySelectorAll("[data-session]");
for (const place of sessions) announceItsEnd(place);
