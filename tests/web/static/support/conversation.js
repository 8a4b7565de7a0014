/** A conversation with a server that answers when the test says so, anew for each test: `beforeEach(begin)`. */
import "./browser.js";
import { mock } from "node:test";
import { Conversation } from "../../../../bot/web/static/conversation.js";
import { recorded, Server, settled, situation } from "./server.js";

const TYPES = ["sent", "replies", "refused", "state", "line", "situation", "gone", "returned"];
export const REPLY = { messages: [{ text: "Ett svar." }], stored: null };

/** @type {Server} */
export let server;
/** @type {Conversation} */
export let conversation;
let heard;

export function begin() {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  server = new Server();
  conversation = new Conversation(server);
  heard = recorded(conversation, ...TYPES);
}

/** What was told of one kind. */
export const all = (type) => heard.filter(([each]) => each === type).map(([, detail]) => detail);
export const state = () => all("state").at(-1);
/** What was sent, try by try. */
export const texts = () => server.asked("send").map(({ args: [, , text] }) => text);

/** Says something and gets an answer; the conversation has begun then. */
export async function talked(text = "hej", id = "c1") {
  const saying = conversation.say(text);
  await server.last("start")?.answer(id);
  await settled();
  await server.last("send").answer(REPLY);
  await saying;
}

/** A human has the conversation, and its stream is open. */
export async function handedOver() {
  await talked();
  const handing = conversation.handOver("h1", { way: "live" });
  await settled();
  await server.last("handOver").answer({ code: null, situation: { state: "waiting", place: 1 } });
  await handing;
  await server.stream.emit(situation("taken"));
}
