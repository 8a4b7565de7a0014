/** Finds the telephone numbers in a text, so that they can be pressed. */

import { node } from "./nodes.js";

/** Blanks within a number; also the one that does not break a line. */
const GAP = "[ \\u00a0]";
/** Short numbers, as they are written in Sweden: alarm, police, information, care, helplines, the EU's 116 numbers. */
const SHORT = ["112", `114${GAP}?14`, `113${GAP}?13`, "1177", `90${GAP}?101`, `90${GAP}?390`, `116${GAP}?\\d{3}`];
/** With an area code, which begins with 0, or with +46. Seven to ten digits follow in groups of two or more. */
const LONG = [
  `0\\d{1,3}(?:-|${GAP}-${GAP}|${GAP})\\d{2,4}(?:[ \\u00a0-]?\\d{2,3}){1,3}`,
  `\\+46${GAP}?(?:\\(0\\))?${GAP}?\\d{1,3}(?:[ \\u00a0-]?\\d{2,4}){2,4}`,
  "0\\d{7,9}",
];
/** What a number is not: a part of another, of a date, of a law's (2025:934), of an amount. */
const BEFORE = "(?<![\\d:.,/+§-]|\\d[ \\u00a0]|§[ \\u00a0])";
const UNITS =
  "kr|kronor|kr\\.|tkr|mkr|miljoner|tusen|år|månader|dagar|dygn|timmar|minuter|personer|procent|öre|kap|sidor|meter";
const AFTER = `(?![\\d:/%§-]|[.,]\\d|${GAP}\\d|${GAP}?(?:[%§]|(?:${UNITS})(?!\\p{L})))`;
const NUMBER = new RegExp(`${BEFORE}(?:${[...LONG, ...SHORT].join("|")})${AFTER}`, "gu");
const FEWEST_DIGITS = 8;
const MOST_DIGITS = 11; // with 46 instead of 0

/** @returns {(string | HTMLElement)[]} the text as nodes: a link for each telephone number, and what is between them */
export function withNumbers(text) {
  const parts = [];
  let end = 0;
  for (const { 0: number, index } of text.matchAll(NUMBER)) {
    const digits = number.replace("(0)", "").replace(/[^\d+]/g, "");
    const isShort = !/^[0+]/.test(digits);
    if (!isShort && (digits.length < FEWEST_DIGITS || digits.length > MOST_DIGITS + 1)) continue;
    parts.push(text.slice(end, index), node("a", { href: `tel:${digits}` }, number));
    end = index + number.length;
  }
  return [...parts, text.slice(end)].filter((part) => part !== "");
}
