import "./support/browser.js";
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { withNumbers } from "../../../bot/web/static/telephone.js";

const links = (text) => withNumbers(text).filter((part) => typeof part !== "string");
const called = (text) => links(text).map((link) => link.getAttribute("href"));

const NUMBERS = {
  112: "tel:112",
  "114 14": "tel:11414",
  "114\u00a014": "tel:11414",
  11414: "tel:11414",
  "113 13": "tel:11313",
  1177: "tel:1177",
  90101: "tel:90101",
  "90 101": "tel:90101",
  "90 390": "tel:90390",
  "116 111": "tel:116111",
  "116 123": "tel:116123",
  "020-50 50 50": "tel:020505050",
  "016-710 00 00": "tel:0167100000",
  "016 - 710 00 00": "tel:0167100000",
  "016-12 34 56": "tel:016123456",
  "08-123 456 78": "tel:0812345678",
  "08-12 34 56": "tel:08123456",
  "0771-11 44 00": "tel:0771114400",
  "070-123 45 67": "tel:0701234567",
  "070 123 45 67": "tel:0701234567",
  "0701234567": "tel:0701234567",
  "+46 16 710 00 00": "tel:+46167100000",
  "+46 (0)16 710 00 00": "tel:+46167100000",
  "+46701234567": "tel:+46701234567",
};

const NO_NUMBERS = [
  "Lagen kom 2025",
  "SFS 2025:934",
  "Polislagen (1984:387), 9 §",
  "lagen (1998:112)",
  "112 §",
  "§ 112",
  "du fyller 18",
  "den som är 112 år",
  "1 500 kronor",
  "90 101 kr",
  "112 000 kronor",
  "116 111 kronor",
  "1177 kr",
  "112 %",
  "2026-11-27",
  "08-16",
  "08.00–16.00",
  "vardagar 08-12 och 13-16",
  "19900101-1234",
  "1234 5678 9012 3456",
  "16 siffror",
  "0112",
  "1120",
  "12.112",
  "112,5",
  "bet. 2024/25:JuU9",
  "på 112 sidor",
];

describe("a telephone number", () => {
  for (const [written, href] of Object.entries(NUMBERS)) {
    test(`can be pressed where it stands: ${written}`, () => {
      for (const text of [written, `Ring ${written}.`, `(${written})`, `Är det akut, ring ${written}, nu`]) {
        const [link] = links(text);
        assert.deepEqual(called(text), [href], text);
        assert.equal(link.textContent, written);
      }
    });
  }

  test("stands beside others in one sentence", () => {
    const text = "Självmordslinjen: 90101. Under 18: Bris, 116 111. Akut: 112. Vägvalet: 016-710 00 00, vardagar 8–16.";
    assert.deepEqual(called(text), ["tel:90101", "tel:116111", "tel:112", "tel:0167100000"]);
  });
});

describe("what is no telephone number", () => {
  for (const text of NO_NUMBERS) {
    test(`is no link: ${text}`, () => assert.deepEqual(called(text), []));
  }
});

describe("the text", () => {
  test("is the same, letter by letter", () => {
    for (const text of [...Object.keys(NUMBERS), ...NO_NUMBERS, "Ring 112\neller 114 14!", ""]) {
      const parts = withNumbers(text).map((part) => (typeof part === "string" ? part : part.textContent));
      assert.equal(parts.join(""), text);
    }
  });

  test("is never read as HTML", () => {
    const [before, link, after] = withNumbers("<b>112</b>");
    assert.deepEqual([before, link.textContent, after], ["<b>", "112", "</b>"]);
  });
});
