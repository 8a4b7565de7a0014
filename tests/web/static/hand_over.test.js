import "./support/browser.js";
import assert from "node:assert/strict";
import { beforeEach, describe, mock, test } from "node:test";
import { HandOver } from "../../../bot/web/static/hand_over.js";
import { recorded, Server, settled } from "./support/server.js";

const HUMAN = "Ring Vägvalet.";
/** Every string reads as its own name. */
const STRINGS = new Proxy({}, { get: (_, name) => String(name) });
const RECORD = [{ by: "you", text: "jag heter Kim" }];
const FROM = { record: RECORD, outcome: [], isDanger: false, asMessage: false };
const STAFFED = {
  is_staffed: true,
  explanation: ["Läs detta."],
  sources: [],
  reception: "Öppet.",
  kept_days: 30,
  closed_days: 7,
};
const CLOSED = { ...STAFFED, is_staffed: false };
const LIMITS = { messageCharacters: 1_000, sharedCharacters: 20_000, sharedLines: 500, contactCharacters: 200 };

let server;
let panel;

const status = () => panel.element.all("p").at(-1).textContent;
const shown = () => panel.element.textContent;
const button = (name) => panel.element.all("button").find((each) => each.textContent === name);
const press = (name) => button(name).click();
const requests = () => server.asked("handOver").map(({ args: [, request] }) => request);
const ids = () => server.asked("handOver").map(({ args: [id] }) => id);

/** Chooses what goes along, as a visitor does. */
async function choose(name) {
  const label = panel.element.all("label").find((each) => each.textContent === name);
  label.querySelector("input").dispatchEvent(new Event("change"));
  await settled();
}

async function open(ways = STAFFED, from = {}) {
  panel.open({ ...FROM, ...from });
  await server.last("ways").answer(ways);
}

/** Writes a message and leaves it. */
async function leave(text) {
  panel.element.querySelector("textarea").value = text;
  panel.element.querySelector("form").requestSubmit();
  await settled();
}

beforeEach(() => {
  mock.timers.reset();
  server = new Server();
  panel = new HandOver(STRINGS, LIMITS, server, (text) => `${text} ${HUMAN}`);
});

describe("a hand-over", () => {
  test("passes on nothing of the conversation unless that was chosen", async () => {
    await open();
    press("queueUp");
    await settled();
    assert.deepEqual(requests(), [{ shared: [], danger: false, way: "live" }]);
  });

  test("passes on what was chosen once the visitor has seen it as a worker will", async () => {
    await open();
    await choose("shareAll");
    press("queueUp");
    await settled();
    assert.deepEqual(requests(), []);
    assert.equal(status(), "readFirst");
    await server.last("preview").answer([{ by: "you", text: "jag heter [person]" }]);
    assert.match(shown(), /jag heter \[person\]/);
    press("queueUp");
    await settled();
    assert.deepEqual(requests()[0].shared, RECORD);
  });

  test("passes on nothing when what would go along cannot be shown", async () => {
    await open();
    await choose("shareAll");
    await server.last("preview").lose();
    assert.equal(status(), `notFetched ${HUMAN}`);
    press("queueUp");
    await settled();
    assert.deepEqual(requests()[0].shared, []);
  });

  test("passes on what was chosen last, whatever arrives last", async () => {
    await open();
    await choose("shareAll");
    await choose("shareNothing");
    await server.last("preview").answer([{ by: "you", text: "hemligt" }]);
    assert.doesNotMatch(shown(), /hemligt/);
    press("queueUp");
    await settled();
    assert.deepEqual(requests()[0].shared, []);
  });

  test("passes on nothing that was chosen in a panel that was closed before it was shown", async () => {
    await open();
    await choose("shareAll");
    const preview = server.last("preview");
    press("back");
    await open();
    await preview.answer([{ by: "you", text: "hemligt" }]);
    assert.doesNotMatch(shown(), /hemligt/);
    press("queueUp");
    await settled();
    assert.deepEqual(requests()[0].shared, []);
  });

  test("passes on no more lines than the server takes, the latest ones", async () => {
    const record = Array.from({ length: 700 }, (_, number) => ({ by: "you", text: `rad ${number}` }));
    await open(STAFFED, { record });
    await choose("shareAll");
    assert.deepEqual(server.last("preview").args, [record.slice(200)]);
  });

  test("passes on no more characters than the server takes, the latest ones", async () => {
    const record = Array.from({ length: 30 }, (_, number) => ({ by: "you", text: String(number % 10).repeat(1_000) }));
    await open(STAFFED, { record });
    await choose("shareAll");
    assert.deepEqual(server.last("preview").args, [record.slice(10)]);
  });

  test("passes on the outcome of the self-check where there is one, as it stands", async () => {
    const outcome = [{ by: "bot", text: "Du kan nog få stöd." }];
    await open(STAFFED, { outcome });
    await choose("shareOutcome");
    assert.match(shown(), /Du kan nog få stöd\./);
    press("queueUp");
    await settled();
    assert.deepEqual(requests()[0].shared, outcome);
  });

  test("offers nothing to go along where nothing was said", async () => {
    await open(STAFFED, { record: [] });
    assert.deepEqual(
      panel.element.all("label").map((label) => label.textContent),
      ["shareNothing"],
    );
  });

  test("that gets through closes the panel, and the page is told so", async () => {
    const closed = recorded(panel, "close");
    await open();
    press("queueUp");
    await server.last("handOver").answer();
    assert.ok(panel.element.hidden);
    assert.equal(closed.length, 1);
  });

  test("is told of danger that was heard before", async () => {
    await open(STAFFED, { isDanger: true });
    press("queueUp");
    await settled();
    assert.equal(requests()[0].danger, true);
  });

  test("is told of danger in an answer that arrives while the panel stands open, and so is the visitor", async () => {
    await open();
    const told = panel.element.all("p").find((each) => each.textContent === "handOverDanger");
    assert.ok(told.hidden);
    panel.hearDanger();
    assert.ok(!told.hidden);
    press("queueUp");
    await settled();
    assert.equal(requests()[0].danger, true);
  });

  test("is told of danger in an answer that arrives while the ways are fetched", async () => {
    panel.open(FROM);
    panel.hearDanger();
    await server.last("ways").answer(STAFFED);
    press("queueUp");
    await settled();
    assert.equal(requests()[0].danger, true);
  });

  test("is not told of danger in a conversation that was erased", async () => {
    await open(STAFFED, { isDanger: true });
    panel.close();
    await open();
    press("queueUp");
    await settled();
    assert.equal(requests()[0].danger, false);
  });
});

describe("a message that is left", () => {
  test("is answered by a code", async () => {
    await open(CLOSED);
    await leave(" hej ");
    assert.deepEqual(requests(), [{ shared: [], danger: false, way: "message", message: "hej" }]);
    await server.last("handOver").answer("1234 5678");
    assert.match(shown(), /1234 5678/);
  });

  test("that got lost stays where it was typed, says where a human is, and keeps its id when it is tried again", async () => {
    await open(CLOSED);
    await leave("hej");
    await server.last("handOver").lose();
    assert.equal(status(), `notThrough ${HUMAN}`);
    assert.equal(panel.element.querySelector("textarea").value, "hej");
    await leave("hej");
    assert.equal(ids().length, 2);
    assert.equal(ids()[0], ids()[1]);
  });

  test("and changed after it got lost is another message: the first may have got through", async () => {
    await open(CLOSED);
    await leave("hej");
    await server.last("handOver").lose();
    await leave("hej, det är bråttom");
    assert.notEqual(ids()[0], ids()[1]);
  });

  test("too long is not sent and stays", async () => {
    await open(CLOSED);
    await leave("å".repeat(1_001));
    assert.deepEqual(requests(), []);
    assert.equal(status(), "1 tooLong");
  });

  test("that is refused says why", async () => {
    await open(CLOSED);
    await leave("hej");
    await server.last("handOver").refuse("too_fast", "Vänta lite.");
    assert.equal(status(), "Vänta lite.");
  });
});

describe("what arrives too late", () => {
  test("of the ways does not wipe what is written in a panel that was opened after", async () => {
    panel.open(FROM);
    const early = server.last("ways");
    press("back");
    await open(CLOSED);
    panel.element.querySelector("textarea").value = "hej";
    await early.answer(STAFFED);
    assert.equal(panel.element.querySelector("textarea").value, "hej");
  });

  test("of the ways does not wipe what is written after a human was asked for twice", async () => {
    panel.open(FROM);
    const early = server.last("ways");
    await open(CLOSED);
    panel.element.querySelector("textarea").value = "hej";
    await early.answer(STAFFED);
    assert.equal(panel.element.querySelector("textarea").value, "hej");
  });

  test("of the ways does not take the place of the question whether to change the code", async () => {
    panel.open(FROM);
    panel.askToChangeCode();
    await server.last("ways").answer(STAFFED);
    assert.match(shown(), /changeCodeHint/);
    press("changeCodeYes");
    await server.last("ways").answer(STAFFED);
    await server.last("returnCode").answer("8765");
    assert.match(shown(), /8765/);
  });

  test("leaves a panel that was opened anew as it is: not busy with what an earlier one waits for", async () => {
    panel.open(FROM);
    panel.askToChangeCode();
    assert.equal(panel.element.getAttribute("aria-busy"), null);
  });

  test("of the ways opens nothing that was closed", async () => {
    panel.open(FROM);
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
    panel.openCode();
    await server.last("ways").answer(STAFFED);
    press("back");
    await open(CLOSED);
    await server.last("returnCode").answer("1234");
    assert.doesNotMatch(shown(), /1234/);
  });

  test("of a case that was asked for with a code is withdrawn by turning back", async () => {
    panel.openReturn();
    panel.element.querySelector("input").value = "1234";
    panel.element.querySelector("form").requestSubmit();
    const [code, signal] = server.last("comeBack").args;
    assert.equal(code, "1234");
    assert.equal(signal.aborted, false);
    press("back");
    assert.equal(signal.aborted, true);
  });
});

describe("a code that is typed", () => {
  beforeEach(() => {
    panel.openReturn();
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
