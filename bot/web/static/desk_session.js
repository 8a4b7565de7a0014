/** Says two minutes ahead that the session ends, and renews it by one press. Other tabs may have renewed it. */

import { post } from "./desk_post.js";
import { node } from "./nodes.js";

const AHEAD_SECONDS = 120;
const LOOK_SECONDS = 5;
const WITHIN_MS = 8000;

const SOON =
  "Du loggas snart ut, för att du inte har gjort något på en stund. Det du skriver i ett ärende är sparat som utkast.";
const LAST =
  "Du loggas snart ut, för att det är 12 timmar sedan du loggade in. Det du skriver i ett ärende är sparat som utkast. Logga in igen i en ny flik.";
const OUT = "Du är utloggad. Logga in i en ny flik.";
const RENEW = "Fortsätt vara inloggad";
const NOT_RENEWED = "Det gick inte. Försök igen.";

function fields() {
  const found = new FormData();
  /** @type {HTMLInputElement} */
  const token = document.querySelector('input[name="csrf"]'); // of the form for signing out, on every page
  found.append("csrf", token.value);
  return found;
}

class Session {
  #place;

  constructor(place) {
    this.#place = place;
    this.#lookIn(Number(place.dataset.session) - AHEAD_SECONDS);
  }

  #lookIn(seconds) {
    setTimeout(() => this.#look(), 1000 * Math.max(seconds, LOOK_SECONDS));
  }

  async #look() {
    let left = AHEAD_SECONDS;
    try {
      const answer = await fetch("/desk/polls/session", { cache: "no-store", signal: AbortSignal.timeout(WITHIN_MS) });
      if (answer.status === 403) this.#say(OUT);
      else if (answer.ok) left = this.#show(await answer.json());
    } catch {
      // no contact with the server: asked again
    }
    this.#lookIn(left - AHEAD_SECONDS);
  }

  /** Returns the seconds that are left. */
  #show({ seconds, can_be_renewed: canBeRenewed }) {
    if (seconds > AHEAD_SECONDS) this.#place.replaceChildren();
    else if (canBeRenewed) this.#say(SOON, true);
    else this.#say(LAST);
    return seconds;
  }

  /** Says it once: what is said again is read again. */
  #say(text, canBeRenewed = false) {
    if (this.#place.firstElementChild?.textContent === text) return;
    const renew = node("button", { type: "button" }, RENEW);
    renew.addEventListener("click", () => this.#renew());
    this.#place.replaceChildren(node("p", {}, text), ...(canBeRenewed ? [renew] : []));
  }

  async #renew() {
    try {
      await post("/desk/session", fields);
      this.#place.replaceChildren();
    } catch {
      this.#say(NOT_RENEWED, true);
    }
  }
}

/** @param {HTMLElement} place */
export const announceItsEnd = (place) => new Session(place);
