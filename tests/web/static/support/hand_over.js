/** The way to a human with a server that answers when the test says so, anew for each test: `beforeEach(begin)`. */
import "./browser.js";
import { mock } from "node:test";
import { HandOver } from "../../../../bot/web/static/hand_over.js";
import { Panel } from "../../../../bot/web/static/panel.js";
import { ReturnCode } from "../../../../bot/web/static/return_code.js";
import { Server, settled } from "./server.js";

export const HUMAN = "Ring Vägvalet.";
/** Every string reads as its own name. */
const STRINGS = new Proxy({}, { get: (_, name) => String(name) });
export const RECORD = [{ by: "you", text: "jag heter Kim" }];
export const FROM = { record: RECORD, outcome: [], isDanger: false, asMessage: false };
export const STAFFED = {
  is_staffed: true,
  explanation: ["Läs detta."],
  sources: [],
  reception: "Öppet.",
  kept_days: 30,
  closed_days: 7,
};
export const CLOSED = { ...STAFFED, is_staffed: false };
const LIMITS = { messageCharacters: 1_000, sharedCharacters: 20_000, sharedLines: 500, contactCharacters: 200 };

/** @type {Server} */
export let server;
/** @type {Panel} */
export let panel;
/** @type {ReturnCode} */
export let returnCode;
/** @type {HandOver} */
export let handOver;

export function begin() {
  mock.timers.reset();
  server = new Server();
  panel = new Panel(STRINGS, (text) => `${text} ${HUMAN}`);
  returnCode = new ReturnCode(STRINGS, server, panel);
  handOver = new HandOver(STRINGS, LIMITS, server, panel, returnCode);
}

export const status = () => panel.element.all("p").at(-1).textContent;
export const shown = () => panel.element.textContent;
export const press = (name) =>
  panel.element
    .all("button")
    .find((each) => each.textContent === name)
    .click();
export const requests = () => server.asked("handOver").map(({ args: [, request] }) => request);
export const ids = () => server.asked("handOver").map(({ args: [id] }) => id);

/** Chooses what goes along, as a visitor does. */
export async function choose(name) {
  const label = panel.element.all("label").find((each) => each.textContent === name);
  label.querySelector("input").dispatchEvent(new Event("change"));
  await settled();
}

export async function open(ways = STAFFED, from = {}) {
  handOver.open({ ...FROM, ...from });
  await server.last("ways").answer(ways);
}

/** Writes a message and leaves it. */
export async function leave(text) {
  panel.element.querySelector("textarea").value = text;
  panel.element.querySelector("form").requestSubmit();
  await settled();
}
