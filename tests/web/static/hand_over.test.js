import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import {
  begin,
  CLOSED,
  choose,
  FROM,
  HUMAN,
  handOver,
  ids,
  leave,
  open,
  panel,
  press,
  RECORD,
  requests,
  STAFFED,
  server,
  shown,
  status,
} from "./support/hand_over.js";
import { recorded, settled } from "./support/server.js";

beforeEach(begin);

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
    handOver.hearDanger();
    assert.ok(!told.hidden);
    press("queueUp");
    await settled();
    assert.equal(requests()[0].danger, true);
  });

  test("is told of danger in an answer that arrives while the ways are fetched", async () => {
    handOver.open(FROM);
    handOver.hearDanger();
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
