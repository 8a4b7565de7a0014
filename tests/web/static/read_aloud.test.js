import "./support/browser.js";
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { ReadAloud } from "../../../bot/web/static/read_aloud.js";

const STRINGS = { listen: "Lyssna", stopListening: "Sluta" };
const ALVA = { lang: "sv-SE", localService: true };
const EMMA = { lang: "en_GB", localService: true };
const FROM_A_COMPANY = { lang: "sv-SE", localService: false };
const ANSWER = [
  { text: "Nej.", lang: "sv" },
  { text: "Men tänk på en sak.", lang: "sv" },
];

globalThis.SpeechSynthesisUtterance = class extends EventTarget {
  constructor(text) {
    super();
    this.text = text;
  }
};

/** A device with these voices. */
class Speech extends EventTarget {
  spoken = [];
  cancelled = 0;

  constructor(...voices) {
    super();
    this.voices = voices;
  }

  getVoices() {
    return this.voices;
  }

  speak(utterance) {
    this.spoken.push(utterance);
  }

  cancel() {
    this.cancelled += 1;
  }
}

let speech;
let readAloud;

beforeEach(() => {
  speech = new Speech(FROM_A_COMPANY, EMMA, ALVA);
  readAloud = new ReadAloud(STRINGS, speech);
});

describe("an answer", () => {
  test("is read bubble by bubble, with the device's own voice", () => {
    readAloud.offer(ANSWER).click();
    assert.deepEqual(
      speech.spoken.map(({ text, lang, voice }) => [text, lang, voice]),
      ANSWER.map(({ text }) => [text, "sv", ALVA]),
    );
  });

  test("is read in its own language", () => {
    readAloud.offer([{ text: "No.", lang: "en" }]).click();
    assert.equal(speech.spoken[0].voice, EMMA);
  });

  test("stops at a second press", () => {
    const button = readAloud.offer(ANSWER);
    button.click();
    assert.equal(button.textContent, "Sluta");
    button.click();
    assert.equal(button.textContent, "Lyssna");
    assert.equal(speech.cancelled, 1);
    assert.equal(speech.spoken.length, ANSWER.length);
  });

  test("gives way to another that is chosen", () => {
    const [first, second] = [readAloud.offer(ANSWER), readAloud.offer([{ text: "Ja.", lang: "sv" }])];
    first.click();
    second.click();
    assert.equal(speech.cancelled, 1);
    assert.equal(first.textContent, "Lyssna");
    assert.equal(second.textContent, "Sluta");
    speech.spoken[0].dispatchEvent(new Event("error")); // what was cut off
    assert.equal(second.textContent, "Sluta");
  });

  test("can be heard again when it has been read to its end, or could not be", () => {
    for (const type of ["end", "error"]) {
      const button = readAloud.offer(ANSWER);
      button.click();
      speech.spoken.at(-1).dispatchEvent(new Event(type));
      assert.equal(button.textContent, "Lyssna");
    }
  });
});

describe("the button", () => {
  test("is not there where no voice is the device's own", () => {
    readAloud = new ReadAloud(STRINGS, new Speech(FROM_A_COMPANY));
    assert.ok(readAloud.offer(ANSWER).hidden);
  });

  test("is not there where the browser cannot speak at all", () => {
    assert.ok(new ReadAloud(STRINGS, undefined).offer(ANSWER).hidden);
  });

  test("is not there while a part of the answer has no voice", () => {
    const said = [...ANSWER];
    const button = readAloud.offer(said);
    assert.ok(!button.hidden);
    said.push({ text: "Nie.", lang: "pl" });
    readAloud.refresh();
    assert.ok(button.hidden);
  });

  test("comes when the browser has found its voices", () => {
    speech.voices = [];
    const button = readAloud.offer(ANSWER);
    assert.ok(button.hidden);
    speech.voices = [ALVA];
    speech.dispatchEvent(new Event("voiceschanged"));
    assert.ok(!button.hidden);
  });
});

test("what the page itself is reading is not cut off", () => {
  readAloud.clear();
  assert.equal(speech.cancelled, 0);
});
