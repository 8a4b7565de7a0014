import "./support/browser.js";
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { Composer } from "../../../bot/web/static/composer.js";
import { recorded } from "./support/server.js";

const STRINGS = {
  box: "Skriv här",
  send: "Skicka",
  retry: "Försök igen",
  left: "tecken kvar",
  tooLong: "tecken för mycket",
};

let composer;
let box;
let button;
let count;
let sent;
let isBusy;

const texts = () => sent.map(([, text]) => text);

function type(text) {
  box.value = text;
  box.dispatchEvent(new Event("input"));
}

/** Presses a key; gives whether the box does with it what boxes do. */
function press(key, held = {}) {
  return box.dispatchEvent(Object.assign(new Event("keydown", { cancelable: true }), { key, ...held }));
}

beforeEach(() => {
  isBusy = false;
  composer = new Composer(STRINGS, { messageCharacters: 1_000 }, () => isBusy);
  [box] = composer.element.all("textarea");
  [button] = composer.element.all("button");
  [count] = composer.element.all("span");
  sent = recorded(composer, "send");
});

describe("what was typed", () => {
  test("is sent without the blanks around it, and the box is empty then", () => {
    type("  hej\ndu \n");
    composer.element.requestSubmit();
    assert.deepEqual(texts(), ["hej\ndu"]);
    assert.equal(box.value, "");
  });

  test("is sent once, however often it is pressed", () => {
    type("hej");
    composer.element.requestSubmit();
    composer.element.requestSubmit();
    assert.deepEqual(texts(), ["hej"]);
  });

  test("is not sent when there is nothing but blanks", () => {
    for (const nothing of ["", " ", "\n \t"]) {
      type(nothing);
      composer.element.requestSubmit();
    }
    assert.deepEqual(texts(), []);
  });

  test("stays in the box while something else is on its way", () => {
    isBusy = true;
    type("hej");
    composer.element.requestSubmit();
    assert.deepEqual(texts(), []);
    assert.equal(box.value, "hej");
    isBusy = false;
    composer.element.requestSubmit();
    assert.deepEqual(texts(), ["hej"]);
  });

  test("never leads to another page", () => {
    const event = new Event("submit", { cancelable: true });
    composer.element.dispatchEvent(event);
    assert.ok(event.defaultPrevented);
  });
});

describe("the enter key", () => {
  test("sends, and makes no new line", () => {
    type("hej");
    assert.equal(press("Enter"), false);
    assert.deepEqual(texts(), ["hej"]);
  });

  for (const [how, held] of Object.entries({
    "with shift": { shiftKey: true },
    "that ends a composed sign": { isComposing: true },
  })) {
    test(`${how} sends nothing`, () => {
      type("hej");
      assert.equal(press("Enter", held), true);
      assert.deepEqual(texts(), []);
    });
  }

  test("is the only key that sends", () => {
    type("hej");
    for (const key of ["a", " ", "Tab", "Escape"]) assert.equal(press(key), true);
    assert.deepEqual(texts(), []);
  });
});

describe("the count", () => {
  const counted = [
    [0, ""],
    [799, ""],
    [800, "200 tecken kvar"],
    [999, "1 tecken kvar"],
    [1_000, "0 tecken kvar"],
    [1_001, "1 tecken för mycket"],
    [1_040, "40 tecken för mycket"],
  ];
  for (const [length, line] of counted) {
    test(`of ${length} characters reads "${line}"`, () => {
      type("å".repeat(length));
      assert.equal(count.textContent, line);
      assert.equal(count.classList.contains("over"), length > 1_000);
    });
  }

  test("is away again when the text has been sent", () => {
    type("å".repeat(1_000));
    composer.element.requestSubmit();
    assert.equal(texts()[0].length, 1_000);
    assert.equal(count.textContent, "");
  });

  test("of a text that is too long goes with the text staying where it is", () => {
    type("å".repeat(1_001));
    composer.element.requestSubmit();
    assert.deepEqual(texts(), []);
    assert.equal(box.value.length, 1_001);
  });

  test("is there for what was given back", () => {
    composer.giveBack("å".repeat(900));
    assert.equal(count.textContent, "100 tecken kvar");
  });
});

describe("what could not be sent", () => {
  test("comes back into an empty box, to be tried again", () => {
    composer.giveBack("hej");
    assert.equal(box.value, "hej");
    assert.equal(button.textContent, "Försök igen");
    composer.element.requestSubmit();
    assert.deepEqual(texts(), ["hej"]);
    assert.equal(button.textContent, "Skicka");
  });

  test("does not replace what has been written meanwhile, nor is that called a second try", () => {
    type("något annat");
    composer.giveBack("hej");
    assert.equal(box.value, "något annat");
    assert.equal(button.textContent, "Skicka");
  });

  test("is gone when all is erased, and so is the second try", () => {
    composer.giveBack("hej");
    composer.clear();
    assert.equal(box.value, "");
    assert.equal(button.textContent, "Skicka");
    assert.equal(count.textContent, "");
  });

  test("is no second try any more when something else is on its way", () => {
    composer.giveBack("hej");
    composer.sent();
    assert.equal(button.textContent, "Skicka");
    assert.equal(box.value, "hej");
  });
});
