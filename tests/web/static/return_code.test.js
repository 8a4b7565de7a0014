import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { begin, panel, returnCode, server, status } from "./support/hand_over.js";

beforeEach(begin);

describe("a code that is typed", () => {
  beforeEach(() => {
    returnCode.enter();
    panel.element.querySelector("input").value = "1234";
    panel.element.querySelector("form").requestSubmit();
  });

  test("closes the panel when it is right", async () => {
    await server.last("comeBack").answer();
    assert.ok(panel.element.hidden);
  });

  test("stays when it is wrong, with the reason", async () => {
    await server.last("comeBack").refuse("wrong_code", "Koden stämmer inte.");
    assert.equal(status(), "Koden stämmer inte.");
    assert.equal(panel.element.querySelector("input").value, "1234");
    assert.equal(panel.element.getAttribute("aria-busy"), null);
  });
});
