import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import {
  begin,
  CLOSED,
  FROM,
  handOver,
  leave,
  open,
  panel,
  press,
  returnCode,
  STAFFED,
  server,
  shown,
  status,
} from "./support/hand_over.js";

beforeEach(begin);

describe("what arrives too late", () => {
  test("of the ways does not wipe what is written in a panel that was opened after", async () => {
    handOver.open(FROM);
    const early = server.last("ways");
    press("back");
    await open(CLOSED);
    panel.element.querySelector("textarea").value = "hej";
    await early.answer(STAFFED);
    assert.equal(panel.element.querySelector("textarea").value, "hej");
  });

  test("of the ways does not wipe what is written after a human was asked for twice", async () => {
    handOver.open(FROM);
    const early = server.last("ways");
    await open(CLOSED);
    panel.element.querySelector("textarea").value = "hej";
    await early.answer(STAFFED);
    assert.equal(panel.element.querySelector("textarea").value, "hej");
  });

  test("of the ways does not take the place of the question whether to change the code", async () => {
    handOver.open(FROM);
    returnCode.askToChange();
    await server.last("ways").answer(STAFFED);
    assert.match(shown(), /changeCodeHint/);
    press("changeCodeYes");
    await server.last("ways").answer(STAFFED);
    await server.last("returnCode").answer("8765");
    assert.match(shown(), /8765/);
  });

  test("leaves a panel that was opened anew as it is: not busy with what an earlier one waits for", async () => {
    handOver.open(FROM);
    returnCode.askToChange();
    assert.equal(panel.element.getAttribute("aria-busy"), null);
  });

  test("of the ways opens nothing that was closed", async () => {
    handOver.open(FROM);
    press("back");
    await server.last("ways").answer(STAFFED);
    assert.ok(panel.element.hidden);
    assert.equal(shown(), "");
  });

  test("of a failure is not told in another panel", async () => {
    await open(CLOSED);
    await leave("hej");
    press("back");
    await open(CLOSED);
    await server.last("handOver").lose();
    assert.equal(status(), "");
  });

  test("of a code is not shown in another panel", async () => {
    returnCode.get();
    await server.last("ways").answer(STAFFED);
    press("back");
    await open(CLOSED);
    await server.last("returnCode").answer("1234");
    assert.doesNotMatch(shown(), /1234/);
  });

  test("of a case that was asked for with a code is withdrawn by turning back", async () => {
    returnCode.enter();
    panel.element.querySelector("input").value = "1234";
    panel.element.querySelector("form").requestSubmit();
    const [code, signal] = server.last("comeBack").args;
    assert.equal(code, "1234");
    assert.equal(signal.aborted, false);
    press("back");
    assert.equal(signal.aborted, true);
  });
});
