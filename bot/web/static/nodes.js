/** Some browsers send what is typed to their vendor for spell checking, or remember it. */
export const QUIET = { autocomplete: "off", spellcheck: "false" };

/** Builds DOM nodes. Text becomes text nodes: nothing in a message is ever parsed as HTML. */
export function node(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}
