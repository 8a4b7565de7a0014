/** The return code of a case: getting one, changing it, and coming back with it. */

import { node, QUIET } from "./nodes.js";
import { button, submit } from "./panel.js";

export class ReturnCode {
  #t;
  #conversation;
  #panel;

  /** @param {import("./panel.js").Panel} panel where it is shown */
  constructor(strings, conversation, panel) {
    this.#t = strings;
    this.#conversation = conversation;
    this.#panel = panel;
  }

  /** Asks for a return code, to return to a case. */
  enter() {
    const [t, panel] = [this.#t, this.#panel];
    const signal = panel.begin();
    const code = node("input", { id: "code", inputmode: "numeric", ...QUIET, maxlength: "40", required: true });
    const onsubmit = async (event) => {
      event.preventDefault();
      if ((await panel.try(() => this.#conversation.comeBack(code.value, signal))) !== null) panel.close();
    };
    const label = node("label", { for: "code" }, t.enterCode);
    panel.show(t.haveCode, node("form", { onsubmit }, label, code, submit(t.openCode)));
  }

  /** Gets a return code for the open case, and shows it. */
  async get() {
    const [t, panel] = [this.#t, this.#panel];
    panel.begin();
    panel.show(t.codeTitle, node("p", {}, t.handOverWait));
    const ways = await panel.try(() => this.#conversation.ways(), t.notFetched);
    const code = ways && (await panel.try(() => this.#conversation.returnCode(), t.notFetched));
    if (code) this.show(code, ways);
  }

  /** Asks for confirmation: a code that the visitor has written down would stop working. */
  askToChange() {
    const [t, panel] = [this.#t, this.#panel];
    panel.begin();
    const yes = button(t.changeCodeYes, () => this.get());
    const no = button(t.changeCodeNo, () => panel.close(), "send");
    panel.show(t.changeCode, node("p", {}, t.changeCodeHint), node("div", { class: "buttons" }, no, yes));
  }

  /** Shows a code, which is never shown again. */
  show(code, { kept_days: days, closed_days: closed }) {
    const [t, panel] = [this.#t, this.#panel];
    panel.show(
      t.codeTitle,
      node("p", { class: "code" }, code),
      node("p", {}, t.codeHint),
      node("p", {}, t.codeKept.replace("{days}", days).replace("{closed}", closed)),
      button(t.codeSaved, () => panel.close(), "send"),
    );
  }
}
