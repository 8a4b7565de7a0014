import assert from "node:assert/strict";
import { beforeEach, describe, mock, test } from "node:test";
import { Lost } from "../../../../bot/web/static/api.js";
import { goes } from "../support/browser.js";
import { all, begin, conversation, REPLY, server, state, talked, texts } from "../support/conversation.js";
import { settled } from "../support/server.js";

beforeEach(begin);

describe("erasing", () => {
  test("is over when the server has forgotten", async () => {
    await talked();
    let isOver = false;
    const erasing = conversation.erase().then(() => (isOver = true));
    await settled();
    assert.deepEqual(server.last("forget").args, ["c1"]);
    assert.equal(isOver, false);
    await server.last("forget").answer();
    await erasing;
    assert.equal(conversation.hasBegun, false);
  });

  test("can be tried again when it got lost, and tells that it did", async () => {
    await talked();
    const failed = assert.rejects(conversation.erase(), Lost);
    await server.last("forget").lose();
    await failed;
    assert.equal(conversation.hasBegun, true);
    const again = conversation.erase();
    await server.last("forget").answer();
    await again;
    assert.deepEqual(
      server.asked("forget").map(({ args: [id] }) => id),
      ["c1", "c1"],
    );
    assert.equal(conversation.hasBegun, false);
  });

  test("begins another conversation with the next message, with numbers from the start", async () => {
    await talked();
    conversation.erase();
    await server.last("forget").answer();
    await talked("på nytt", "c2");
    assert.deepEqual(server.last("send").args, ["c2", "1", "på nytt"]);
  });

  test("leaves nothing of an answer that arrives afterwards", async () => {
    conversation.say("jag vill ut");
    await server.last("start").answer("c1");
    const erasing = conversation.erase();
    await server.last("send").answer(REPLY);
    await server.last("forget").answer();
    await erasing;
    assert.deepEqual(all("replies"), []);
    assert.equal(state(), "idle");
  });

  test("leaves nothing of a refusal that arrives afterwards", async () => {
    conversation.say("jag vill ut");
    await server.last("start").answer("c1");
    conversation.erase();
    await server.last("send").refuse();
    assert.deepEqual(all("refused"), []);
  });

  test("leaves nothing to be sent again when the connection was lost", async () => {
    conversation.say("jag vill ut");
    await server.last("start").answer("c1");
    await server.last("send").lose();
    conversation.erase();
    mock.timers.tick(60_000);
    goes("online");
    await settled();
    assert.deepEqual(texts(), ["jag vill ut"]);
    assert.equal(state(), "idle");
  });

  test("before the conversation was started sends nothing of it", async () => {
    conversation.say("jag vill ut");
    await conversation.erase();
    await server.last("start").answer("c1");
    assert.deepEqual(texts(), []);
    assert.equal(conversation.hasBegun, false);
  });

  test("while a message waits for its first connection is possible", async () => {
    conversation.say("jag vill ut");
    await server.last("start").lose();
    assert.equal(conversation.hasBegun, true);
    await conversation.erase();
    mock.timers.tick(60_000);
    await settled();
    assert.equal(server.asked("start").length, 1);
    assert.equal(conversation.isBusy, false);
  });

  test("what was refused before anything was started is possible, for it stands on the page", async () => {
    conversation.say("jag vill ut");
    await server.last("start").refuse();
    assert.equal(conversation.hasBegun, true);
    await conversation.erase();
    assert.equal(conversation.hasBegun, false);
  });

  test("then writing sends the second message once, in a conversation of its own", async () => {
    conversation.say("det första");
    await conversation.erase();
    conversation.say("det andra");
    for (const [number, start] of server.asked("start").entries()) await start.answer(`c${number + 1}`);
    assert.deepEqual(texts(), ["det andra"]);
    await server.last("send").answer(REPLY);
    assert.equal(all("replies").length, 1);
    conversation.erase();
    assert.deepEqual(
      server.asked("forget").map(({ args: [id] }) => id),
      [server.last("send").args[0]],
    );
  });

  test("twice, with something written between, erases both before either is said to be done", async () => {
    await talked("det första", "c1");
    const first = conversation.erase();
    await talked("det andra", "c2");
    const second = conversation.erase();
    const ended = [];
    first.then(
      () => ended.push("first"),
      () => ended.push("first failed"),
    );
    second.then(
      () => ended.push("second"),
      () => ended.push("second failed"),
    );
    for (const request of server.asked("forget")) if (request.args[0] === "c1") request.resolve();
    await settled();
    assert.ok(!ended.includes("second"));
    for (const request of server.asked("forget")) if (request.args[0] === "c2") request.reject(new Lost());
    await settled();
    assert.ok(ended.includes("second failed"));
    assert.equal(conversation.hasBegun, true);
  });

  test("withdraws a preview that was asked for before the conversation was started", async () => {
    const preview = conversation.preview([{ by: "you", text: "hemligt" }]);
    const failed = assert.rejects(preview, Lost);
    await conversation.erase();
    await server.last("start").answer("c1");
    await failed;
    assert.deepEqual(server.asked("preview"), []);
  });

  test("leaves nothing of a preview that arrives afterwards", async () => {
    await talked();
    const preview = conversation.preview([{ by: "you", text: "hemligt" }]);
    const failed = assert.rejects(preview, Lost);
    await settled();
    conversation.erase();
    await server.last("preview").answer([{ by: "you", text: "hemligt" }]);
    await failed;
  });
});

describe("leaving", () => {
  test("is told to the server without waiting, and once", async () => {
    await talked();
    conversation.leave();
    conversation.leave();
    assert.deepEqual(server.beacons, [["leave", "c1"]]);
  });

  test("before anything was said tells nothing", () => {
    conversation.leave();
    assert.deepEqual(server.beacons, []);
  });

  test("asks once more for what could not be erased: a return code must not keep it", async () => {
    await talked();
    const failed = assert.rejects(conversation.erase(), Lost);
    await server.last("forget").lose();
    await failed;
    conversation.leave();
    conversation.leave();
    assert.deepEqual(server.beacons, [["forget", "c1"]]);
    assert.equal(conversation.hasBegun, false);
  });

  test("leaves nothing of an answer that arrives afterwards", async () => {
    conversation.say("jag vill ut");
    await server.last("start").answer("c1");
    conversation.leave();
    await server.last("send").answer(REPLY);
    assert.deepEqual(all("replies"), []);
  });
});
