import { expect, test } from "vitest";
import { pathMatcher } from "../../../src/expr/json-path/match.ts";
import { jsonText, parseJson } from "../../../src/expr/json-path/value.ts";
import { fc } from "../../support/property.ts";

const valid = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

test("what JSON.stringify writes is read and written again as it was", () => {
  const whole = fc
    .jsonValue({ maxDepth: 6, noUnicodeString: false, stringUnit: "grapheme" })
    .filter((v) => !/\d\.|\de|\d{16}/.test(JSON.stringify(v)));
  fc.assert(
    fc.property(whole, (v) => {
      const text = JSON.stringify(v);
      const found = parseJson(text);
      expect(found === undefined ? undefined : jsonText(found)).toBe(text);
    }),
    { numRuns: 2000 },
  );
});

test("text is JSON where JSON.parse reads it", () => {
  const token = fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    '"',
    '"a"',
    "1",
    "-",
    "0",
    ".",
    "e5",
    "true",
    "nul",
    "null",
    " ",
    "\n",
    "\\",
    "\\u0041",
    "\u0001",
  );
  fc.assert(
    fc.property(fc.array(token, { maxLength: 8 }), (tokens) => {
      const text = tokens.join("");
      expect(parseJson(text) !== undefined).toBe(valid(text));
    }),
    { numRuns: 3000 },
  );
});

test("half a surrogate pair, infinite numbers and depth beyond 127 are no JSON", () => {
  expect(parseJson('"\\ud83e"')).toBeUndefined();
  expect(parseJson("1e400")).toBeUndefined();
  expect(parseJson("[".repeat(127) + "]".repeat(127))).toBeDefined();
  expect(parseJson("[".repeat(128) + "]".repeat(128))).toBeUndefined();
  expect(parseJson("[".repeat(1e6))).toBeUndefined();
});

test("a path that branches takes linear time", () => {
  const deep = `${'{"a":'.repeat(120)}1${"}".repeat(120)}`;
  expect(pathMatcher(`$${"..a".repeat(90)}..zz`)(deep)).toBeNull();
  const wide = `[${'{"a":{"a":[1]}},'.repeat(50_000)}0]`;
  expect(pathMatcher("$..a..a..*..zz")(wide)).toBeNull();
});

test("long texts and blanks", () => {
  expect(pathMatcher("$.a")(`{"a":"${"x".repeat(3e6)}"}`)).toHaveLength(3e6);
  expect(pathMatcher("$.a")(`${" ".repeat(3e6)}{"a":1}`)).toBe("1");
});

test.each(["", "a", "$x", "$.", "$[", "$[1", "$['a'", "$[1,'a']", "$.a[::0]", "$[?(@.a>)]", "$[?@.a]", "$.a b", " $"])(
  "%j is no path",
  (path) => {
    expect(() => pathMatcher(path)).toThrow("INVALID_ARGUMENT");
  },
);

test("paths without a bound are refused", () => {
  expect(() => pathMatcher(`$${".a".repeat(200)}`)).toThrow("LIMIT_EXCEEDED");
  expect(() => pathMatcher(`$.${"a".repeat(20_000)}`)).toThrow("LIMIT_EXCEEDED");
});
