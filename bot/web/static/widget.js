/** <avhoppar-chat municipality="eskilstuna">: the chat, in a shadow root of its own. */

import { limits } from "./municipalities.js";
import { Api } from "./static/api.js";
import { Composer } from "./static/composer.js";
import { Conversation } from "./static/conversation.js";
import { leavePage } from "./static/exit.js";
import { Foot } from "./static/foot.js";
import { HandOver } from "./static/hand_over.js";
import { Panel } from "./static/panel.js";
import { ReturnCode } from "./static/return_code.js";
import { Screen } from "./static/screen.js";
import { Settings } from "./static/settings.js";
import { fill } from "./static/shadow.js";
import { StatusLine } from "./static/status_line.js";
import { FIRST, languageOf, stringsOf } from "./static/strings.js";
import { Top } from "./static/top.js";
import { Transcript } from "./static/transcript.js";
import { Unread } from "./static/unread.js";

const TO_HUMAN = "/human";
const LEAVE_MESSAGE = "leave-message";
const OPEN = ["waiting", "left", "taken"];

class AvhopparChat extends HTMLElement {
  #text;
  #settings;
  #api;
  #conversation;
  #transcript;
  #composer;
  #top;
  #chat;
  #panel;
  #code;
  #handOver;
  #foot;
  #unread;
  #screen;
  #outcome = [];
  #isDanger = false;
  #isTold = false;
  #hadCase = false;

  connectedCallback() {
    if (this.shadowRoot) return;
    const t = (this.#text = stringsOf(this, FIRST));
    this.#settings = new Settings(this, t);
    const withHuman = (text) => this.#withHuman(text);
    this.#api = new Api(new URL(".", import.meta.url).origin, this.#settings.municipality, limits);
    this.#conversation = new Conversation(this.#api);
    this.#transcript = new Transcript(t);
    this.#composer = new Composer(t, limits, () => this.#conversation.isBusy);
    const status = new StatusLine(t, withHuman);
    this.#panel = new Panel(t, withHuman);
    this.#code = new ReturnCode(t, this.#conversation, this.#panel);
    this.#handOver = new HandOver(t, limits, this.#conversation, this.#panel, this.#code);
    this.#foot = new Foot(t);
    this.#unread = new Unread(t);
    this.#top = new Top(t, status.element);
    const [transcript, composer, panel, foot] = [this.#transcript, this.#composer, this.#panel, this.#foot];
    this.#screen = new Screen({ transcript, composer, status, foot, panel }, this.#settings.turnedOff);
    const parts = [this.#top, transcript, panel, composer, foot].map((part) => part.element);
    this.#chat = fill(this, this.#settings.colours, FIRST, [...parts, this.#top.announcement]);
    this.#listen();
    this.#greet();
  }

  #listen() {
    const on = (part, heard) => {
      for (const [type, act] of Object.entries(heard)) part.addEventListener(type, ({ detail }) => act(detail));
    };
    on(this.#conversation, {
      sent: ({ shown }) => {
        this.#transcript.retireButtons();
        this.#transcript.add("you", { text: shown });
        this.#screen.showFoot();
        this.#composer.sent();
      },
      replies: (replies) => this.#show(replies),
      refused: (refusal) => this.#refused(refusal),
      state: (state) => this.#screen.showState(state),
      line: (line) => this.#showLine(line),
      situation: (situation) => this.#showSituation(situation),
      gone: () => this.#gone(),
      returned: () => this.#returned(),
    });
    on(this.#foot, {
      human: () => this.#openHandOver(),
      code: () => this.#openCode(),
      return: () => this.#screen.openPanel(() => this.#code.enter()),
      size: () => this.#resize(),
      erase: () => this.#erase(),
    });
    on(this.#panel, { close: () => this.#screen.panelClosed() });
    on(this.#transcript, { choose: (choice) => this.#choose(choice) });
    on(this.#composer, { send: (text) => this.#conversation.say(text) });
    on(this.#top, { leave: () => this.#leave() });
    addEventListener("pagehide", () => {
      this.#transcript.hush();
      this.#conversation.leave();
    });
    addEventListener("pageshow", ({ persisted }) => {
      if (!persisted) return;
      this.#speak(FIRST);
      this.#beginAgain();
    });
  }

  #greet() {
    if (this.#screen.turnedOff) return this.#turnOff(this.#screen.turnedOff);
    const t = this.#text;
    this.#transcript.greet(`${t.intro1}\n${t.emergency}`, [
      { title: t.askTopics, payload: "/topics" },
      ...(this.#settings.hasSelfCheck ? [{ title: t.askSelfCheck, payload: "/start_self_check" }] : []),
      { title: t.askHuman, payload: TO_HUMAN },
    ]);
  }

  /** Takes over the language of the conversation. What was said before stays as it was. */
  #speak(language) {
    if (language === this.#text.language) return;
    Object.assign(this.#text, stringsOf(this, language));
    this.#api.language = language;
    this.#chat.setAttribute("lang", language);
    for (const part of [this.#top, this.#transcript, this.#composer, this.#foot]) part.translate();
    this.#screen.showState();
  }

  #turnOff(text) {
    this.#screen.turnedOff = text;
    this.#transcript.retireButtons();
    this.#transcript.add("system", { text });
    this.#screen.showSituation(this.#screen.situation);
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
    this.#speak(languageOf(replies) ?? this.#text.language);
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
    this.#screen.showSituation(isOpen ? situation : null);
    this.#hadCase ||= isOpen;
    if (!isOpen) this.#turnOffAgain();
    const isAlone = situation.waits_too_long || (situation.state === "taken" && !situation.worker_is_in);
    if (isAlone && !this.#isTold) {
      const text = this.#withHuman(situation.waits_too_long ? t.tooLongWait : t.stateAway);
      this.#transcript.add("notice", { text, buttons: [{ title: t.leaveMessage, payload: LEAVE_MESSAGE }] });
    }
    this.#isTold = isAlone;
  }

  /** Once no human has the case, nobody answers while the assistant is turned off. */
  #turnOffAgain() {
    if (this.#screen.turnedOff) this.#turnOff(this.#screen.turnedOff);
  }

  #gone() {
    this.#screen.showSituation(null);
    this.#notice(this.#withHuman(this.#text.gone));
    this.#turnOffAgain();
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
    this.#screen.openPanel(() => this.#handOver.open(from), true);
  }

  #openCode() {
    const open = () => (this.#screen.situation.has_code ? this.#code.askToChange() : this.#code.get());
    this.#screen.openPanel(open);
  }

  /** Puts typed text back into the box; a button that was pressed is offered again. */
  #refused({ code, text, message }) {
    if (code === "turned_off") return this.#turnOff(text);
    const wasTyped = message.title === message.payload;
    this.#transcript.add("notice", { text, buttons: wasTyped ? [] : [message] });
    if (wasTyped) this.#composer.giveBack(message.payload);
  }

  #beginAgain() {
    this.#transcript.clear();
    this.#screen.showSituation(null);
    this.#outcome = [];
    this.#isDanger = this.#isTold = this.#hadCase = false;
    if (!this.#panel.element.hidden) this.#panel.close();
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

  #withHuman(text) {
    return this.#settings.withHuman(text);
  }

  #notice(text) {
    this.#transcript.add("notice", { text });
  }

  #leave() {
    this.#unread.end();
    this.#conversation.leave();
    this.#transcript.clear();
    this.#composer.clear();
    leavePage(this.#settings.exitPage, this.#text.leaving, this.#text.newTab);
  }
}

customElements.define("avhoppar-chat", AvhopparChat);
