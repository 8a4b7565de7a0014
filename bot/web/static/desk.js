/** What the desk's pages do by script. Without it, workers reload the page, and every form still works. */

import { Poll } from "./desk_poll.js";
import { sendReplies, waitForReplies } from "./desk_send.js";

const polls = [...document.querySelectorAll("[data-poll]")].map((place) => new Poll(place));

/** @type {NodeListOf<HTMLFormElement>} */
const replies = document.querySelectorAll("form[data-send]");
for (const form of replies) sendReplies(form, () => Promise.all(polls.map((poll) => poll.now())));

/** @type {NodeListOf<HTMLFormElement>} */
const others = document.querySelectorAll("form:not([data-send])");
for (const form of others) waitForReplies(form);

/** @type {NodeListOf<HTMLButtonElement>} */
const phrases = document.querySelectorAll("[data-phrase]");
for (const button of phrases) {
  button.addEventListener("click", () => {
    const text = /** @type {HTMLTextAreaElement} */ (document.querySelector("#text"));
    text.value = [text.value.trim(), button.dataset.phrase].filter(Boolean).join("\n");
    text.focus();
  });
}

/** @type {NodeListOf<HTMLButtonElement>} */
const notifying = document.querySelectorAll("[data-notify]");
for (const button of notifying) {
  if (!window.Notification || Notification.permission !== "default") continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await Notification.requestPermission();
    button.hidden = true;
  });
}
