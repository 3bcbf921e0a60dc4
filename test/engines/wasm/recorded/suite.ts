import { describe, expect, test } from "vitest";
import { PolaroidError } from "../../../../src/core/error.ts";
import { difference } from "./known.ts";
import { expected, type Recorded, recorded, replay, title } from "./replay.ts";

function check(c: Recorded): void {
  if (c.error !== undefined) {
    expect(() => replay(c)).toThrow(PolaroidError);
    return;
  }
  expect(replay(c)).toEqual(expected(c));
  // Enough rows for the kernels, and text by its dictionary: the same answers.
  const times = 150;
  expect(replay(c, { repeat: times })).toEqual(expected(c, times));
  if (c.in.some(([type]) => type === "Utf8")) expect(replay(c, { repeat: 3, dict: true })).toEqual(expected(c, 3));
}

/** One test a function: all that Polars answered to it. */
export function replayAll(name: string): void {
  const cases = recorded(name);
  const calls = new Map<string, [Recorded, number][]>();
  cases.forEach((c, i) => {
    calls.set(c.call, [...(calls.get(c.call) ?? []), [c, i]]);
  });
  describe(`${name}: recorded answers of Polars`, () => {
    for (const [call, list] of calls)
      test(`${call} (${list.length})`, () => {
        for (const [c, i] of list) {
          if (difference(c) !== null) continue;
          try {
            check(c);
          } catch (cause) {
            throw new Error(title(c, i), { cause });
          }
        }
      });
  });
}
