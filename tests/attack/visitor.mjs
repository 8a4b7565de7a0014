/**
 * Visitors, one after the other, with the page's own client: each begins a conversation, says what a line of the input
 * holds as a JSON list, and erases the conversation. A line of output says that one has gone.
 */
import { createInterface } from "node:readline";
import { Api, Refused } from "../../bot/web/static/api.js";

const { base, limits } = JSON.parse(process.argv[2]);
const api = new Api(base, "eskilstuna", limits);

for await (const line of createInterface({ input: process.stdin })) {
  const conversation = await api.start();
  for (const [number, text] of JSON.parse(line).entries()) {
    await api.send(conversation, String(number), text).catch((error) => {
      if (!(error instanceof Refused)) throw error;
    });
  }
  await api.forget(conversation);
  console.log("gone");
}
