/**
 * As much of a browser as the page's classes need, put where they look for it: the window's events, and nodes. These
 * know their children, attributes and events; they have no layout and no focus.
 */

const window = new EventTarget();
globalThis.addEventListener = window.addEventListener.bind(window);

/** The network goes or comes back. */
export function goes(type) {
  window.dispatchEvent(new Event(type));
}

class FakeNode extends EventTarget {
  children = [];
  parentElement = null;
  #attributes = new Map();
  value = "";

  constructor(name) {
    super();
    this.name = name;
  }

  get hidden() {
    return this.#attributes.has("hidden");
  }

  set hidden(isHidden) {
    if (isHidden) this.#attributes.set("hidden", "");
    else this.#attributes.delete("hidden");
  }

  get classList() {
    const classes = new Set((this.getAttribute("class") ?? "").split(" ").filter(Boolean));
    const keep = () => this.setAttribute("class", [...classes].join(" "));
    return {
      contains: (name) => classes.has(name),
      toggle: (name, isOn) => {
        if (isOn) classes.add(name);
        else classes.delete(name);
        keep();
      },
    };
  }

  get textContent() {
    return this.children.map((child) => (typeof child === "string" ? child : child.textContent)).join("");
  }

  set textContent(text) {
    this.replaceChildren(...(text ? [text] : []));
  }

  getAttribute(name) {
    return this.#attributes.get(name) ?? null;
  }

  setAttribute(name, value) {
    this.#attributes.set(name, String(value));
  }

  removeAttribute(name) {
    this.#attributes.delete(name);
  }

  append(...children) {
    for (const child of children) if (child instanceof FakeNode) child.parentElement = this;
    this.children.push(...children);
  }

  replaceChildren(...children) {
    this.children = [];
    this.append(...children);
  }

  replaceWith(...others) {
    const { parentElement } = this;
    parentElement.replaceChildren(...parentElement.children.flatMap((child) => (child === this ? others : [child])));
  }

  /** Every node below, in order, that has this tag. */
  all(name) {
    const below = this.children.filter((child) => child instanceof FakeNode);
    return below.flatMap((child) => [...(child.name === name ? [child] : []), ...child.all(name)]);
  }

  querySelector(name) {
    return this.all(name)[0] ?? null;
  }

  focus() {}

  click() {
    this.dispatchEvent(new Event("click"));
  }

  requestSubmit() {
    this.dispatchEvent(new Event("submit", { cancelable: true }));
  }
}

globalThis.document = { createElement: (name) => new FakeNode(name) };
