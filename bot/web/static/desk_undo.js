/**
 * Lets a worker undo what ends a case. The form is submitted ten seconds after the press, so that until then nothing has
 * been done that the visitor, or anybody else, could have seen. Whoever leaves the page has made up their mind.
 */

import { post } from "./desk_post.js";
import { unsent } from "./desk_send.js";
import { node } from "./nodes.js";

const UNDO_MS = 10_000;
const TEXT = "Det görs om 10 sekunder. Besökaren har inte fått veta något än. Lämnar du sidan görs det genast.";
const UNDO = "Ångra";
const NOW = "Gör det nu";
const UNDONE = "Ångrat. Ärendet är kvar hos dig, och besökaren har inte fått veta något.";

/** @param {HTMLFormElement} form already held back by what else has to be waited for */
export function letUndo(form) {
  const button = form.querySelector("button");
  const result = node("p", { role: "status" });
  const undo = node("button", { type: "button", onclick: () => stop(UNDONE) }, UNDO);
  const now = node("button", { type: "button", onclick: () => submit() }, NOW);
  const bar = node("div", { class: "undo", role: "alert" });
  let timer = 0;
  let isDue = false;
  form.append(result);
  document.body.append(bar);

  function stop(text) {
    clearTimeout(timer);
    timer = 0;
    bar.replaceChildren();
    result.textContent = text;
    button.focus();
  }

  function submit() {
    stop("");
    isDue = true;
    form.requestSubmit(button);
    isDue = false; // if something else held it back, it is asked for anew
  }

  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || isDue) return;
    event.preventDefault();
    if (timer) return;
    timer = setTimeout(submit, UNDO_MS);
    bar.replaceChildren(node("p", {}, TEXT), undo, now);
    undo.focus();
  });
  addEventListener("pagehide", () => {
    if (!timer) return;
    clearTimeout(timer);
    timer = 0;
    if (!unsent()) post(form.action, () => new FormData(form)).catch(() => {});
  });
}
