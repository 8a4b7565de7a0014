import assert from "node:assert/strict";
import { beforeEach, describe, mock, test } from "node:test";
import { goes } from "../support/browser.js";
import { all, begin, conversation, handedOver, server, state, talked } from "../support/conversation.js";
import { line, settled, situation } from "../support/server.js";

beforeEach(begin);

describe("the lines of a case", () => {
  test("are told as they come", async () => {
    await handedOver();
    await server.stream.emit(line(1, "hej"), line(2, "jag heter Anna"));
    assert.deepEqual(
      all("line").map(({ text }) => text),
      ["hej", "jag heter Anna"],
    );
  });

  test("of the visitor's own are not told once more, whichever comes first", async () => {
    await handedOver();
    conversation.say("är du där");
    await settled();
    await server.stream.emit(line(5, "är du där", "visitor"), line(6, "ja"));
    assert.deepEqual(all("line"), []);
    await server.last("send").answer({ messages: [], stored: 5 });
    assert.deepEqual(
      all("line").map(({ text }) => text),
      ["ja"],
    );
    conversation.say("bra");
    await settled();
    await server.last("send").answer({ messages: [], stored: 7 });
    await server.stream.emit(line(7, "bra", "visitor"), line(8, "mm"));
    assert.deepEqual(
      all("line").map(({ text }) => text),
      ["ja", "mm"],
    );
  });

  test("that came while a message was refused are told then", async () => {
    await handedOver();
    conversation.say("är du där");
    await settled();
    await server.stream.emit(line(6, "ja"));
    await server.last("send").refuse();
    assert.deepEqual(
      all("line").map(({ text }) => text),
      ["ja"],
    );
  });

  test("that came while a message was on its way are gone with what was erased", async () => {
    await handedOver();
    conversation.say("är du där");
    await settled();
    await server.stream.emit(line(6, "hemligt svar"));
    conversation.erase();
    await server.last("send").answer({ messages: [], stored: 5 });
    await talked("på nytt", "c2");
    assert.deepEqual(all("line"), []);
  });

  test("that arrive after erasing are not told", async () => {
    await handedOver();
    const { stream } = server;
    conversation.erase();
    await stream.emit(line(6, "hemligt svar"), situation("ended"));
    assert.deepEqual(all("line"), []);
    assert.deepEqual(
      all("situation").map(({ state: each }) => each),
      ["waiting", "taken"],
    );
    assert.ok(stream.controller.signal.aborted);
  });
});

describe("the state", () => {
  test("is lost while the case cannot be followed, and idle when it can", async () => {
    await handedOver();
    await server.stream.end();
    assert.equal(state(), "lost");
    mock.timers.tick(500);
    await settled();
    await server.stream.emit(situation("taken"));
    assert.equal(state(), "idle");
  });

  test("stays what it is for a message when something happens to the case", async () => {
    await handedOver();
    conversation.say("är du där");
    await settled();
    await server.stream.emit(situation("taken"));
    assert.equal(state(), "sending");
    await server.last("send").lose();
    await server.stream.emit(situation("taken"));
    assert.equal(state(), "lost");
  });

  test("stays lost for a case that cannot be followed when a message gets through", async () => {
    await handedOver();
    await server.stream.end();
    conversation.say("är du där");
    await settled();
    await server.last("send").answer({ messages: [], stored: 5 });
    assert.equal(state(), "lost");
  });

  test("is idle once nobody has the case any more, however the line was", async () => {
    await handedOver();
    goes("offline");
    assert.equal(state(), "lost");
    await server.stream.emit(situation("ended"));
    assert.equal(state(), "idle");
    await server.stream.end();
    mock.timers.tick(60_000);
    await settled();
    assert.equal(state(), "idle");
    assert.equal(server.streams.length, 1);
  });

  test("is idle when all was erased without a connection", async () => {
    await handedOver();
    goes("offline");
    conversation.erase();
    assert.equal(state(), "idle");
  });
});
