/** Handing over to a human: what to know first, what goes along, and the queue or a message. */

import { node, QUIET } from "./nodes.js";
import { button, submit } from "./panel.js";
import { Sharing } from "./sharing.js";
import { withNumbers } from "./telephone.js";

export class HandOver {
  #t;
  #limits;
  #conversation;
  #panel;
  #code;
  #sharing;
  #id = "";
  #tried = "";
  #danger = node("p", { hidden: true });

  /**
   * @param {import("./panel.js").Panel} panel where it is shown
   * @param {import("./return_code.js").ReturnCode} code shows the code that a message is answered by
   */
  constructor(strings, limits, conversation, panel, code) {
    this.#t = strings;
    this.#limits = limits;
    this.#conversation = conversation;
    this.#panel = panel;
    this.#code = code;
  }

  /** @param {{record: object[], outcome: object[], isDanger: boolean, asMessage: boolean}} from */
  async open(from) {
    const [t, panel] = [this.#t, this.#panel];
    const signal = panel.begin();
    this.#tried = "";
    this.#danger.hidden = !from.isDanger;
    this.#danger.replaceChildren(...withNumbers(t.handOverDanger));
    panel.show(t.handOverTitle, node("p", {}, t.handOverWait));
    const ways = await panel.try(() => this.#conversation.ways(), t.notFetched);
    if (!ways) return;
    const asSeen = (lines) => panel.try(() => this.#conversation.preview(lines), t.notFetched);
    this.#sharing = new Sharing(t, this.#limits, from, asSeen, signal);
    const isLive = ways.is_staffed && !from.asMessage;
    panel.show(
      t.handOverTitle,
      ...ways.explanation.map((text) => node("p", {}, ...withNumbers(text))),
      node("details", {}, node("summary", {}, t.source), ...ways.sources.map((source) => node("p", {}, source))),
      node("p", { class: "notice" }, ...withNumbers(ways.reception)),
      this.#danger,
      this.#sharing.element,
      ...(isLive ? this.#queue(ways) : this.#message(ways)),
    );
  }

  /** Danger that is detected while this is open is handed over too, and the visitor is told. */
  hearDanger() {
    this.#danger.hidden = false;
  }

  #queue(ways) {
    const t = this.#t;
    const queue = async () => {
      if ((await this.#handOver({ way: "live" })) !== null) this.#panel.close();
    };
    const swap = (event) => event.currentTarget.parentElement.parentElement.replaceWith(...this.#message(ways));
    const choices = [button(t.queueUp, queue, "send"), button(t.leaveMessage, swap)];
    return [node("div", {}, node("p", { class: "hint" }, t.queueHint), node("div", { class: "buttons" }, ...choices))];
  }

  #message(ways) {
    const t = this.#t;
    const message = node("textarea", { id: "message", rows: "3", dir: "auto", required: true, ...QUIET });
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
      if (over > 0) return this.#panel.tell(`${over} ${t.tooLong}`);
      const code = await this.#handOver({ way: "message", ...own });
      if (code !== null) this.#code.show(code, ways);
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
    const { shared } = this.#sharing;
    if (shared === null) {
      this.#panel.tell(this.#t.readFirst);
      return null;
    }
    const request = { shared, danger: !this.#danger.hidden, ...way };
    const content = JSON.stringify(request);
    if (content !== this.#tried) this.#id = newId(); // a changed message is a new one: the first may have been stored
    this.#tried = content;
    return this.#panel.try(() => this.#conversation.handOver(this.#id, request));
  }
}

const newId = () => `h${crypto.getRandomValues(new Uint32Array(3)).join("-")}`;
