/** Submits the desk's forms from a script: an answer is a status, and never a page that could be taken for success. */

const WITHIN_MS = 8000;

export class RefusedError extends Error {
  /** @param {number} status */
  constructor(status) {
    super(String(status));
    this.status = status;
  }
}

/**
 * @param {string} action
 * @param {FormData} body
 */
const submitted = (action, body) =>
  fetch(action, {
    method: "POST",
    headers: { Accept: "application/json" },
    body,
    keepalive: true, // goes on if the worker leaves the page
    signal: AbortSignal.timeout(WITHIN_MS),
  });

/**
 * Submits a form, whose fields include the token. Somebody who has signed in again in another tab has a new token, which is fetched once.
 * Throws a RefusedError with the status if the server refuses: 403 when nobody is signed in.
 *
 * @param {string} action
 * @param {() => FormData} fields
 */
export async function post(action, fields) {
  let answer = await submitted(action, fields());
  if (answer.status === 403 && (await renewToken())) answer = await submitted(action, fields());
  if (!answer.ok) throw new RefusedError(answer.status);
}

/** Gives the page's forms the token of the session that there is now; false if there is none. */
export async function renewToken() {
  const answer = await fetch(location.pathname, {
    headers: { Accept: "application/json" },
    cache: "no-store",
    signal: AbortSignal.timeout(WITHIN_MS),
  });
  if (!answer.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector('input[name="csrf"]')?.getAttribute("value");
  /** @type {NodeListOf<HTMLInputElement>} */
  const fields = document.querySelectorAll('input[name="csrf"]');
  for (const field of fields) field.value = token ?? "";
  return Boolean(token);
}
