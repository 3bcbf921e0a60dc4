import { describe, expect, test } from "vitest";
import { isUtf8, utf8 } from "../../src/core/utf8.ts";

describe("isUtf8", () => {
  test.each<[string, number[], boolean]>([
    ["nothing", [], true],
    ["ASCII", [0x61, 0x7f], true],
    ["two, three and four bytes", [...utf8("é水😀")], true],
    ["a character cut at the end", [0x61, 0xe6, 0xb0], false],
    ["a lone following byte", [0x61, 0x80], false],
    ["a surrogate", [0xed, 0xa0, 0x80], false],
    ["longer than needed", [0xc0, 0xaf], false],
  ])("%s", (_, bytes, is) => {
    expect(isUtf8(Uint8Array.from(bytes))).toBe(is);
  });
  // It reads 16 MiB at a time; each shift puts another byte of a character at the border.
  test("long texts, wherever a piece ends", () => {
    const pair = utf8("😀");
    const bytes = new Uint8Array((1 << 24) + 64);
    for (const character of [pair, utf8("水"), utf8("é")]) {
      for (let shift = 0; shift < 4; shift++) {
        bytes.fill(0x61);
        bytes.set(utf8("é"));
        for (let at = (1 << 24) - 32 + shift; at + 4 < bytes.length; at += character.length) bytes.set(character, at);
        bytes.fill(0x61, bytes.length - 8);
        const cut = bytes.length - 8 - ((bytes.length - 8 - ((1 << 24) - 32 + shift)) % character.length);
        bytes.fill(0x61, cut);
        expect(isUtf8(bytes), `${character.length} ${shift}`).toBe(true);
        bytes[bytes.length - 1] = 0x80;
        expect(isUtf8(bytes)).toBe(false);
        bytes[bytes.length - 1] = 0x61;
        bytes[1 << 24] = 0xff;
        expect(isUtf8(bytes)).toBe(false);
      }
    }
  });
  test("views of shared memory", () => {
    const shared = new Uint8Array(new SharedArrayBuffer(4));
    shared.set(utf8("😀"));
    expect(isUtf8(shared)).toBe(true);
    expect(isUtf8(shared.subarray(0, 3))).toBe(false);
  });
});
