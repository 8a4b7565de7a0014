import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { Lost, Refused } from "../../../../bot/web/static/api.js";
import { all, begin, conversation, handedOver, server, talked } from "../support/conversation.js";
import { line, settled } from "../support/server.js";

beforeEach(begin);

describe("coming back", () => {
  const open = () => new AbortController().signal;

  test("forgets what was said here and reads the case from its start", async () => {
    await talked("till roboten");
    const coming = conversation.comeBack("1234", open());
    assert.deepEqual(server.last("comeBack").args, ["1234"]);
    await server.last("comeBack").answer("c9");
    await coming;
    assert.deepEqual(server.beacons, [["leave", "c1"]]);
    assert.equal(all("returned").length, 1);
    assert.deepEqual([server.stream.conversation, server.stream.lastId], ["c9", 0]);
    conversation.say("jag är här igen");
    await settled();
    assert.deepEqual(server.last("send").args, ["c9", "1", "jag är här igen"]);
  });

  test("from one case to another reads the other one only, from its start", async () => {
    await handedOver();
    const first = server.stream;
    await first.emit(line(40, "hej"));
    const coming = conversation.comeBack("1234", open());
    await server.last("comeBack").answer("c9");
    await coming;
    await first.emit(line(41, "för någon annan"));
    await server.stream.emit(line(3, "ditt eget"));
    assert.ok(first.controller.signal.aborted);
    assert.deepEqual(
      all("line").map(({ text }) => text),
      ["hej", "ditt eget"],
    );
  });

  test("pressed twice comes back once: the server knows only the latest", async () => {
    const both = [conversation.comeBack("1234", open()), conversation.comeBack("1234", open())];
    assert.equal(server.asked("comeBack").length, 1);
    await server.last("comeBack").answer("c9");
    await Promise.all(both);
    assert.deepEqual(server.beacons, []);
    assert.equal(all("returned").length, 1);
    assert.equal(server.streams.length, 1);
  });

  test("with another code does not wait for the wrong one", async () => {
    const wrong = assert.rejects(conversation.comeBack("1235", open()), Refused);
    const right = conversation.comeBack("1234", open());
    assert.deepEqual(
      server.asked("comeBack").map(({ args: [code] }) => code),
      ["1235", "1234"],
    );
    await server.requests[0].refuse("wrong_code");
    await wrong;
    await server.requests[1].answer("c9");
    await right;
    assert.equal(server.stream.conversation, "c9");
  });

  test("is undone when everything was erased meanwhile", async () => {
    await talked();
    const failed = assert.rejects(conversation.comeBack("1234", open()), Lost);
    conversation.erase();
    await server.last("comeBack").answer("c9");
    await failed;
    assert.deepEqual(server.beacons, [["leave", "c9"]]);
    assert.deepEqual(all("returned"), []);
    assert.deepEqual(server.streams, []);
  });

  test("is undone when the visitor has turned away meanwhile", async () => {
    await talked();
    const panel = new AbortController();
    const failed = assert.rejects(conversation.comeBack("1234", panel.signal), Lost);
    panel.abort();
    await server.last("comeBack").answer("c9");
    await failed;
    assert.deepEqual(server.beacons, [["leave", "c9"]]);
    assert.deepEqual(all("returned"), []);
    conversation.say("och sen");
    await settled();
    assert.equal(server.last("send").args[0], "c1");
  });
});
