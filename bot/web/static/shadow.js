/** The shadow root that keeps the page's styles out of the chat, and the chat's out of the page. */

import { node } from "./nodes.js";
import { STYLES } from "./styles.js";

/**
 * Puts the parts into an element's new shadow root.
 * @param {{ground: string, text: string} | null} colours the municipality's
 * @returns {HTMLElement} what holds them
 */
export function fill(element, colours, language, parts) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  if (colours) sheet.insertRule(`:host { --ground: ${colours.ground}; --on-ground: ${colours.text}; }`);
  const root = element.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  const chat = node("section", { class: "chat", "aria-labelledby": "title", lang: language }, ...parts);
  root.append(chat);
  return chat;
}
