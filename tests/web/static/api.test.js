import assert from "node:assert/strict";
import { beforeEach, describe, mock, test } from "node:test";
import { Api } from "../../../bot/web/static/api.js";

const FIRST = 4_096;
const LONGEST = 131_072;
const limits = { answerSeconds: 12, paddedBytes: [FIRST, LONGEST] };
const ID = "a".repeat(32);

/** What was sent: addresses and bodies. */
let sent;
let api;

beforeEach(() => {
  sent = [];
  const keep = (url, body) => sent.push({ url, body });
  mock.method(globalThis, "fetch", async (url, { body }) => {
    keep(url, body);
    return new Response("{}   ");
  });
  navigator.sendBeacon = keep;
  api = new Api("https://chat.example.se", "eskilstuna", limits);
});

const bytes = ({ body }) => new TextEncoder().encode(body).length;

describe("on the line", () => {
  test("requests of every kind are equally long, and so are their addresses", async () => {
    await api.start();
    await api.send(ID, "1", "jag");
    await api.send(ID, "2", "å".repeat(1_000));
    await api.forget(ID);
    await api.ways();
    await api.preview(ID, []);
    await api.handOver({ conversation: ID, id: "1", way: "live", danger: true, shared: [] });
    await api.returnCode(ID);
    await api.comeBack("1234");
    await api.events(ID, 17, new AbortController()).next();
    api.leave(ID);
    api.forgetOnExit(ID);
    assert.equal(sent.length, 12);
    assert.deepEqual(new Set(sent.map(bytes)), new Set([FIRST]));
    assert.equal(new Set(sent.map(({ url }) => url.length)).size, 1);
  });

  test("what is longer has the next length", async () => {
    await api.preview(ID, [{ by: "you", text: "a".repeat(FIRST) }]);
    assert.deepEqual(sent.map(bytes), [LONGEST]);
  });

  test("what is longer than anything that is taken is sent as it is", async () => {
    await api.preview(ID, [{ by: "you", text: "a".repeat(LONGEST) }]);
    assert.ok(bytes(sent[0]) > LONGEST);
  });
});

test("a padded request and a padded answer are read as ever", async () => {
  await api.send(ID, "1", "hej");
  assert.deepEqual(JSON.parse(sent[0].body), { conversation: ID, id: "1", text: "hej" });
});
