/** What of the chat is shown: the conversation or the panel, the text box, and what the status line and the foot say. */

export class Screen {
  #transcript;
  #composer;
  #status;
  #foot;
  #panel;
  #state = "idle";
  #writesToHuman = false;
  /** The case's situation; null if no human has it. */
  situation = null;
  /** The text shown instead of answers; empty unless the assistant is turned off. */
  turnedOff;

  constructor({ transcript, composer, status, foot, panel }, turnedOff) {
    this.#transcript = transcript;
    this.#composer = composer;
    this.#status = status;
    this.#foot = foot;
    this.#panel = panel;
    this.turnedOff = turnedOff;
  }

  showSituation(situation) {
    this.situation = situation;
    this.showFoot();
    this.#showConversation(this.#panel.element.hidden);
    this.showState();
  }

  showFoot() {
    const hasBegun = this.#transcript.record.length > 0;
    this.#foot.show(this.situation, { hasBegun, isTurnedOff: this.turnedOff !== "" });
  }

  /** What is typed in the panel goes to a human, and the status line says so, whatever the conversation behind it does. */
  showState(state = this.#state) {
    this.#state = state;
    this.#status.show(this.#writesToHuman && state !== "lost" ? "panel" : state, this.situation);
  }

  openPanel(open, writesToHuman = false) {
    this.#writesToHuman = writesToHuman;
    this.#transcript.hush();
    this.#showConversation(false);
    this.showState();
    open();
  }

  /** Shows the conversation again. Where the focus goes, no phone raises a keyboard. */
  panelClosed() {
    this.#writesToHuman = false;
    this.#showConversation(true);
    this.showState();
    if (this.situation) this.#transcript.retireButtons();
    this.#transcript.toNewest();
    if (matchMedia("(pointer: coarse)").matches) this.#transcript.focus();
    else this.#composer.focus();
  }

  /** Nobody would read messages while the assistant is turned off, so the box is hidden, unless there is an open case. */
  #showConversation(isShown) {
    const isRead = !this.turnedOff || this.situation !== null;
    this.#transcript.element.hidden = !isShown;
    this.#composer.element.hidden = !isShown || !isRead;
    this.#status.element.hidden = !isRead;
  }
}
