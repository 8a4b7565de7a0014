import assert from "node:assert/strict";
import { beforeEach, describe, mock, test } from "node:test";
import { Lost, Refused } from "../../../bot/web/static/api.js";
import { Conversation } from "../../../bot/web/static/conversation.js";
import { goes } from "./support/browser.js";
import { line, Server, settled, situation, told } from "./support/server.js";

const TYPES = ["sent", "replies", "refused", "state", "line", "situation", "gone", "returned"];
const REPLY = { messages: [{ text: "Ett svar." }], stored: null };

let server;
let conversation;
let heard;

/** What was told of one kind. */
const all = (type) => heard.filter(([each]) => each === type).map(([, detail]) => detail);
const state = () => all("state").at(-1);
const texts = () => server.asked("send").map(({ told: [, , text] }) => text);

/** Says something and gets an answer; the conversation has begun then. */
async function talked(text = "hej", id = "c1") {
  const saying = conversation.say(text);
  await server.last("start")?.answer(id);
  await settled();
  await server.last("send").answer(REPLY);
  await saying;
}

/** A human has the conversation, and its stream is open. */
async function handedOver() {
  await talked();
  const handing = conversation.handOver("h1", { way: "live" });
  await settled();
  await server.last("handOver").answer({ code: null, situation: { state: "waiting", place: 1 } });
  await handing;
  await server.stream.tell(situation("taken"));
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  server = new Server();
  conversation = new Conversation(server);
  heard = told(conversation, ...TYPES);
});

describe("a message", () => {
  test("is sent in a conversation that is started for it, and its answer is told", async () => {
    const saying = conversation.say("vad är det här");
    assert.deepEqual(all("sent"), [{ id: "1", text: "vad är det här", shown: "vad är det här" }]);
    assert.equal(state(), "sending");
    await server.last("start").answer("c1");
    assert.deepEqual(server.last("send").told, ["c1", "1", "vad är det här"]);
    await server.last("send").answer(REPLY);
    await saying;
    assert.deepEqual(all("replies"), [REPLY.messages]);
    assert.equal(state(), "idle");
    assert.equal(conversation.isBusy, false);
  });

  test("is sent as what its button stands for and shown as the button reads", async () => {
    conversation.say("faq/programme", "Mer om det");
    await server.last("start").answer("c1");
    assert.equal(server.last("send").told[2], "faq/programme");
    assert.equal(all("sent")[0].shown, "Mer om det");
  });

  test("that follows another is sent in the same conversation with a number of its own", async () => {
    await talked();
    conversation.say("och sen");
    await settled();
    assert.deepEqual(server.last("send").told, ["c1", "2", "och sen"]);
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
      assert.deepEqual(server.last("send").told, ["c1", "1", "hej"]);
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

  test("starts the conversation anew when the start got lost", async () => {
    conversation.say("hej");
    await server.last("start").lose();
    assert.equal(state(), "lost");
    mock.timers.tick(1_000);
    await settled();
    await server.last("start").answer("c2");
    assert.deepEqual(server.last("send").told, ["c2", "1", "hej"]);
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
    assert.equal(server.last("send").told[1], "1");
  });

  test("does not lend its number to something else", async () => {
    conversation.say("något annat");
    await settled();
    assert.equal(server.last("send").told[1], "2");
  });

  test("gets a number of its own when it is said again after something else", async () => {
    conversation.say("något annat");
    await settled();
    await server.last("send").answer(REPLY);
    conversation.say("hej");
    await settled();
    assert.equal(server.last("send").told[1], "3");
  });
});

describe("one conversation is started", () => {
  test("by a message and a preview at the same time", async () => {
    conversation.say("hej");
    const preview = conversation.preview([{ by: "you", text: "hej" }]);
    assert.equal(server.asked("start").length, 1);
    await server.last("start").answer("c1");
    assert.equal(server.last("send").told[0], "c1");
    assert.equal(server.last("preview").told[0], "c1");
    await server.last("preview").answer([]);
    await preview;
  });

  test("and erasing erases all of it", async () => {
    conversation.say("hej");
    conversation.preview([]).catch(() => {});
    for (const [number, start] of server.asked("start").entries()) await start.answer(`c${number + 1}`);
    const used = new Set([...server.asked("send"), ...server.asked("preview")].map(({ told: [id] }) => id));
    const erasing = conversation.erase();
    await server.last("forget").answer();
    await erasing;
    assert.deepEqual(new Set(server.asked("forget").map(({ told: [id] }) => id)), used);
  });

  test("by a message and a hand-over at the same time", async () => {
    conversation.say("hej");
    conversation.handOver("h1", { way: "live" }).catch(() => {});
    await server.last("start").answer("c1");
    assert.equal(server.asked("start").length, 1);
    assert.equal(server.last("handOver").told[0].conversation, "c1");
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
    assert.equal(server.last("send").told[0], "c2");
    assert.equal(server.last("preview").told[0], "c2");
    await server.last("preview").answer([]);
    await again;
  });
});

describe("erasing", () => {
  test("is over when the server has forgotten", async () => {
    await talked();
    let isOver = false;
    const erasing = conversation.erase().then(() => (isOver = true));
    await settled();
    assert.deepEqual(server.last("forget").told, ["c1"]);
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
      server.asked("forget").map(({ told: [id] }) => id),
      ["c1", "c1"],
    );
    assert.equal(conversation.hasBegun, false);
  });

  test("begins another conversation with the next message, with numbers from the start", async () => {
    await talked();
    conversation.erase();
    await server.last("forget").answer();
    await talked("på nytt", "c2");
    assert.deepEqual(server.last("send").told, ["c2", "1", "på nytt"]);
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
      server.asked("forget").map(({ told: [id] }) => id),
      [server.last("send").told[0]],
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
    for (const request of server.asked("forget")) if (request.told[0] === "c1") request.resolve();
    await settled();
    assert.ok(!ended.includes("second"));
    for (const request of server.asked("forget")) if (request.told[0] === "c2") request.reject(new Lost());
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
    assert.deepEqual(server.beacons, [["forget", "c1"]]);
  });

  test("leaves nothing of an answer that arrives afterwards", async () => {
    conversation.say("jag vill ut");
    await server.last("start").answer("c1");
    conversation.leave();
    await server.last("send").answer(REPLY);
    assert.deepEqual(all("replies"), []);
  });
});

describe("a hand-over", () => {
  const WAITING = { state: "waiting", place: 2 };

  test("tells how the case stands, follows it, and gives the return code", async () => {
    await talked();
    const handing = conversation.handOver("h1", { way: "message", message: "hej" });
    await settled();
    const [request] = server.last("handOver").told;
    assert.deepEqual(request, { way: "message", message: "hej", id: "h1", conversation: "c1" });
    await server.last("handOver").answer({ code: "1234", situation: WAITING });
    assert.equal(await handing, "1234");
    assert.deepEqual(all("situation"), [WAITING]);
    assert.deepEqual([server.stream.conversation, server.stream.lastId], ["c1", 0]);
  });

  test("pressed twice is asked for once: of two return codes only one would work", async () => {
    await talked();
    const both = [conversation.handOver("h1", { way: "message" }), conversation.handOver("h1", { way: "message" })];
    await settled();
    assert.equal(server.asked("handOver").length, 1);
    await server.last("handOver").answer({ code: "1234", situation: WAITING });
    assert.deepEqual(await Promise.all(both), ["1234", "1234"]);
  });

  test("that got lost can be tried again with the same id", async () => {
    await talked();
    const failed = assert.rejects(conversation.handOver("h1", { way: "live" }), Lost);
    await settled();
    await server.last("handOver").lose();
    await failed;
    const second = conversation.handOver("h1", { way: "live" });
    await settled();
    await server.last("handOver").answer({ code: null, situation: WAITING });
    await second;
    assert.deepEqual(
      server.asked("handOver").map(({ told: [{ id }] }) => id),
      ["h1", "h1"],
    );
  });

  test("that is answered after erasing tells nothing and follows nothing", async () => {
    await talked();
    const handing = conversation.handOver("h1", { way: "message" });
    const failed = assert.rejects(handing, Lost);
    await settled();
    conversation.erase();
    await server.last("handOver").answer({ code: "1234", situation: WAITING });
    await failed;
    assert.deepEqual(all("situation"), []);
    assert.deepEqual(server.streams, []);
  });

  test("that waits for its conversation when all is erased is not sent", async () => {
    const handing = conversation.handOver("h1", { way: "live" });
    const failed = assert.rejects(handing, Lost);
    await conversation.erase();
    await server.last("start").answer("c1");
    await failed;
    assert.deepEqual(server.asked("handOver"), []);
  });

  test("does not tell an older situation than the stream has told already", async () => {
    await handedOver();
    const again = conversation.handOver("h2", { way: "message" });
    await settled();
    await server.stream.tell(situation("taken", { worker_is_in: true }));
    await server.last("handOver").answer({ code: "1234", situation: WAITING });
    await again;
    assert.deepEqual(all("situation").at(-1), { state: "taken", worker_is_in: true });
    assert.equal(server.streams.length, 1);
  });

  test("of what was handed back goes on after the lines that stand on the page", async () => {
    await handedOver();
    await server.stream.tell(line(7, "hej från mig"), situation("handed_back"));
    const again = conversation.handOver("h2", { way: "live" });
    await settled();
    await server.last("handOver").answer({ code: null, situation: WAITING });
    await again;
    assert.deepEqual([server.stream.conversation, server.stream.lastId], ["c1", 7]);
    assert.deepEqual(all("situation").at(-1), WAITING);
  });
});

describe("a return code", () => {
  test("that is asked for twice at the same time is the same one", async () => {
    await handedOver();
    const both = [conversation.returnCode(), conversation.returnCode()];
    await settled();
    assert.equal(server.asked("returnCode").length, 1);
    await server.last("returnCode").answer("1234");
    assert.deepEqual(await Promise.all(both), ["1234", "1234"]);
  });

  test("that is asked for once more later is a new one", async () => {
    await handedOver();
    for (const code of ["1234", "5678"]) {
      const asking = conversation.returnCode();
      await server.last("returnCode").answer(code);
      assert.equal(await asking, code);
    }
    assert.deepEqual(server.last("returnCode").told, ["c1"]);
  });

  test("that arrives after erasing is not shown", async () => {
    await handedOver();
    const failed = assert.rejects(conversation.returnCode(), Lost);
    conversation.erase();
    await server.last("returnCode").answer("1234");
    await failed;
  });
});

describe("coming back", () => {
  const open = () => new AbortController().signal;

  test("forgets what was said here and reads the case from its start", async () => {
    await talked("till roboten");
    const coming = conversation.comeBack("1234", open());
    assert.deepEqual(server.last("comeBack").told, ["1234"]);
    await server.last("comeBack").answer("c9");
    await coming;
    assert.deepEqual(server.beacons, [["leave", "c1"]]);
    assert.equal(all("returned").length, 1);
    assert.deepEqual([server.stream.conversation, server.stream.lastId], ["c9", 0]);
    conversation.say("jag är här igen");
    await settled();
    assert.deepEqual(server.last("send").told, ["c9", "1", "jag är här igen"]);
  });

  test("from one case to another reads the other one only, from its start", async () => {
    await handedOver();
    const first = server.stream;
    await first.tell(line(40, "hej"));
    const coming = conversation.comeBack("1234", open());
    await server.last("comeBack").answer("c9");
    await coming;
    await first.tell(line(41, "för någon annan"));
    await server.stream.tell(line(3, "ditt eget"));
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
      server.asked("comeBack").map(({ told: [code] }) => code),
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
    assert.equal(server.last("send").told[0], "c1");
  });
});

describe("the lines of a case", () => {
  test("are told as they come", async () => {
    await handedOver();
    await server.stream.tell(line(1, "hej"), line(2, "jag heter Anna"));
    assert.deepEqual(
      all("line").map(({ text }) => text),
      ["hej", "jag heter Anna"],
    );
  });

  test("of the visitor's own are not told once more, whichever comes first", async () => {
    await handedOver();
    conversation.say("är du där");
    await settled();
    await server.stream.tell(line(5, "är du där", "visitor"), line(6, "ja"));
    assert.deepEqual(all("line"), []);
    await server.last("send").answer({ messages: [], stored: 5 });
    assert.deepEqual(
      all("line").map(({ text }) => text),
      ["ja"],
    );
    conversation.say("bra");
    await settled();
    await server.last("send").answer({ messages: [], stored: 7 });
    await server.stream.tell(line(7, "bra", "visitor"), line(8, "mm"));
    assert.deepEqual(
      all("line").map(({ text }) => text),
      ["ja", "mm"],
    );
  });

  test("that came while a message was refused are told then", async () => {
    await handedOver();
    conversation.say("är du där");
    await settled();
    await server.stream.tell(line(6, "ja"));
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
    await server.stream.tell(line(6, "hemligt svar"));
    conversation.erase();
    await server.last("send").answer({ messages: [], stored: 5 });
    await talked("på nytt", "c2");
    assert.deepEqual(all("line"), []);
  });

  test("that arrive after erasing are not told", async () => {
    await handedOver();
    const { stream } = server;
    conversation.erase();
    await stream.tell(line(6, "hemligt svar"), situation("ended"));
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
    await server.stream.tell(situation("taken"));
    assert.equal(state(), "idle");
  });

  test("stays what it is for a message when something happens to the case", async () => {
    await handedOver();
    conversation.say("är du där");
    await settled();
    await server.stream.tell(situation("taken"));
    assert.equal(state(), "sending");
    await server.last("send").lose();
    await server.stream.tell(situation("taken"));
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
    await server.stream.tell(situation("ended"));
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
