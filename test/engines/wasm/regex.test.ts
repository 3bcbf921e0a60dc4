import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PolaroidError } from "../../../src/core/error.ts";
import { safeLength, workOf } from "../../../src/expr/regex/ambiguity.ts";
import { parseRegex } from "../../../src/expr/regex/parse.ts";
import { Regex, regex } from "../../../src/expr/regex/regex.ts";
import { fill, template } from "../../../src/expr/regex/template.ts";
import { fc } from "../../support/property.ts";

interface Entry {
  readonly pattern: string;
  readonly error?: string;
  readonly contains: readonly boolean[];
  readonly all: readonly (readonly string[])[];
  readonly groups: readonly (readonly (string | null)[])[];
  readonly replaced: readonly string[];
}
const lines = readFileSync(join(import.meta.dirname, "recorded/regex.jsonl"), "utf8")
  .trim()
  .split("\n");
const texts = JSON.parse(lines[0] as string) as string[];
const patterns = lines.slice(1).map((line) => JSON.parse(line) as Entry);

function replaceAll(r: Regex, t: string): string {
  const by = template("<$0>", r);
  let out = "";
  let from = 0;
  for (const m of r.all(t)) {
    out += t.slice(from, m.index) + fill(by, m);
    from = m.index + (m[0] as string).length;
  }
  return out + t.slice(from);
}

const found = (r: Regex): Omit<Entry, "error"> => ({
  pattern: r.pattern,
  contains: texts.map((t) => r.test(t)),
  all: texts.map((t) => [...r.all(t)].map((m) => m[0] as string)),
  groups: Array.from({ length: Math.min(4, r.pattern.split("(").length - 1) }, (_, g) =>
    texts.map((t) => r.exec(t)?.[g + 1] ?? null),
  ),
  replaced: texts.map((t) => replaceAll(r, t)),
});

describe("regular expressions: recorded answers of Rust", () => {
  for (const linear of [false, true])
    test(linear ? "the linear matcher" : "the matcher that is chosen", () => {
      for (const p of patterns) {
        if (p.error !== undefined) {
          expect(() => new Regex(p.pattern, linear), p.pattern).toThrow(PolaroidError);
          continue;
        }
        const r = new Regex(p.pattern, linear);
        expect(found(r), p.pattern).toEqual(p);
      }
    });
});

const code = (pattern: string): string => {
  try {
    regex(pattern);
    return "";
  } catch (error) {
    return error instanceof PolaroidError ? `${error.code} ${error.detail}` : String(error);
  }
};

test("an error names the position", () => {
  expect(code("ab(?=c)")).toBe('INVALID_REGEX "ab(?=c)" at position 2: look-around is not supported');
  expect(code("é(a)\\1")).toBe('INVALID_REGEX "é(a)\\\\1" at position 4: back-references are not supported');
  expect(code("(".repeat(500))).toMatch(/nested too deeply/);
  expect(code("(((a{100}){100}){100}){100}")).toMatch(/unfolds into/);
});

test("ambiguous repetition is linear", () => {
  const start = performance.now();
  for (const p of [
    "^(a+)+$",
    "(a|aa)+$",
    "(a*)*b",
    "^(a|a?)+$",
    "(.*)*x",
    "(\\w+\\s?)+$",
    "(a?){30}a{30}b",
    "a.*b.*c.*d.*e",
    "([a-z]+)*\\d",
  ]) {
    expect(regex(p).test(`${"a".repeat(20_000)}!`), p).toBe(false);
  }
  expect(performance.now() - start).toBeLessThan(5000);
  expect(regex("^(a+)+$").test("a".repeat(100_000))).toBe(true);
});

test("only what cannot backtrack without bound goes to RegExp", () => {
  const degree = (p: string): number => workOf(parseRegex(p).root).degree;
  expect(degree("^(a+)+$")).toBe(Number.POSITIVE_INFINITY);
  expect(degree("(a|ab)*c")).toBe(Number.POSITIVE_INFINITY);
  expect(degree("(a*)*")).toBe(Number.POSITIVE_INFINITY);
  expect(degree("abc")).toBe(1);
  expect(degree("^abc$")).toBe(0);
  expect(degree("^a+b$")).toBe(1);
  expect(degree("a+b")).toBe(2);
  expect(degree("a.*b.*c")).toBeGreaterThan(2);
  expect(safeLength(parseRegex("(?:ab|cd)+e").root, 1e6)).toBeGreaterThan(900);
});

const atom = fc.constantFrom(
  "a",
  "b",
  ".",
  "[ab]",
  "[^a]",
  "\\w",
  "\\d",
  "\\b",
  "^",
  "$",
  "é",
  "(?i:A)",
  "\\s",
  "x",
  "",
);
const pattern: fc.Arbitrary<string> = fc.letrec<{ p: string }>((tie) => ({
  p: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    atom,
    fc.tuple(tie("p"), tie("p")).map(([a, b]) => a + b),
    fc.tuple(tie("p"), tie("p"), fc.constantFrom("(", "(?:")).map(([a, b, open]) => `${open}${a}|${b})`),
    fc.tuple(tie("p"), fc.constantFrom("*", "+", "?", "*?", "{2}", "{1,3}", "{2,}")).map(([a, q]) => `(?:${a})${q}`),
  ),
})).p;
const text = fc.string({ unit: fc.constantFrom("a", "b", "x", "A", "é", "1", " ", "\n", "🦄"), maxLength: 12 });

test("both matchers find the same", () => {
  fc.assert(
    fc.property(pattern, text, (p, t) => {
      const [fast, slow] = [new Regex(p), new Regex(p, true)];
      expect(fast.test(t)).toBe(slow.test(t));
      const all = (r: Regex): unknown[] =>
        [...r.all(t)].map((m) => [m.index, ...Array.from({ length: r.groups + 1 }, (_, g) => m[g])]);
      expect(all(fast)).toEqual(all(slow));
    }),
    { numRuns: 1500 },
  );
});

test("any text is a pattern or INVALID_REGEX", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(..."ab()[]{}*+?|\\^$.-,0-9pPdwsxun<>:=!&~#iP{}é🦄 "), maxLength: 14 }),
      text,
      (p, t) => {
        try {
          const r = new Regex(p);
          expect(r.test(t)).toBe(new Regex(p, true).test(t));
        } catch (error) {
          if (!(error instanceof PolaroidError)) throw error;
          expect(error.code).toBe("INVALID_REGEX");
        }
      },
    ),
    { numRuns: 5000 },
  );
});
