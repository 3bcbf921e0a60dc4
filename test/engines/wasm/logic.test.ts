import { expect, it } from "vitest";
import * as t from "../../../src/arrow/types.ts";
import { call, col, lit } from "../../../src/expr/node.ts";
import { make, shifted, values } from "./rows/evaluate.ts";

const [a, b] = [col("a"), col("b")];
const left = [true, true, true, false, false, false, null, null, null];
const right = [true, false, null, true, false, null, true, false, null];
const WANTED: Readonly<Record<string, readonly (boolean | null)[]>> = {
  and: [true, false, null, false, false, false, null, false, null],
  or: [true, true, true, true, false, null, true, null, null],
  xor: [false, true, null, true, false, null, null, null, null],
  allHorizontal: [true, false, null, false, false, false, null, false, null],
  anyHorizontal: [true, true, true, true, false, null, true, null, null],
};

it.each(Object.keys(WANTED))("semantics.md: Kleene's %s, of columns and scalars", (fn) => {
  const wanted = WANTED[fn] as readonly (boolean | null)[];
  const frame = { a: make(t.Bool, left), b: make(t.Bool, right) };
  expect(values(call(fn, [a, b]), frame)).toEqual(wanted);
  expect(values(call(fn, [a, b]), { a: shifted(frame.a, 3), b: shifted(frame.b, 11) })).toEqual(wanted);
  wanted.forEach((w, i) => {
    const [p, q] = [lit(left[i] as boolean | null, t.Bool), lit(right[i] as boolean | null, t.Bool)];
    expect(values(call(fn, [p, q]))).toEqual([w]);
    expect(values(call(fn, [a, q]), { a: make(t.Bool, [left[i], left[i]]) })).toEqual([w, w]);
    expect(values(call(fn, [p, b]), { b: make(t.Bool, [right[i]]) })).toEqual([w]);
  });
});

it("negates, and takes null for Bool", () => {
  expect(values(call("not", [a]), { a: make(t.Bool, [true, false, null]) })).toEqual([false, true, null]);
  expect(values(call("and", [a, b]), { a: make(t.Null, [null, null]), b: make(t.Bool, [true, false]) })).toEqual([
    null,
    false,
  ]);
  expect(values(call("or", [a, lit(null)]), { a: make(t.Bool, [true, false]) })).toEqual([true, null]);
  expect(() => values(call("and", [a, b]), { a: make(t.Int64, [1n]), b: make(t.Bool, [true]) })).toThrow(
    /TYPE_MISMATCH/,
  );
});

it("does any number of columns", () => {
  const frame = { a: make(t.Bool, [true, true]), b: make(t.Bool, [true, null]), c: make(t.Bool, [true, false]) };
  expect(values(call("allHorizontal", [a, b, col("c")]), frame)).toEqual([true, false]);
  expect(values(call("anyHorizontal", [a]), frame)).toEqual([true, true]);
});
