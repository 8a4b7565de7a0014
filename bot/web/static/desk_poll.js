/** Keeps a part of a page up to date by asking for it again and again. */

import { call } from "./desk_alert.js";
import { badge, say, standingText, titled } from "./desk_notice.js";
import { renewToken } from "./desk_post.js";

const TEXTS = {
  lost: "Ingen kontakt med servern. Försöker igen.",
  signedOut: "Du är utloggad. Logga in i en ny flik. Den här sidan fortsätter sedan av sig själv.",
  gone: "Ärendet finns inte längre. Det är raderat, eller så lämnade besökaren sidan utan kod.",
  changed: "Ärendet har ändrats. Ladda om sidan.",
  newCase: "Nytt ärende i kön",
  outside: "Utloggad",
  notIn: "Du räknas inte längre som inne.",
};

export class Poll {
  #place;
  #unread = 0;
  #timer = 0;
  #looks = 0;
  #isOver = false;
  #isOut = false;
  #notice = "";

  constructor(place) {
    this.#place = place;
    document.addEventListener("visibilitychange", () => this.#looked());
    this.#wait();
  }

  get #isCase() {
    return "append" in this.#place.dataset;
  }

  async now() {
    if (this.#isOver) return;
    clearTimeout(this.#timer);
    const look = (this.#looks += 1);
    const isOld = () => look !== this.#looks; // a later poll has newer content, and schedules the next
    try {
      const after = this.#isCase ? `?after=${this.#place.querySelector("li:last-child")?.dataset.id ?? 0}` : "";
      const answer = await fetch(this.#place.dataset.poll + after, {
        cache: "no-store",
        signal: AbortSignal.timeout(8000),
      });
      const content = await answer.text();
      if (isOld()) return;
      if (answer.status === 404) return this.#stop(TEXTS.gone);
      if (answer.status === 403) this.#signedOut();
      else if (answer.status === 409) say((this.#notice = TEXTS.changed));
      else if (!answer.ok) throw new Error(String(answer.status));
      else this.#show(new DOMParser().parseFromString(content, "text/html").body);
    } catch {
      if (isOld()) return;
      say(TEXTS.lost);
    }
    this.#wait();
  }

  #wait() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.now(), 1000 * this.#place.dataset.pollSeconds);
  }

  #stop(text) {
    this.#isOver = true;
    say(text);
  }

  /** Also notified outside the page: a worker who only waits would otherwise believe that they are signed in. */
  #signedOut() {
    say(standingText() || TEXTS.signedOut);
    if (this.#isOut) return;
    this.#isOut = true;
    titled(TEXTS.outside);
    call(TEXTS.outside, TEXTS.notIn);
  }

  #show(fresh) {
    if (this.#isOut) {
      this.#isOut = false;
      badge(0);
      renewToken().catch(() => {}); // each form tries again by itself
    }
    say(this.#notice);
    if (this.#isCase) this.#append(fresh);
    else this.#replace(fresh);
  }

  #append(fresh) {
    const list = this.#place.querySelector("ol");
    const last = Number(list.lastElementChild?.dataset.id ?? 0);
    const added = [...fresh.querySelectorAll("li")].filter((line) => Number(line.dataset.id) > last);
    list.append(...added);
    if (added.length) list.parentElement.scrollTop = list.scrollHeight;
    if (document.hidden) badge((this.#unread += added.filter((line) => line.className === "visitor").length));
    const [before, after] = [this.#place.querySelector(".state"), fresh.querySelector(".state")];
    const isChanged = before.dataset.state !== after.dataset.state;
    if (before.textContent !== after.textContent || isChanged) before.replaceWith(after);
    if (isChanged) say((this.#notice = TEXTS.changed));
  }

  /** Replaces the part, and keeps the focus where it was. */
  #replace(fresh) {
    const waiting = (root) => (root.querySelector("[data-waiting]").dataset.waiting || "").split(",").filter(Boolean);
    const known = waiting(this.#place);
    const labels = waiting(fresh);
    const focused = this.#place.contains(document.activeElement) && document.activeElement.getAttribute("href");
    if (fresh.innerHTML.trim() !== this.#place.innerHTML.trim()) this.#place.replaceChildren(...fresh.childNodes);
    if (focused) this.#place.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
    badge(labels.length);
    const added = labels.filter((label) => !known.includes(label));
    if (added.length) call(TEXTS.newCase, added.join(", "));
  }

  #looked() {
    if (document.hidden || !this.#isCase) return;
    this.#unread = 0;
    badge(0);
  }
}
