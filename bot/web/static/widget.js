/** <avhoppar-chat municipality="eskilstuna">: the chat, in a shadow root of its own. */

import { first, limits, municipalities } from "./municipalities.js";
import { Api } from "./static/api.js";
import { Composer } from "./static/composer.js";
import { Conversation } from "./static/conversation.js";
import { leavePage, ThreeShifts } from "./static/exit.js";
import { Foot } from "./static/foot.js";
import { HandOver } from "./static/hand_over.js";
import { node } from "./static/nodes.js";
import { StatusLine } from "./static/status_line.js";
import { stringsOf } from "./static/strings.js";
import { STYLES } from "./static/styles.js";
import { Transcript } from "./static/transcript.js";
import { Unread } from "./static/unread.js";

const TO_HUMAN = "/human";
const LEAVE_MESSAGE = "leave-message";
const OPEN = ["waiting", "left", "taken"];

class AvhopparChat extends HTMLElement {
  #text;
  #conversation;
  #transcript;
  #composer;
  #status;
  #announcement;
  #chat;
  #handOver;
  #foot;
  #unread;
  #situation = null;
  #state = "idle";
  #writesToHuman = false;
  #municipality;
  #turnedOff; // the text shown instead of answers; empty unless the assistant is turned off
  #outcome = [];
  #isDanger = false;
  #isTold = false;
  #hadCase = false;

  connectedCallback() {
    if (this.shadowRoot) return;
    const t = (this.#text = stringsOf(this));
    const withHuman = (text) => this.#withHuman(text);
    const named = this.getAttribute("municipality") ?? first;
    this.#municipality = municipalities[named] ?? { human: t.police, turnedOff: `${t.wrongPage} ${t.police}` };
    this.#turnedOff = this.#municipality.turnedOff;
    this.#conversation = new Conversation(new Api(new URL(".", import.meta.url).origin, named, limits));
    this.#transcript = new Transcript(t);
    this.#composer = new Composer(t, limits, () => this.#conversation.isBusy);
    this.#status = new StatusLine(t, withHuman);
    this.#handOver = new HandOver(t, limits, this.#conversation, withHuman);
    this.#foot = new Foot(t);
    this.#unread = new Unread(t.newTitle);
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
    const { ground, text } = this.#municipality.colours ?? {};
    if (ground) sheet.insertRule(`:host { --ground: ${ground}; --on-ground: ${text}; }`);
    this.#announcement = node("div", { class: "hidden", role: "status" });
    const emergency = node("span", { class: "hidden" }, `${t.leaveEmergency} `);
    const leave = node("button", { type: "button", class: "leave", onclick: () => this.#leave() }, emergency, t.leave);
    const title = node("h2", { id: "title" }, t.title);
    const top = node("div", { class: "top" }, title, this.#status.element, leave);
    new IntersectionObserver(([{ isIntersecting }]) => leave.classList.toggle("floating", !isIntersecting)).observe(
      top,
    );
    const parts = [this.#transcript, this.#handOver, this.#composer, this.#foot].map((part) => part.element);
    const chat = { class: "chat", "aria-labelledby": "title", lang: "sv" };
    this.#chat = node("section", chat, top, ...parts, this.#announcement);
    root.append(this.#chat);
  }

  #listen() {
    const t = this.#text;
    const on = (part, heard) => {
      for (const [type, act] of Object.entries(heard)) part.addEventListener(type, ({ detail }) => act(detail));
    };
    on(this.#conversation, {
      sent: ({ shown }) => {
        this.#transcript.retireButtons();
        this.#transcript.add("you", { text: shown });
        this.#showFoot();
        this.#composer.sent();
      },
      replies: (replies) => this.#show(replies),
      refused: (refusal) => this.#refused(refusal),
      state: (state) => this.#showState(state),
      line: (line) => this.#showLine(line),
      situation: (situation) => this.#showSituation(situation),
      gone: () => this.#gone(),
      returned: () => this.#returned(),
    });
    on(this.#foot, {
      human: () => this.#openHandOver(),
      code: () => this.#openPanel(() => this.#handOver[this.#situation.has_code ? "askToChangeCode" : "openCode"]()),
      return: () => this.#openPanel(() => this.#handOver.openReturn()),
      size: () => this.#resize(),
      erase: () => this.#erase(),
    });
    on(this.#handOver, { close: () => this.#closePanel() });
    on(this.#transcript, { choose: (choice) => this.#choose(choice) });
    on(this.#composer, { send: (text) => this.#conversation.say(text) });
    const said = { 0: t.tooSlow, 1: t.twoLeft, 2: t.oneLeft };
    new ThreeShifts((count) => (count === 3 ? this.#leave() : (this.#announcement.textContent = said[count])));
    addEventListener("pagehide", () => {
      this.#transcript.hush();
      this.#conversation.leave();
    });
    addEventListener("pageshow", ({ persisted }) => persisted && this.#beginAgain());
  }

  #greet() {
    if (this.#turnedOff) return this.#turnOff(this.#turnedOff);
    const t = this.#text;
    this.#transcript.greet(`${t.intro1}\n${t.emergency}`, [
      { title: t.askTopics, payload: "/topics" },
      ...(this.#municipality.hasSelfCheck ? [{ title: t.askSelfCheck, payload: "/start_self_check" }] : []),
      { title: t.askHuman, payload: TO_HUMAN },
    ]);
  }

  /** Nobody would read messages now, so the text box is hidden, unless there is an open case. */
  #turnOff(text) {
    this.#turnedOff = text;
    this.#transcript.retireButtons();
    this.#transcript.add("system", { text });
    this.#setSituation(this.#situation);
  }

  #choose({ title, payload }) {
    if (payload === TO_HUMAN) this.#openHandOver();
    else if (payload === LEAVE_MESSAGE) this.#openHandOver(true);
    else this.#answer(payload, title);
  }

  /** The pressed button is gone then. Where the focus goes, no phone raises a keyboard over the answer. */
  #answer(payload, title) {
    this.#conversation.say(payload, title);
    this.#transcript.focus();
  }

  #show(replies) {
    const isOf = (kind) => replies.some((reply) => reply.kind === kind);
    if (isOf("outcome")) this.#outcome = replies.map(({ text }) => ({ by: "bot", text }));
    if (isOf("danger")) {
      this.#isDanger = true;
      this.#handOver.hearDanger();
    }
    const way = { title: this.#text.handOver, payload: TO_HUMAN };
    const shown = replies.map((reply) =>
      reply.kind === "human" ? { ...reply, buttons: [way, ...reply.buttons] } : reply,
    );
    if (shown.length) this.#transcript.answer(shown);
    this.#unread.add(shown.length);
  }

  /** A line of the case: the worker's, the system's, or the visitor's own from before they came back. */
  #showLine({ by, text, at }) {
    this.#transcript.add({ visitor: "you", worker: "worker", system: "system" }[by], { text, at });
    if (by !== "visitor") this.#unread.add(1);
  }

  #showSituation(situation) {
    const t = this.#text;
    const isOpen = OPEN.includes(situation.state);
    this.#setSituation(isOpen ? situation : null);
    if (!isOpen && this.#turnedOff) this.#turnOff(this.#turnedOff);
    const isAlone = situation.waits_too_long || (situation.state === "taken" && !situation.worker_is_in);
    if (isAlone && !this.#isTold) {
      const text = this.#withHuman(situation.waits_too_long ? t.tooLongWait : t.stateAway);
      this.#transcript.add("notice", { text, buttons: [{ title: t.leaveMessage, payload: LEAVE_MESSAGE }] });
    }
    this.#isTold = isAlone;
  }

  /** @param situation the case's situation; null if no human has it */
  #setSituation(situation) {
    this.#situation = situation;
    this.#hadCase ||= situation !== null;
    this.#showFoot();
    this.#showConversation(this.#handOver.element.hidden);
    this.#showState();
  }

  #showFoot() {
    const hasBegun = this.#transcript.record.length > 0;
    this.#foot.show(this.#situation, { hasBegun, isTurnedOff: this.#turnedOff !== "" });
  }

  #gone() {
    this.#setSituation(null);
    this.#notice(this.#withHuman(this.#text.gone));
    if (this.#turnedOff) this.#turnOff(this.#turnedOff);
  }

  #returned() {
    this.#beginAgain();
    this.#transcript.clear();
    this.#notice(this.#text.returned);
  }

  #openHandOver(asMessage = false) {
    const from = {
      record: this.#transcript.record.slice(),
      outcome: this.#outcome,
      isDanger: this.#isDanger,
      asMessage,
    };
    this.#openPanel(() => this.#handOver.open(from), true);
  }

  #openPanel(open, writesToHuman = false) {
    this.#writesToHuman = writesToHuman;
    this.#transcript.hush();
    this.#showConversation(false);
    this.#showState();
    open();
  }

  #showConversation(isShown) {
    const isRead = !this.#turnedOff || this.#situation !== null;
    this.#transcript.element.hidden = !isShown;
    this.#composer.element.hidden = !isShown || !isRead;
    this.#status.element.hidden = !isRead;
  }

  #closePanel() {
    this.#writesToHuman = false;
    this.#showConversation(true);
    this.#showState();
    if (this.#situation) this.#transcript.retireButtons();
    this.#transcript.toNewest();
    if (matchMedia("(pointer: coarse)").matches) this.#transcript.focus();
    else this.#composer.focus();
  }

  /** Puts typed text back into the box; a button that was pressed is offered again. */
  #refused({ code, text, message }) {
    if (code === "turned_off") return this.#turnOff(text);
    const wasTyped = message.title === message.payload;
    this.#transcript.add("notice", { text, buttons: wasTyped ? [] : [message] });
    if (wasTyped) this.#composer.giveBack(message.payload);
  }

  /** What is typed in the panel goes to a human, and the status line says so, whatever the conversation behind it does. */
  #showState(state = this.#state) {
    this.#state = state;
    this.#status.show(this.#writesToHuman && state !== "lost" ? "panel" : state, this.#situation);
  }

  #beginAgain() {
    this.#transcript.clear();
    this.#setSituation(null);
    this.#outcome = [];
    this.#isDanger = this.#isTold = this.#hadCase = false;
    if (!this.#handOver.element.hidden) this.#handOver.close();
    this.#composer.clear();
    this.#greet();
  }

  /** Larger text on wider lines, and back; for as long as the page is open. */
  #resize() {
    this.#foot.showSize(this.#chat.classList.toggle("large"));
    this.#transcript.toNewest();
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

  /** A line about a fault, with how to reach a human: the page says it itself, as there may be no connection. */
  #withHuman(text) {
    return `${text} ${this.getAttribute("human") ?? this.#municipality.human}`;
  }

  #notice(text) {
    this.#transcript.add("notice", { text });
  }

  #leave() {
    this.#unread.end();
    this.#conversation.leave();
    this.#transcript.clear();
    this.#composer.clear();
    leavePage(this.getAttribute("exit-page") ?? this.#municipality.exitPage ?? "about:blank", this.#text.leaving);
  }
}

customElements.define("avhoppar-chat", AvhopparChat);
