import "./support/browser.js";
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { asQuestion, kindOfButton } from "../../../bot/web/static/question.js";

describe("a question of the self-check", () => {
  test("shows which it is in words and as a bar, and then what is asked", () => {
    const [step, bar, question] = asQuestion("Fråga 2 av högst 19: Bor du i Eskilstuna kommun?");
    assert.equal(step.textContent, "Fråga 2 av högst 19: ");
    assert.deepEqual([bar.getAttribute("value"), bar.getAttribute("max")], ["2", "19"]);
    assert.equal(question.textContent, "Bor du i Eskilstuna kommun?");
  });

  test("is only what begins as one", () => {
    for (const text of ["Fråga 2 saker först.", "Jag undrar: Fråga 2 av högst 19: Bor du här?", "Fråga Vägvalet."]) {
      assert.equal(asQuestion(text), null, text);
    }
  });
});

describe("its buttons", () => {
  const kinds = (...payloads) => {
    const buttons = payloads.map((payload) => ({ payload }));
    return buttons.map((each) => kindOfButton(each, buttons));
  };

  test("are the answers, and ways on the side", () => {
    const shown = kinds("/affirm", "/deny", "/unsure", "/why_ask", "/go_back");
    assert.deepEqual(shown, ["choice", "choice", "choice", "plain", "plain"]);
  });

  test("elsewhere are as usual", () => {
    assert.deepEqual(kinds("/affirm", "/deny", "/human"), ["choice", "choice", null]);
    assert.deepEqual(kinds("faq/programme"), [null]);
  });
});
