import assert from "node:assert/strict";
import { test } from "node:test";
import { Session } from "../../../bot/web/static/session.js";
import { Server } from "./support/server.js";

test("a session asks for its id once, however many need it", async () => {
  const server = new Server();
  const session = new Session();
  const both = [session.begin(server), session.begin(server)];
  await server.last("start").answer("c1");
  assert.deepEqual(await Promise.all(both), ["c1", "c1"]);
  assert.equal(await session.begin(server), "c1");
  assert.equal(server.asked("start").length, 1);
});

test("a session that has an id asks for none", async () => {
  const server = new Server();
  assert.equal(await new Session("c9").begin(server), "c9");
  assert.deepEqual(server.requests, []);
});

test("what is asked for twice at the same time is asked once, and both fail if it does", async () => {
  const session = new Session();
  let asked = 0;
  const ask = async () => {
    asked += 1;
    throw new Error("no");
  };
  const both = [session.once("code", ask), session.once("code", ask)];
  for (const each of both) await assert.rejects(each);
  assert.equal(asked, 1);
});

test("what has ended can be asked for again, and other things do not wait for it", async () => {
  const session = new Session();
  assert.equal(await session.once("code", async () => 1), 1);
  assert.equal(await session.once("code", async () => 2), 2);
  session.once("code", () => new Promise(() => {}));
  assert.equal(await session.once("start", async () => 3), 3);
});
