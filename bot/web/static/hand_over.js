/**
 * The panel for handing over to a human, shown instead of the conversation: what to know first, what to share, the
 * queue or a message, and the return code. The event `close` is dispatched when it closes.
 */
import { Refused } from "./api.js";
import { emit } from "./emit.js";
import { node, QUIET } from "./nodes.js";
import { withNumbers } from "./telephone.js";

/** The latest lines that the server's limits allow to be shared. */
function latest(record, limits) {
  let room = limits.sharedCharacters;
  const kept = record
    .slice(-limits.sharedLines)
    .reverse()
    .filter(({ text }) => (room -= text.length) >= 0);
  return kept.reverse();
}

export class HandOver extends EventTarget {
  #t;
  #limits;
  #conversation;
  #withHuman;
  #request = null;
  #id = "";
  #tried = "";
  #status;
  #danger;
  #opened = new AbortController();

  /** @param {(text: string) => string} withHuman adds how to reach a human */
  constructor(strings, limits, conversation, withHuman) {
    super();
    this.#t = strings;
    this.#limits = limits;
    this.#conversation = conversation;
    this.#withHuman = withHuman;
    this.#danger = node("p", { hidden: true });
    this.element = node("section", { class: "panel", hidden: true, "aria-labelledby": "panel-title" });
  }

  /** @param {{record: object[], outcome: object[], isDanger: boolean, asMessage: boolean}} from */
  async open({ record, outcome, isDanger, asMessage }) {
    const t = this.#t;
    this.#begin();
    this.#danger.hidden = !isDanger;
    this.#danger.replaceChildren(...withNumbers(t.handOverDanger));
    this.#show(t.handOverTitle, node("p", {}, t.handOverWait));
    const ways = await this.#try(() => this.#conversation.ways(), t.notFetched);
    if (!ways) return;
    this.#request = { shared: null };
    const isLive = ways.is_staffed && !asMessage;
    this.#show(
      t.handOverTitle,
      ...ways.explanation.map((text) => node("p", {}, ...withNumbers(text))),
      node("details", {}, node("summary", {}, t.source), ...ways.sources.map((source) => node("p", {}, source))),
      node("p", { class: "notice" }, ...withNumbers(ways.reception)),
      this.#danger,
      this.#choices(record, outcome),
      ...(isLive ? this.#queue(ways) : this.#message(ways)),
    );
  }

  /** Danger that is detected while the panel is open is handed over too, and the visitor is told. */
  hearDanger() {
    this.#danger.hidden = false;
  }

  /** Asks for a return code, to return to a case. */
  openReturn() {
    const t = this.#t;
    const { signal } = this.#begin();
    const code = node("input", { id: "code", inputmode: "numeric", ...QUIET, maxlength: "40", required: true });
    const enter = async (event) => {
      event.preventDefault();
      if ((await this.#try(() => this.#conversation.comeBack(code.value, signal))) !== null) this.close();
    };
    const form = node(
      "form",
      { onsubmit: enter },
      node("label", { for: "code" }, t.enterCode),
      code,
      submit(t.openCode),
    );
    this.#show(t.haveCode, form);
  }

  /** Gets a return code for the open case, and shows it. */
  async openCode() {
    const t = this.#t;
    this.#begin();
    this.#show(t.codeTitle, node("p", {}, t.handOverWait));
    const ways = await this.#try(() => this.#conversation.ways(), t.notFetched);
    const code = ways && (await this.#try(() => this.#conversation.returnCode(), t.notFetched));
    if (code) this.#showCode(code, ways);
  }

  /** Asks for confirmation: a code that the visitor has written down would stop working. */
  askToChangeCode() {
    const t = this.#t;
    this.#begin();
    const yes = button(t.changeCodeYes, () => this.openCode());
    const no = button(t.changeCodeNo, () => this.close(), "send");
    this.#show(t.changeCode, node("p", {}, t.changeCodeHint), node("div", { class: "buttons" }, no, yes));
  }

  close() {
    this.#begin();
    this.element.hidden = true;
    this.element.replaceChildren();
    emit(this, "close");
  }

  /** Aborts what an earlier panel waits for: its result must not end up in this one or in its request. */
  #begin() {
    this.#opened.abort();
    this.#opened = new AbortController();
    this.#request = null;
    this.#tried = "";
    this.element.removeAttribute("aria-busy");
    return this.#opened;
  }

  #choices(record, outcome) {
    const t = this.#t;
    const offers = { shareNothing: [] };
    if (outcome.length) offers.shareOutcome = outcome;
    if (record.length) offers.shareAll = latest(record, this.#limits);
    const asSeen = { shareAll: (lines) => this.#try(() => this.#conversation.preview(lines), t.notFetched) };
    const request = this.#request;
    let choice;
    const preview = node("div", { class: "preview", tabindex: "0", role: "group", "aria-label": t.shareAs });
    const choose = async (name) => {
      choice = name;
      request.shared = null; // not until it is shown
      const lines = await (asSeen[name]?.(offers[name]) ?? offers[name]);
      if (choice !== name || request !== this.#request) return; // the visitor has chosen something else meanwhile
      if (lines === null) {
        fieldset.querySelector("input").checked = true;
        return choose("shareNothing");
      }
      request.shared = offers[name]; // the server redacts it as it has redacted the preview
      const items = lines.map(({ by, text }) => node("li", {}, node("strong", {}, `${t[by]}: `), text));
      const shown = items.length ? node("ul", {}, ...items) : node("p", {}, t.shareNothing);
      preview.replaceChildren(node("p", {}, t.shareAs), shown);
    };
    const radios = Object.keys(offers).map((name, index) =>
      node(
        "label",
        {},
        node("input", { type: "radio", name: "share", checked: index === 0, onchange: () => choose(name) }),
        t[name],
      ),
    );
    choose("shareNothing");
    const hint = node("p", { class: "hint" }, t.shareHint);
    const fieldset = node("fieldset", {}, node("legend", {}, t.share), ...radios, preview, hint);
    return fieldset;
  }

  #queue(ways) {
    const t = this.#t;
    const queue = async () => {
      if ((await this.#handOver({ way: "live" })) !== null) this.close();
    };
    const swap = (event) => event.currentTarget.parentElement.parentElement.replaceWith(...this.#message(ways));
    const choices = [button(t.queueUp, queue, "send"), button(t.leaveMessage, swap)];
    return [node("div", {}, node("p", { class: "hint" }, t.queueHint), node("div", { class: "buttons" }, ...choices))];
  }

  #message(ways) {
    const t = this.#t;
    const message = node("textarea", { id: "message", rows: "3", required: true, ...QUIET });
    const contact = node("input", {
      id: "contact",
      maxlength: this.#limits.contactCharacters,
      ...QUIET,
      "aria-describedby": "contact-hint",
    });
    const send = async (event) => {
      event.preventDefault();
      const own = { message: message.value.trim(), ...(contact.value.trim() && { contact: contact.value.trim() }) };
      if (!own.message) return;
      const over = own.message.length - this.#limits.messageCharacters;
      if (over > 0) return void (this.#status.textContent = `${over} ${t.tooLong}`);
      const code = await this.#handOver({ way: "message", ...own });
      if (code !== null) this.#showCode(code, ways);
    };
    return [
      ...(ways.is_staffed ? [] : [node("p", {}, t.nobodyIn)]),
      node(
        "form",
        { onsubmit: send },
        node("label", { for: "message" }, t.message),
        message,
        node("label", { for: "contact" }, t.contact),
        node("span", { id: "contact-hint", class: "hint" }, t.contactHint),
        contact,
        submit(t.sendMessage),
      ),
    ];
  }

  async #handOver(way) {
    if (this.#request.shared === null) {
      this.#status.textContent = this.#t.readFirst;
      return null;
    }
    const request = { ...this.#request, danger: !this.#danger.hidden, ...way };
    const content = JSON.stringify(request);
    if (content !== this.#tried) this.#id = newId(); // a changed message is a new one: the first may have been stored
    this.#tried = content;
    return this.#try(() => this.#conversation.handOver(this.#id, request));
  }

  #showCode(code, { kept_days: days, closed_days: closed }) {
    const t = this.#t;
    this.#show(
      t.codeTitle,
      node("p", { class: "code" }, code),
      node("p", {}, t.codeHint),
      node("p", {}, t.codeKept.replace("{days}", days).replace("{closed}", closed)),
      button(t.codeSaved, () => this.close(), "send"),
    );
  }

  /**
   * Does the work. A failure is shown in the panel, where everything that was typed still is. Returns null then, and
   * if the panel was closed or opened anew meanwhile.
   */
  async #try(work, whenLost = this.#t.notThrough) {
    const { signal } = this.#opened;
    this.#status.textContent = "";
    this.element.setAttribute("aria-busy", "true");
    try {
      const result = (await work()) ?? true;
      return signal.aborted ? null : result;
    } catch (error) {
      if (signal.aborted) return null;
      const why = error instanceof Refused ? error.text : this.#withHuman(whenLost);
      this.#status.replaceChildren(...withNumbers(why));
      return null;
    } finally {
      if (!signal.aborted) this.element.removeAttribute("aria-busy");
    }
  }

  #show(title, ...content) {
    const heading = node("h3", { id: "panel-title", tabindex: "-1" }, title);
    this.#status = node("p", { class: "notice", role: "alert" });
    const back = button(this.#t.back, () => this.close(), "plain");
    this.element.setAttribute("lang", this.#t.language);
    this.element.replaceChildren(back, heading, ...content, this.#status);
    this.element.hidden = false;
    heading.focus();
  }
}

const newId = () => `h${crypto.getRandomValues(new Uint32Array(3)).join("-")}`;
const button = (text, onclick, kind = "") => node("button", { type: "button", class: kind, onclick }, text);
const submit = (text) => node("button", { type: "submit", class: "send" }, text);
