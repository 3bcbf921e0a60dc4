import { expect, test } from "vitest";
import { utf8 } from "../../../src/core/utf8.ts";
import { Automaton, type Taking } from "../../../src/expr/text/automaton.ts";
import { fc } from "../../support/property.ts";

type Match = readonly [from: number, pattern: number];

function found(text: string, patterns: readonly string[], ignoreCase: boolean, taking: Taking): Match[] {
  const out: Match[] = [];
  const bytes = utf8(text);
  const automaton = new Automaton(patterns, ignoreCase, taking);
  automaton.each(bytes, 0, bytes.length, (from, to, pattern) => {
    expect(to - from).toBe(utf8(patterns[pattern]!).length);
    out.push([from, pattern]);
  });
  expect(automaton.test(bytes, 0, bytes.length)).toBe(out.length > 0);
  return out;
}

/** Every match, tried one by one. */
function every(text: string, patterns: readonly string[], ignoreCase: boolean): Match[] {
  const same = (s: string): string => (ignoreCase ? s.toLowerCase() : s);
  const out: Match[] = [];
  for (let end = 0; end <= text.length; end++)
    patterns
      .map((p, k) => ({ p, k }))
      .sort((a, b) => b.p.length - a.p.length || a.k - b.k)
      .forEach(({ p, k }) => {
        if (end >= p.length && same(text.slice(end - p.length, end)) === same(p)) out.push([end - p.length, k]);
      });
  return out;
}

/** Matches that do not overlap, each chosen by `better` of those from a place on. */
function apart(text: string, patterns: readonly string[], ignoreCase: boolean, taking: Taking): Match[] {
  const all = every(text, patterns, ignoreCase);
  const size = ([, k]: Match): number => patterns[k]!.length;
  const out: Match[] = [];
  let from = 0;
  for (;;) {
    const left = all.filter((m) => m[0] >= from);
    const better =
      taking === "leftmost"
        ? (a: Match, b: Match): number => a[0] - b[0] || a[1] - b[1]
        : (a: Match, b: Match): number => a[0] + size(a) - (b[0] + size(b)) || size(b) - size(a) || a[1] - b[1];
    const [first] = left.sort(better);
    if (first === undefined) return out;
    out.push(first);
    from = first[0] + size(first);
  }
}

const letters = fc.string({ unit: fc.constantFrom("a", "b", "A", "c"), maxLength: 30 });
const lists = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "A"), minLength: 1, maxLength: 4 }), {
  maxLength: 6,
});

test("all matches are those that are tried one by one", () => {
  fc.assert(
    fc.property(letters, lists, fc.boolean(), (text, patterns, ignoreCase) => {
      expect(found(text, patterns, ignoreCase, "overlapping")).toEqual(every(text, patterns, ignoreCase));
    }),
    { numRuns: 1000 },
  );
});

test.each(["first", "leftmost"] as const)("matches apart, the %s", (taking) => {
  fc.assert(
    fc.property(letters, lists, fc.boolean(), (text, patterns, ignoreCase) => {
      expect(found(text, patterns, ignoreCase, taking)).toEqual(apart(text, patterns, ignoreCase, taking));
    }),
    { numRuns: 1000 },
  );
});

test("places are bytes, and characters are never cut", () => {
  expect(found("é🦄x é", ["é", "🦄x"], false, "first")).toEqual([
    [0, 0],
    [2, 1],
    [8, 0],
  ]);
});

test("the empty text lies before each byte and at the end", () => {
  for (const taking of ["first", "leftmost", "overlapping"] as const)
    expect(found("ab", [""], false, taking).map(([from]) => from)).toEqual([0, 1, 2]);
});

test("many equal patterns, and nested ones, take linear time", () => {
  const text = utf8("a".repeat(200_000));
  const equal = new Automaton(new Array<string>(50_000).fill("a"), false, "first");
  let count = 0;
  equal.each(text, 0, text.length, () => count++);
  const nested = new Automaton(["a", `${"a".repeat(1000)}b`], false, "leftmost");
  nested.each(text, 0, text.length, () => count++);
  expect(count).toBe(400_000);
});

test("tables without a bound are refused", () => {
  const letters = Array.from({ length: 200 }, (_, i) => String.fromCodePoint(0x100 + i)).join("");
  expect(() => new Automaton([letters.repeat(1000)], false, "first")).toThrow("LIMIT_EXCEEDED");
  expect(() => new Automaton(["a".repeat(5000)], false, "leftmost")).toThrow("LIMIT_EXCEEDED");
});
