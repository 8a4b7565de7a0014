import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { FIRST, languageOf, stringsOf } from "../../../bot/web/static/strings.js";
import { ENGLISH } from "../../../bot/web/static/texts_en.js";
import { SWEDISH } from "../../../bot/web/static/texts_sv.js";

const FOLDER = new URL("../../../bot/web/static/", import.meta.url);
const NUMBERS = /\d+(?: \d+)*|\{\w+\}/g;
/** What is in quotes, begins as a sentence or a label does, and is of several words or no English ones. */
const SAID = /"[A-ZÅÄÖ][^"\n]*(?:[a-zåäö]+ [a-zåäö]|[åäö])[^"\n]*"/g;

/** An element with these attributes. */
const element = (attributes = {}) => ({ getAttribute: (name) => attributes[name] ?? null });

test("each language has the same texts, none of them empty, with the same numbers", () => {
  assert.deepEqual(Object.keys(ENGLISH), Object.keys(SWEDISH));
  for (const [name, text] of Object.entries(ENGLISH)) {
    assert.ok(text.trim(), name);
    assert.deepEqual(text.match(NUMBERS), SWEDISH[name].match(NUMBERS), name);
  }
});

test("no text of the page stands anywhere else", () => {
  const scripts = [...readdirSync(FOLDER)].filter((name) => name.endsWith(".js") && !/^(texts_|desk)/.test(name));
  for (const path of [...scripts.map((name) => new URL(name, FOLDER))]) {
    const code = readFileSync(path, "utf-8").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    if (path.pathname.endsWith("tokens.js") || path.pathname.endsWith("styles.js")) continue; // fonts
    assert.deepEqual(code.match(SAID) ?? [], [], path.pathname);
  }
});

test("a page can replace a line in each language by itself", () => {
  const own = element({ "text-ask-human": "Fråga oss", "text-ask-human-en": "Ask us" });
  assert.equal(stringsOf(own, FIRST).askHuman, "Fråga oss");
  assert.equal(stringsOf(own, "en").askHuman, "Ask us");
  assert.equal(stringsOf(element({ "text-ask-human": "Fråga oss" }), "en").askHuman, ENGLISH.askHuman);
});

test("an answer in English makes the page English, one in Swedish Swedish, one in another language neither", () => {
  const inLanguages = (...languages) => languageOf(languages.map((lang) => ({ lang })));
  assert.equal(inLanguages("en"), "en");
  assert.equal(inLanguages("sv", "en"), "en");
  assert.equal(inLanguages("sv"), "sv");
  assert.equal(inLanguages("ar"), null);
  assert.equal(inLanguages(), null);
});
