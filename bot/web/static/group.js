/** What one side says at one time: several bubbles with one name and one time. */

import { node } from "./nodes.js";
import { asQuestion } from "./question.js";
import { withNumbers } from "./telephone.js";

const LOCALES = { sv: "sv-SE", en: "en-GB" };
const CLOCK = { hour: "2-digit", minute: "2-digit" };
const DAY = { day: "numeric", month: "long" };
/** The page itself says these, and nobody is to answer them. */
const NAMELESS = ["notice", "system"];
/** The top of the chat says all the time that the robot answers; who listens hears it at each answer. */
const NAMED_ALOUD = ["you", "bot"];
const READ_ALOUD = ["bot", "worker"];

/** The time, with the date unless it is today. */
function moment(at, language) {
  const written = (parts) => at.toLocaleString(LOCALES[language], parts);
  const isToday = at.toDateString() === new Date().toDateString();
  return isToday ? written(CLOCK) : `${written(DAY)} ${written(CLOCK)}`;
}

export class Group {
  #from;
  #moment;
  #t;
  #language;
  #aside;
  /** What is read aloud, bubble by bubble. */
  #said = [];

  /** @param {"you" | "bot" | "worker" | "system" | "notice"} from who says it */
  constructor(from, at, strings, readAloud) {
    this.#from = from;
    this.#language = strings.language;
    this.#moment = moment(at, this.#language);
    this.#t = strings;
    this.#aside = node("div", { class: "aside" });
    this.element = node("li", { class: from, lang: this.#language });
    if (NAMELESS.includes(from)) return;
    const colon = node("span", { class: "hidden" }, ": ");
    this.element.append(node("span", { class: NAMED_ALOUD.includes(from) ? "hidden" : "who" }, strings[from], colon));
    if (READ_ALOUD.includes(from)) this.#aside.append(readAloud.offer(this.#said));
    this.#aside.append(node("time", {}, this.#moment));
    this.element.append(this.#aside);
  }

  /** Whether what this side says now belongs here. */
  takes(from, at) {
    const isSame = from === this.#from && this.#t.language === this.#language;
    return !NAMELESS.includes(from) && isSame && moment(at, this.#language) === this.#moment;
  }

  /** Adds a bubble, in its own language and direction. */
  add({ text, lang = null, kind = null }) {
    const said = this.#from === "you" ? [text] : (asQuestion(text) ?? withNumbers(text));
    const bubble = node("p", { lang, dir: "auto" }, ...said);
    this.#said.push({ text: bubble.textContent, lang: lang ?? this.#language });
    if (kind === "danger") this.element.classList.add("danger");
    if (this.#aside.parentElement) this.#aside.before(bubble);
    else this.element.append(bubble);
    return bubble;
  }

  /** Adds the documents that the answer rests on, folded. */
  addSources(sources) {
    const list = node("ul", {}, ...sources.map((source) => node("li", {}, source)));
    this.#aside.prepend(node("details", {}, node("summary", {}, this.#t.source), list));
  }
}
