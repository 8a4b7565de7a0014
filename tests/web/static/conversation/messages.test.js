import assert from "node:assert/strict";
import { beforeEach, describe, mock, test } from "node:test";
import { Lost } from "../../../../bot/web/static/api.js";
import { goes } from "../support/browser.js";
import { all, begin, conversation, REPLY, server, state, talked, texts } from "../support/conversation.js";
import { settled } from "../support/server.js";

beforeEach(begin);

describe("a message", () => {
  test("is sent in a conversation that is started for it, and its answer is told", async () => {
    const saying = conversation.say("vad är det här");
    assert.deepEqual(all("sent"), [{ id: "1", text: "vad är det här", shown: "vad är det här" }]);
    assert.equal(state(), "sending");
    await server.last("start").answer("c1");
    assert.deepEqual(server.last("send").args, ["c1", "1", "vad är det här"]);
    await server.last("send").answer(REPLY);
    await saying;
    assert.deepEqual(all("replies"), [REPLY.messages]);
    assert.equal(state(), "idle");
    assert.equal(conversation.isBusy, false);
  });

  test("is sent as what its button stands for and shown as the button reads", async () => {
    conversation.say("faq/programme", "Mer om det");
    await server.last("start").answer("c1");
    assert.equal(server.last("send").args[2], "faq/programme");
    assert.equal(all("sent")[0].shown, "Mer om det");
  });

  test("that follows another is sent in the same conversation with a number of its own", async () => {
    await talked();
    conversation.say("och sen");
    await settled();
    assert.deepEqual(server.last("send").args, ["c1", "2", "och sen"]);
    assert.equal(server.asked("start").length, 1);
  });

  test("is not sent while another is on its way", async () => {
    conversation.say("hej");
    conversation.say("hej");
    conversation.say("något annat");
    await server.last("start").answer("c1");
    assert.deepEqual(texts(), ["hej"]);
    assert.equal(all("sent").length, 1);
  });

  test("that got lost is sent again by itself with the same number, after a longer wait each time", async () => {
    conversation.say("hej");
    await server.last("start").answer("c1");
    for (const wait of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      const before = server.asked("send").length;
      await server.last("send").lose();
      assert.equal(state(), "lost");
      mock.timers.tick(wait - 1);
      await settled();
      assert.equal(server.asked("send").length, before);
      mock.timers.tick(1);
      await settled();
      assert.deepEqual(server.last("send").args, ["c1", "1", "hej"]);
      assert.equal(server.asked("send").length, before + 1);
    }
    await server.last("send").answer(REPLY);
    assert.equal(state(), "idle");
    assert.equal(all("sent").length, 1);
  });

  test("waits as short as ever again when the one before got through", async () => {
    conversation.say("hej");
    await server.last("start").answer("c1");
    await server.last("send").lose();
    mock.timers.tick(1_000);
    await settled();
    await server.last("send").answer(REPLY);
    conversation.say("och sen");
    await settled();
    await server.last("send").lose();
    mock.timers.tick(1_000);
    await settled();
    assert.deepEqual(texts(), ["hej", "hej", "och sen", "och sen"]);
  });

  test("is sent again at once when the network is back", async () => {
    conversation.say("hej");
    await server.last("start").answer("c1");
    await server.last("send").lose();
    goes("online");
    await settled();
    assert.deepEqual(texts(), ["hej", "hej"]);
  });

  test("whose answer cannot be read is as lost as one that never came, and sent again", async () => {
    conversation.say("hej");
    await server.last("start").answer("c1");
    await server.last("send").answer(null);
    assert.equal(state(), "lost");
    mock.timers.tick(1_000);
    await settled();
    await server.last("send").answer(REPLY);
    assert.deepEqual(all("replies"), [REPLY.messages]);
    assert.equal(state(), "idle");
  });

  test("starts the conversation anew when the start got lost", async () => {
    conversation.say("hej");
    await server.last("start").lose();
    assert.equal(state(), "lost");
    mock.timers.tick(1_000);
    await settled();
    await server.last("start").answer("c2");
    assert.deepEqual(server.last("send").args, ["c2", "1", "hej"]);
  });
});

describe("a message that was refused", () => {
  beforeEach(async () => {
    conversation.say("hej", "Hej!");
    await server.last("start").answer("c1");
    await server.last("send").refuse("too_fast", "Vänta lite.");
  });

  test("is given back with the reason, and something else can be said", async () => {
    const message = { title: "Hej!", payload: "hej" };
    assert.deepEqual(all("refused"), [{ code: "too_fast", text: "Vänta lite.", message }]);
    assert.equal(state(), "idle");
    assert.equal(conversation.isBusy, false);
    assert.equal(server.asked("send").length, 1);
  });

  test("keeps its number when it is said again", async () => {
    conversation.say("hej");
    await settled();
    assert.equal(server.last("send").args[1], "1");
  });

  test("does not lend its number to something else", async () => {
    conversation.say("något annat");
    await settled();
    assert.equal(server.last("send").args[1], "2");
  });

  test("gets a number of its own when it is said again after something else", async () => {
    conversation.say("något annat");
    await settled();
    await server.last("send").answer(REPLY);
    conversation.say("hej");
    await settled();
    assert.equal(server.last("send").args[1], "3");
  });
});

describe("one conversation is started", () => {
  test("by a message and a preview at the same time", async () => {
    conversation.say("hej");
    const preview = conversation.preview([{ by: "you", text: "hej" }]);
    assert.equal(server.asked("start").length, 1);
    await server.last("start").answer("c1");
    assert.equal(server.last("send").args[0], "c1");
    assert.equal(server.last("preview").args[0], "c1");
    await server.last("preview").answer([]);
    await preview;
  });

  test("and erasing erases all of it", async () => {
    conversation.say("hej");
    conversation.preview([]).catch(() => {});
    for (const [number, start] of server.asked("start").entries()) await start.answer(`c${number + 1}`);
    const used = new Set([...server.asked("send"), ...server.asked("preview")].map(({ args: [id] }) => id));
    const erasing = conversation.erase();
    await server.last("forget").answer();
    await erasing;
    assert.deepEqual(new Set(server.asked("forget").map(({ args: [id] }) => id)), used);
  });

  test("by a message and a hand-over at the same time", async () => {
    conversation.say("hej");
    conversation.handOver("h1", { way: "live" }).catch(() => {});
    await server.last("start").answer("c1");
    assert.equal(server.asked("start").length, 1);
    assert.equal(server.last("handOver").args[0].conversation, "c1");
  });

  test("by two that want it again after the start got lost to both", async () => {
    conversation.say("hej");
    const failed = assert.rejects(conversation.preview([]), Lost);
    await server.last("start").lose();
    await failed;
    const again = conversation.preview([]);
    mock.timers.tick(1_000);
    await settled();
    assert.equal(server.asked("start").length, 2);
    await server.last("start").answer("c2");
    assert.equal(server.last("send").args[0], "c2");
    assert.equal(server.last("preview").args[0], "c2");
    await server.last("preview").answer([]);
    await again;
  });
});
