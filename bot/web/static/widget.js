/** <avhoppar-chat exit-page="https://…" human="where a person is">: the chat, in a shadow root of its own. */
import { Api } from "./static/api.js";
import { Conversation } from "./static/conversation.js";
import { ThreeShifts, leavePage } from "./static/exit.js";
import { HandOver } from "./static/hand_over.js";
import { node } from "./static/nodes.js";
import { stringsOf } from "./static/strings.js";
import { STYLES } from "./static/styles.js";
import { Transcript } from "./static/transcript.js";

const MAX_CHARACTERS = 1_000;
const COUNT_FROM = 800;
/** Some browsers send what is typed elsewhere to check its spelling. */
const QUIET = { autocomplete: "off", spellcheck: "false" };
const TO_HUMAN = "/human";
const LEAVE_MESSAGE = "leave-message";
const OPEN = ["waiting", "left", "taken"];

class AvhopparChat extends HTMLElement {
  #text;
  #conversation;
  #transcript;
  #box;
  #state;
  #count;
  #announcement;
  #submitButton;
  #handOver;
  #codeButton;
  #leaveHint;
  #humanButton;
  #conversationParts;
  #situation = null;
  #outcome = [];
  #isDanger = false;
  #isTold = false;
  #hadCase = false;
  #hasLeft = false;
  #unread = 0;
  #title = document.title;

  connectedCallback() {
    if (this.shadowRoot) return;
    this.#text = stringsOf(this);
    this.#conversation = new Conversation(new Api(new URL(".", import.meta.url).origin));
    this.#handOver = new HandOver(this.#text, this.#conversation, (text) => this.#withHuman(text));
    this.#build();
    this.#listen();
    this.#greet();
  }

  #build() {
    const t = this.#text;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES);
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    this.#transcript = new Transcript(t);
    this.#state = node("p", { class: "state", role: "status" }, t.stateBot);
    this.#announcement = node("div", { class: "hidden", role: "status" });
    this.#box = node("textarea", { id: "box", rows: "1", "aria-describedby": "count", ...QUIET });
    this.#count = node("span", { class: "count", id: "count" });
    this.#submitButton = node("button", { type: "submit", class: "send" }, t.send);
    const emergency = node("span", { class: "hidden" }, `${t.leaveEmergency} `);
    const leave = node("button", { type: "button", class: "leave", onclick: () => this.#leave() }, emergency, t.leave);
    const top = node("div", { class: "top" }, node("h2", { id: "title" }, t.title), leave);
    new IntersectionObserver(([{ isIntersecting }]) => leave.classList.toggle("floating", !isIntersecting)).observe(top);
    const form = node(
      "form",
      { onsubmit: (event) => this.#submit(event) },
      node("label", { for: "box" }, t.box),
      this.#box,
      this.#submitButton,
      this.#count,
    );
    this.#conversationParts = [this.#transcript.element, form];
    const parts = [top, this.#transcript.element, this.#handOver.element, this.#state, form, this.#foot(), this.#announcement];
    root.append(node("section", { class: "chat", "aria-labelledby": "title", lang: "sv" }, ...parts));
  }

  #foot() {
    const t = this.#text;
    const plain = (text, onclick) => node("button", { type: "button", class: "plain", onclick }, text);
    const askForCode = () => (this.#situation.has_code ? this.#handOver.askToChangeCode() : this.#handOver.openCode());
    this.#codeButton = plain(t.code, () => this.#openPanel(askForCode));
    this.#codeButton.hidden = true;
    this.#humanButton = plain(t.askHuman, () => this.#openHandOver());
    const enterCode = plain(t.haveCode, () => this.#openPanel(() => this.#handOver.openReturn()));
    this.#leaveHint = node("span", {}, t.leaveHint);
    return node("div", { class: "foot" }, this.#leaveHint, this.#humanButton, this.#codeButton, enterCode, plain(t.erase, () => this.#erase()));
  }

  #listen() {
    const t = this.#text;
    const conversation = this.#conversation;
    conversation.addEventListener("sent", ({ detail }) => {
      this.#transcript.retireButtons();
      this.#transcript.add("you", { text: detail.shown });
      this.#submitButton.textContent = t.send;
    });
    conversation.addEventListener("replies", ({ detail }) => this.#show(detail));
    conversation.addEventListener("refused", ({ detail }) => this.#refused(detail));
    conversation.addEventListener("state", ({ detail }) => this.#showState(detail));
    conversation.addEventListener("line", ({ detail }) => this.#showLine(detail));
    conversation.addEventListener("situation", ({ detail }) => this.#showSituation(detail));
    conversation.addEventListener("connection", ({ detail }) => this.#showState(detail ? "idle" : "lost"));
    conversation.addEventListener("gone", () => this.#gone());
    conversation.addEventListener("returned", () => this.#returned());
    this.#handOver.addEventListener("close", () => this.#closePanel());
    this.#transcript.addEventListener("choose", ({ detail }) => this.#choose(detail));
    this.#box.addEventListener("input", () => this.#showCount());
    this.#box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#box.form.requestSubmit();
    });
    const said = { 0: t.tooSlow, 1: t.twoLeft, 2: t.oneLeft };
    new ThreeShifts((count) => (count === 3 ? this.#leave() : (this.#announcement.textContent = said[count])));
    addEventListener("pagehide", () => this.#conversation.leave());
    addEventListener("pageshow", ({ persisted }) => persisted && this.#beginAgain());
    document.addEventListener("visibilitychange", () => document.hidden || this.#badge(0));
  }

  #greet() {
    const t = this.#text;
    this.#transcript.add("bot", {
      text: [t.intro1, t.intro2, t.intro3].join("\n\n"),
      buttons: [
        { title: t.askTopics, payload: "/topics" },
        { title: t.askSelfCheck, payload: "/start_self_check" },
        { title: t.askHuman, payload: TO_HUMAN },
      ],
    });
    this.#transcript.record.length = 0; // a worker knows the greeting
  }

  #submit(event) {
    event.preventDefault();
    const text = this.#box.value.trim();
    if (!text || this.#conversation.isBusy || this.#box.value.length > MAX_CHARACTERS) return;
    this.#box.value = "";
    this.#showCount();
    this.#say(text);
  }

  #choose({ title, payload }) {
    if (payload === TO_HUMAN) this.#openHandOver();
    else if (payload === LEAVE_MESSAGE) this.#openHandOver(true);
    else this.#say(payload, title);
  }

  #say(text, shown) {
    this.#conversation.say(text, shown);
    this.#box.focus();
  }

  #show(replies) {
    const isOf = (kind) => replies.some((reply) => reply.kind === kind);
    if (isOf("outcome")) this.#outcome = replies.map(({ text }) => ({ by: "bot", text }));
    if (isOf("danger")) this.#isDanger = true;
    const way = { title: this.#text.handOver, payload: TO_HUMAN };
    const shown = replies.map((reply) => (reply.kind === "human" ? { ...reply, buttons: [way, ...reply.buttons] } : reply));
    if (shown.length) this.#transcript.add("bot", ...shown);
    this.#countUnread(shown.length);
  }

  /** A line of the case: from the worker, from us, or the visitor's own from before coming back. */
  #showLine({ by, text, at }) {
    this.#transcript.add({ visitor: "you", worker: "worker", system: "system" }[by], { text, at });
    if (by !== "visitor") this.#countUnread(1);
  }

  #showSituation(situation) {
    const t = this.#text;
    this.#setSituation(OPEN.includes(situation.state) ? situation : null);
    const isAlone = situation.waits_too_long || (situation.state === "taken" && !situation.worker_is_in);
    if (isAlone && !this.#isTold) {
      const text = this.#withHuman(situation.waits_too_long ? t.tooLongWait : t.stateAway);
      this.#transcript.add("notice", { text, buttons: [{ title: t.leaveMessage, payload: LEAVE_MESSAGE }] });
    }
    this.#isTold = isAlone;
  }

  /** @param situation how the case stands; null when no human has it */
  #setSituation(situation) {
    this.#situation = situation;
    this.#codeButton.hidden = situation === null;
    this.#humanButton.hidden = situation !== null;
    this.#hadCase ||= situation !== null;
    const t = this.#text;
    this.#codeButton.textContent = situation?.has_code ? t.changeCode : t.code;
    this.#leaveHint.textContent = situation ? (situation.has_code ? t.keeps : t.keepsNot) : t.leaveHint;
    this.#showState("idle");
  }

  #gone() {
    this.#setSituation(null);
    this.#notice(this.#withHuman(this.#text.gone));
  }

  #returned() {
    this.#beginAgain();
    this.#transcript.clear();
    this.#notice(this.#text.returned);
  }

  #openHandOver(asMessage = false) {
    const from = { record: this.#transcript.record.slice(), outcome: this.#outcome, isDanger: this.#isDanger, asMessage };
    this.#openPanel(() => this.#handOver.open(from));
    this.#showState("panel");
  }

  #openPanel(open) {
    for (const part of this.#conversationParts) part.hidden = true;
    open();
  }

  #closePanel() {
    for (const part of this.#conversationParts) part.hidden = false;
    this.#showState("idle");
    if (this.#situation) this.#transcript.retireButtons();
    this.#transcript.toEnd();
    this.#box.focus();
  }

  /** What was typed goes back into the box; a button that was pressed is offered again. */
  #refused({ text, message }) {
    const wasTyped = message.title === message.payload;
    this.#transcript.add("notice", { text, buttons: wasTyped ? [] : [message] });
    if (!wasTyped) return;
    this.#box.value ||= message.payload;
    this.#submitButton.textContent = this.#text.retry;
    this.#showCount();
  }

  #showState(state) {
    const t = this.#text;
    const lines = {
      idle: this.#situation ? this.#situationLine() : t.stateBot,
      sending: this.#situation ? t.stateSending : t.stateTyping,
      lost: this.#withHuman(t.stateLost),
      panel: t.statePanel,
    };
    if (this.#state.textContent !== lines[state]) this.#state.textContent = lines[state];
  }

  #situationLine() {
    const t = this.#text;
    const { state, place, worker_is_in: isIn } = this.#situation;
    return { waiting: t.stateWaiting.replace("{place}", place), left: t.stateLeft, taken: isIn ? t.stateTaken : t.stateAway }[state];
  }

  #showCount() {
    const left = MAX_CHARACTERS - this.#box.value.length;
    this.#count.classList.toggle("over", left < 0);
    const isNear = this.#box.value.length >= COUNT_FROM;
    const line = left < 0 ? `${-left} ${this.#text.tooLong}` : `${left} ${this.#text.left}`;
    this.#count.textContent = isNear ? line : "";
  }

  #beginAgain() {
    this.#setSituation(null);
    this.#outcome = [];
    this.#isDanger = this.#isTold = this.#hadCase = false;
    if (!this.#handOver.element.hidden) this.#handOver.close();
    this.#transcript.clear();
    this.#box.value = "";
    this.#greet();
  }

  async #erase() {
    const t = this.#text;
    if (!this.#conversation.hasBegun) return this.#notice(t.nothingToErase);
    const hadCase = this.#hadCase;
    this.#beginAgain();
    try {
      await this.#conversation.erase();
      this.#notice(hadCase ? `${t.erased} ${t.alreadyRead}` : t.erased);
    } catch {
      this.#notice(this.#withHuman(t.notErased));
    }
  }

  /** A line about a fault, and where a human is: the page says, for without a connection nobody else can. */
  #withHuman(text) {
    return `${text} ${this.getAttribute("human") ?? this.#text.urgent}`;
  }

  #notice(text) {
    this.#showState("idle");
    this.#transcript.add("notice", { text });
  }

  #leave() {
    this.#hasLeft = true;
    this.#conversation.leave();
    this.#transcript.clear();
    this.#box.value = "";
    leavePage(this.getAttribute("exit-page") ?? "about:blank", this.#text.leaving);
  }

  #countUnread(count) {
    if (document.hidden) this.#badge(this.#unread + count);
  }

  #badge(count) {
    if (this.#hasLeft) return; // the title must not say any more where one was
    this.#unread = count;
    document.title = count ? `(${count} ${this.#text.newTitle}) ${this.#title}` : this.#title;
  }
}

customElements.define("avhoppar-chat", AvhopparChat);
