/** <avhoppar-chat exit-page="https://…" human="where a person is">: the chat, in a shadow root of its own. */
import { Api } from "./static/api.js";
import { Conversation } from "./static/conversation.js";
import { ThreeShifts, leavePage } from "./static/exit.js";
import { node } from "./static/nodes.js";
import { stringsOf } from "./static/strings.js";
import { STYLES } from "./static/styles.js";
import { Transcript } from "./static/transcript.js";

const MAX_CHARACTERS = 1_000;
const COUNT_FROM = 800;

class AvhopparChat extends HTMLElement {
  #text;
  #conversation;
  #transcript;
  #box;
  #state;
  #count;
  #announcement;
  #submitButton;
  #unread = 0;
  #title = document.title;

  connectedCallback() {
    if (this.shadowRoot) return;
    this.#text = stringsOf(this);
    this.#conversation = new Conversation(new Api(new URL(".", import.meta.url).origin));
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
    this.#box = node("textarea", { id: "box", rows: "1", "aria-describedby": "count", autocomplete: "off" });
    this.#count = node("span", { class: "count", id: "count" });
    this.#submitButton = node("button", { type: "submit", class: "send" }, t.send);
    const emergency = node("span", { class: "hidden" }, `${t.leaveEmergency} `);
    const leave = node("button", { type: "button", class: "leave", onclick: () => this.#leave() }, emergency, t.leave);
    const top = node("div", { class: "top" }, node("h2", { id: "title" }, t.title), leave);
    new IntersectionObserver(([{ isIntersecting }]) => leave.classList.toggle("floating", !isIntersecting)).observe(top);
    root.append(
      node(
        "section",
        { class: "chat", "aria-labelledby": "title", lang: "sv" },
        top,
        this.#transcript.element,
        this.#state,
        node(
          "form",
          { onsubmit: (event) => this.#submit(event) },
          node("label", { for: "box" }, t.box),
          this.#box,
          this.#submitButton,
          this.#count,
        ),
        node(
          "div",
          { class: "foot" },
          node("span", {}, t.leaveHint),
          node("button", { type: "button", class: "plain", onclick: () => this.#erase() }, t.erase),
        ),
        this.#announcement,
      ),
    );
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
    this.#transcript.addEventListener("choose", ({ detail }) => this.#say(detail.payload, detail.title));
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
        { title: t.askHuman, payload: "/human" },
      ],
    });
  }

  #submit(event) {
    event.preventDefault();
    const text = this.#box.value.trim();
    if (!text || this.#conversation.isBusy || this.#box.value.length > MAX_CHARACTERS) return;
    this.#box.value = "";
    this.#showCount();
    this.#say(text);
  }

  #say(text, shown) {
    this.#conversation.say(text, shown);
    this.#box.focus();
  }

  #show(replies) {
    if (replies.length) this.#transcript.add("bot", ...replies);
    if (document.hidden) this.#badge(this.#unread + replies.length);
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
    const lines = { bot: t.stateBot, typing: t.stateTyping, lost: this.#withHuman(t.stateLost) };
    this.#state.textContent = lines[state];
  }

  #showCount() {
    const left = MAX_CHARACTERS - this.#box.value.length;
    this.#count.classList.toggle("over", left < 0);
    const isNear = this.#box.value.length >= COUNT_FROM;
    const line = left < 0 ? `${-left} ${this.#text.tooLong}` : `${left} ${this.#text.left}`;
    this.#count.textContent = isNear ? line : "";
  }

  #beginAgain() {
    this.#transcript.clear();
    this.#box.value = "";
    this.#greet();
  }

  async #erase() {
    const t = this.#text;
    if (!this.#conversation.hasBegun) return this.#notice(t.nothingToErase);
    this.#beginAgain();
    try {
      await this.#conversation.erase();
      this.#notice(t.erased);
    } catch {
      this.#notice(this.#withHuman(t.notErased));
    }
  }

  /** A line about a fault, and where a human is: the page says, for without a connection nobody else can. */
  #withHuman(text) {
    return `${text} ${this.getAttribute("human") ?? this.#text.urgent}`;
  }

  #notice(text) {
    this.#showState("bot");
    this.#transcript.add("notice", { text });
  }

  #leave() {
    this.#conversation.leave();
    this.#transcript.clear();
    this.#box.value = "";
    leavePage(this.getAttribute("exit-page") ?? "about:blank", this.#text.leaving);
  }

  #badge(count) {
    this.#unread = count;
    document.title = count ? `(${count} ${this.#text.newTitle}) ${this.#title}` : this.#title;
  }
}

customElements.define("avhoppar-chat", AvhopparChat);
