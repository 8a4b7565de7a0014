/** Sends replies without leaving the page. What ends the case or leaves the page waits until they are stored. */

import { standingText, stay } from "./desk_notice.js";
import { post, RefusedError } from "./desk_post.js";

const NOT_SENT = "Inte skickat. Texten är kvar. Tryck på Skicka igen.";
const NOT_SENT_BECAUSE = {
  403: "Inte skickat. Du är utloggad, och texten är kvar. Logga in i en ny flik. Tryck sedan på Skicka här igen.",
  404: "Inte skickat. Ärendet finns inte längre. Texten är kvar.",
  409: "Inte skickat. Ärendet är inte ditt längre. Texten är kvar.",
};
const NOTHING_ELSE = "Inget annat är gjort.";
const FIRST = "Här står något som inte är skickat eller sparat. Skicka det, spara det eller ta bort det först.";

/** Whether the reply that is on its way was stored; null while there is none. */
let onItsWay = null;

const because = (error) => (error instanceof RefusedError && NOT_SENT_BECAUSE[error.status]) || NOT_SENT;

/**
 * The id makes sure that a text that is submitted twice is stored once; a changed text gets a new id, because the
 * first may have been stored. What is typed during a submission stays.
 *
 * @param {HTMLFormElement} form
 * @param {import("./desk_draft.js").Draft} draft
 * @param {() => Promise<unknown>} onStored
 */
export function sendReplies(form, draft, onStored) {
  const text = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("text"));
  const id = /** @type {HTMLInputElement} */ (form.elements.namedItem("id"));
  let tried = "";

  async function isStored() {
    const sent = text.value;
    if (sent !== tried) id.value = [...crypto.getRandomValues(new Uint32Array(4))].join("-").slice(0, 40);
    tried = sent;
    try {
      draft.sending(sent);
      await post(form.action, () => new FormData(form));
    } catch (error) {
      stay(because(error));
      draft.notSent();
      return false;
    }
    tried = "";
    stay("");
    if (text.value.startsWith(sent)) text.value = text.value.slice(sent.length).trimStart();
    draft.sent();
    return true;
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (onItsWay || !text.value.trim()) return;
    const button = form.querySelector("button");
    button.setAttribute("aria-disabled", "true");
    onItsWay = isStored();
    const stored = await onItsWay;
    onItsWay = null;
    if (stored) await onStored();
    button.removeAttribute("aria-disabled");
    text.focus();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
}

/** The box with words that would be lost if the case ended now, if there is one. */
export function unsent() {
  /** @type {NodeListOf<HTMLTextAreaElement>} */
  const boxes = document.querySelectorAll("form[data-draft] textarea");
  return [...boxes].find((box) => box.value.trim() !== (box.dataset.saved ?? "").trim());
}

/**
 * Holds a form back while a reply is on its way, and drops it if the reply was not stored. One that ends the case is
 * also dropped while something is written that was not sent.
 *
 * @param {HTMLFormElement} form
 */
export function waitForReplies(form) {
  let isWaiting = false;
  form.addEventListener("submit", async (event) => {
    if (!onItsWay) {
      const box = "ends" in form.dataset && unsent();
      if (!box) return;
      event.preventDefault();
      stay(FIRST);
      box.focus();
      return;
    }
    event.preventDefault();
    if (isWaiting) return;
    isWaiting = true;
    const button = event.submitter;
    const stored = await onItsWay;
    isWaiting = false;
    if (stored) form.requestSubmit(button);
    else stay(`${standingText()} ${NOTHING_ELSE}`);
  });
}
