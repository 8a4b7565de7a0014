import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { Lost } from "../../../../bot/web/static/api.js";
import { all, begin, conversation, handedOver, server, talked } from "../support/conversation.js";
import { line, settled, situation } from "../support/server.js";

beforeEach(begin);

describe("a hand-over", () => {
  const WAITING = { state: "waiting", place: 2 };

  test("tells how the case stands, follows it, and gives the return code", async () => {
    await talked();
    const handing = conversation.handOver("h1", { way: "message", message: "hej" });
    await settled();
    const [request] = server.last("handOver").args;
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
      server.asked("handOver").map(({ args: [{ id }] }) => id),
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
    await server.stream.emit(situation("taken", { worker_is_in: true }));
    await server.last("handOver").answer({ code: "1234", situation: WAITING });
    await again;
    assert.deepEqual(all("situation").at(-1), { state: "taken", worker_is_in: true });
    assert.equal(server.streams.length, 1);
  });

  test("of what was handed back goes on after the lines that stand on the page", async () => {
    await handedOver();
    await server.stream.emit(line(7, "hej från mig"), situation("handed_back"));
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
    assert.deepEqual(server.last("returnCode").args, ["c1"]);
  });

  test("that arrives after erasing is not shown", async () => {
    await handedOver();
    const failed = assert.rejects(conversation.returnCode(), Lost);
    conversation.erase();
    await server.last("returnCode").answer("1234");
    await failed;
  });
});
