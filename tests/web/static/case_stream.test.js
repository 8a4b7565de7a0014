import assert from "node:assert/strict";
import { beforeEach, describe, mock, test } from "node:test";
import { CaseStream } from "../../../bot/web/static/case_stream.js";
import { goes } from "./support/browser.js";
import { gone, line, recorded, Server, settled, situation } from "./support/server.js";

let server;
let stream;
let heard;

/** What was told, in short: lines by their text, situations by their state. */
const short = () => heard.map(([type, { text, state }]) => text ?? state ?? type);

async function wait(milliseconds) {
  mock.timers.tick(milliseconds);
  await settled();
}

beforeEach(async () => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  server = new Server();
  stream = new CaseStream(server);
  heard = recorded(stream, "line", "situation", "gone");
  stream.follow("c1");
  await settled();
});

describe("a case that is followed", () => {
  test("is asked for from its start, and told as it goes on", async () => {
    assert.deepEqual([server.stream.conversation, server.stream.lastId], ["c1", 0]);
    await server.stream.emit(line(1, "hej"), situation("taken"), line(2, "jag läser"));
    assert.deepEqual(short(), ["hej", "taken", "jag läser"]);
  });

  test("tells a line once, however often it comes, and never an older one after a newer", async () => {
    await server.stream.emit(line(1, "ett"), line(1, "ett"), line(3, "tre"), line(2, "två"), line(4, "fyra"));
    assert.deepEqual(short(), ["ett", "tre", "fyra"]);
  });

  test("goes on after the last line when the connection was lost", async () => {
    await server.stream.emit(line(1, "ett"), line(2, "två"));
    assert.equal(stream.isLost, false);
    await server.stream.end();
    assert.equal(stream.isLost, true);
    await wait(499);
    assert.equal(server.streams.length, 1);
    await wait(1);
    assert.deepEqual([server.stream.conversation, server.stream.lastId], ["c1", 2]);
    assert.equal(stream.isLost, true);
    await server.stream.emit(line(2, "två"), line(3, "tre"));
    assert.equal(stream.isLost, false);
    assert.deepEqual(short(), ["ett", "två", "tre"]);
  });

  test("is asked for again after longer and longer waits, and after a short one once it was there", async () => {
    for (const seconds of [0.5, 1, 2, 4, 8, 10, 10]) {
      const before = server.streams.length;
      await server.stream.end();
      await wait(1_000 * seconds - 1);
      assert.equal(server.streams.length, before);
      await wait(1);
      assert.equal(server.streams.length, before + 1);
    }
    await server.stream.emit(situation("waiting"));
    await server.stream.end();
    await wait(500);
    assert.equal(server.streams.length, 9);
  });

  test("is asked for at once when the network is back, on a connection of its own", async () => {
    const first = server.stream;
    goes("offline");
    assert.equal(stream.isLost, true);
    goes("online");
    await settled();
    assert.ok(first.controller.signal.aborted);
    await wait(500);
    assert.equal(server.streams.length, 2);
    assert.equal(server.stream.controller.signal.aborted, false);
  });

  test("does not wait for its turn when the network is back", async () => {
    await server.stream.end();
    await wait(500);
    await server.stream.end();
    goes("online");
    await settled();
    assert.equal(server.streams.length, 3);
  });

  test("is followed once, however often that is asked for", async () => {
    stream.follow("c1");
    stream.follow("c1");
    await settled();
    assert.equal(server.streams.length, 1);
    assert.equal(server.stream.controller.signal.aborted, false);
  });
});

for (const state of ["handed_back", "ended"]) {
  test(`a case that is ${state} is told so, and is neither asked for again nor called lost`, async () => {
    await server.stream.emit(line(1, "hej då"), situation(state));
    assert.deepEqual(short(), ["hej då", state]);
    assert.equal(stream.isFollowing, false);
    await server.stream.end();
    goes("offline");
    goes("online");
    await wait(60_000);
    assert.equal(server.streams.length, 1);
    assert.equal(stream.isLost, false);
  });
}

for (const state of ["waiting", "left", "taken"]) {
  test(`a case that is ${state} is followed on`, async () => {
    await server.stream.emit(situation(state), line(1, "hej"));
    assert.equal(stream.isFollowing, true);
    assert.deepEqual(short(), [state, "hej"]);
  });
}

test("a case that is gone is told so, and nothing after it", async () => {
  await server.stream.emit(gone, line(1, "för sent"));
  await wait(60_000);
  assert.deepEqual(short(), ["gone"]);
  assert.equal(server.streams.length, 1);
  assert.equal(stream.isLost, false);
});

describe("following that was ended", () => {
  test("tells nothing that arrives afterwards, and closes the connection", async () => {
    stream.end();
    await server.stream.emit(line(1, "för sent"));
    assert.ok(server.stream.controller.signal.aborted);
    assert.deepEqual(short(), []);
  });

  test("while the connection is lost asks for nothing more, and nothing is called lost", async () => {
    await server.stream.end();
    stream.end();
    assert.equal(stream.isLost, false);
    await wait(60_000);
    assert.equal(server.streams.length, 1);
    assert.equal(stream.isLost, false);
  });

  test("can begin again after the last line, and the earlier one stays ended", async () => {
    await server.stream.emit(line(5, "hej"), situation("handed_back"));
    const first = server.stream;
    stream.follow("c1");
    await settled();
    assert.equal(server.stream.lastId, 5);
    await first.emit(line(6, "för sent"));
    await server.stream.emit(line(6, "i tid"));
    assert.deepEqual(short(), ["hej", "handed_back", "i tid"]);
    await wait(60_000);
    assert.equal(server.streams.length, 2);
  });

  test("can begin with another case, from its start", async () => {
    await server.stream.emit(line(50, "hej"));
    const first = server.stream;
    stream.follow("c2");
    await settled();
    assert.ok(first.controller.signal.aborted);
    assert.deepEqual([server.stream.conversation, server.stream.lastId], ["c2", 0]);
    await first.emit(line(51, "för någon annan"));
    await server.stream.emit(line(1, "ditt"));
    assert.deepEqual(short(), ["hej", "ditt"]);
  });

  test("can begin again while the earlier connection was lost, and is then asked for once", async () => {
    await server.stream.end();
    stream.end();
    stream.follow("c1");
    await wait(60_000);
    assert.equal(server.streams.length, 2);
  });

  test("begins again with a short wait, however long the last one was", async () => {
    for (const milliseconds of [500, 1_000, 2_000]) {
      await server.stream.end();
      await wait(milliseconds);
    }
    stream.end();
    stream.follow("c1");
    await server.stream.end();
    await wait(500);
    assert.equal(server.streams.length, 6);
  });
});

test("a network that goes while nothing is followed loses nothing", () => {
  stream.end();
  goes("offline");
  assert.equal(stream.isLost, false);
});
