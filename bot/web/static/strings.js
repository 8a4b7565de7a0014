/** The texts of one element, in the language of its conversation: Swedish until an answer comes in English. */

import { ENGLISH } from "./texts_en.js";
import { SWEDISH } from "./texts_sv.js";

const TEXTS = { sv: SWEDISH, en: ENGLISH };

/** Whoever comes in must read that an automatic system answers (AI Act, art. 50): what replaces these says so too. */
const OF_A_ROBOT = ["intro1", "stateBot", "returned"];

/** The language of a page that nothing has been answered on. */
export const FIRST = "sv";

/**
 * The texts in a language, and the language itself as `language`. An attribute `text-<name>` on the element replaces a
 * Swedish one, `text-<name>-en` an English one.
 * @param {"sv" | "en"} language
 */
export function stringsOf(element, language) {
  const ending = language === FIRST ? "" : `-${language}`;
  const own = Object.entries(TEXTS[language]).map(([name, text]) => {
    const attribute = `text-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}${ending}`;
    const replaced = element.getAttribute(attribute) ?? text;
    return [name, OF_A_ROBOT.includes(name) && !/robot/i.test(replaced) ? text : replaced];
  });
  return { ...Object.fromEntries(own), language };
}

/** The language of an answer, or null if the page has no texts in it. */
export function languageOf(replies) {
  const said = replies.map(({ lang }) => lang);
  return Object.keys(TEXTS).findLast((language) => said.includes(language)) ?? null;
}
