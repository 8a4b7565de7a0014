/** Keeps the desk's pages up to date. Without this script, workers reload the page. */

const TEXTS = {
  lost: "Ingen kontakt med servern. Försöker igen.",
  signedOut: "Du är utloggad. Ladda om sidan för att logga in igen.",
  gone: "Ärendet finns inte längre. Det är raderat, eller så lämnade besökaren sidan utan kod.",
  notSent: "Inte skickat. Texten är kvar. Tryck på Skicka igen.",
  changed: "Ärendet har ändrats. Ladda om sidan.",
  newCase: "Nytt ärende i kön",
  outside: "Utloggad",
  notIn: "Du räknas inte längre som inne.",
};
const pageTitle = document.title;
const connection = document.querySelector("[data-connection]");
const say = (text) => {
  if (connection && connection.textContent !== text) connection.textContent = text;
};
/** What stays on the page until the text that was not sent is, whatever polls say meanwhile. */
let unsent = "";
const notify = (title, body) => {
  if (window.Notification?.permission === "granted") new Notification(title, { body, silent: true });
};
const badge = (count) => {
  document.title = count ? `(${count}) ${pageTitle}` : pageTitle;
};

class Poll {
  #place;
  #unread = 0;
  #timer = 0;
  #looks = 0;
  #isOver = false;
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
      if (answer.status === 403) return this.#signedOut();
      if (answer.status === 404) return this.#stop(TEXTS.gone);
      if (!answer.ok) throw new Error(String(answer.status));
      const fresh = new DOMParser().parseFromString(content, "text/html").body;
      say(this.#notice || unsent);
      if (this.#isCase) this.#append(fresh);
      else this.#replace(fresh);
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
    this.#stop(TEXTS.signedOut);
    document.title = `${TEXTS.outside} – ${pageTitle}`;
    notify(TEXTS.outside, TEXTS.notIn);
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
    if (added.length) notify(TEXTS.newCase, added.join(", "));
  }

  #looked() {
    if (document.hidden || !this.#isCase) return;
    this.#unread = 0;
    badge(0);
  }
}

const polls = [...document.querySelectorAll("[data-poll]")].map((place) => new Poll(place));

/** @type {NodeListOf<HTMLFormElement>} */
const sending = document.querySelectorAll("form[data-send]");
/**
 * Submits without leaving the page. The id makes sure that a text that is submitted twice is stored once; a changed
 * text gets a new id, because the first may have been stored. What is typed during a submission stays.
 */
for (const form of sending) {
  const text = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("text"));
  const id = /** @type {HTMLInputElement} */ (form.elements.namedItem("id"));
  let tried = "";
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    if (button.getAttribute("aria-disabled") === "true" || !text.value.trim()) return;
    button.setAttribute("aria-disabled", "true");
    const sent = text.value;
    if (sent !== tried) id.value = [...crypto.getRandomValues(new Uint32Array(4))].join("-").slice(0, 40);
    tried = sent;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        signal: AbortSignal.timeout(8000),
      });
      if (!answer.ok) throw new Error(String(answer.status));
      tried = unsent = "";
      if (text.value.startsWith(sent)) text.value = text.value.slice(sent.length).trimStart();
      await Promise.all(polls.map((poll) => poll.now()));
    } catch {
      say((unsent = TEXTS.notSent));
    }
    button.removeAttribute("aria-disabled");
    text.focus();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
}

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
