import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { Retry } from "../../../bot/web/static/retry.js";
import { goes } from "./support/browser.js";
import { settled } from "./support/server.js";

let retry;
let isOver;

function wait() {
  isOver = false;
  retry.wait().then(() => (isOver = true));
}

/** The wait lasts exactly so long. */
async function lasts(milliseconds) {
  wait();
  mock.timers.tick(milliseconds - 1);
  await settled();
  assert.equal(isOver, false);
  mock.timers.tick(1);
  await settled();
  assert.equal(isOver, true);
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  retry = new Retry(100, 350);
});

test("each wait is twice as long as the one before, up to the longest", async () => {
  for (const milliseconds of [100, 200, 350, 350]) await lasts(milliseconds);
});

test("after a success the next wait is short again", async () => {
  await lasts(100);
  await lasts(200);
  retry.reset();
  await lasts(100);
});

test("a wait is over at once when the network is back, and the next one is no shorter for it", async () => {
  wait();
  goes("online");
  await settled();
  assert.equal(isOver, true);
  await lasts(200);
});

test("a network that comes back while nobody waits shortens no later wait", async () => {
  goes("online");
  await lasts(100);
  goes("online");
  await lasts(200);
});
