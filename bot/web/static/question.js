/** A question of the self-check says which it is, of how many at most; that is shown as a bar too. */

import { node } from "./nodes.js";

const NUMBERED = /^((?:Fråga|Question) (\d+) (?:av högst|of at most) (\d+)): (.+)$/s;
const ANSWERS = ["/affirm", "/deny", "/unsure"];

/** @returns {HTMLElement[] | null} the step, its bar and the question, or null if the text is no numbered question */
export function asQuestion(text) {
  const found = NUMBERED.exec(text);
  if (!found) return null;
  const [, step, value, max, question] = found;
  return [
    node("span", { class: "step" }, step, node("span", { class: "hidden" }, ": ")),
    node("progress", { value, max, "aria-hidden": "true" }), // the step says it in words
    node("span", { class: "question" }, question),
  ];
}

/** How a button looks: yes, no and don't know are an answer; beside these three, the others are ways on the side. */
export function kindOfButton({ payload }, buttons) {
  if (ANSWERS.includes(payload)) return "choice";
  return buttons.some((each) => each.payload === "/unsure") ? "plain" : null;
}
