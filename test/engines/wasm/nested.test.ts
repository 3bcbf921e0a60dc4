import { Buffer } from "node:buffer";
import { describe, expect, test } from "vitest";
import { columnFrom } from "../../../src/arrow/build.ts";
import { type Column, listColumn } from "../../../src/arrow/column.ts";
import { valuesOf } from "../../../src/arrow/value.ts";
import { evaluateLists } from "../../../src/engines/wasm/eval.ts";
import { compile } from "../../../src/engines/wasm/evaluate.ts";
import {
  Binary,
  col,
  concatArr,
  DataFrame,
  type DType,
  element,
  FixedSizeList,
  Float64,
  Int32,
  Int64,
  List,
  type PolaroidError,
  Struct,
  Utf8,
} from "../../../src/node.ts";
import { fc } from "../../support/property.ts";

const column = (values: readonly unknown[], type: DType): DataFrame =>
  new DataFrame({ x: values }, { schema: { x: type } } as never) as DataFrame;
const given = (df: DataFrame, e: unknown): unknown[] =>
  (df as unknown as { select(e: unknown): DataFrame })
    .select((e as { alias(n: string): unknown }).alias("x"))
    .getColumn("x")
    .toArray() as unknown[];
const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return (error as PolaroidError).code;
  }
  return "none";
};
const small = fc.option(fc.integer({ min: -3, max: 3 }), { nil: null });
const lists = fc.array(fc.option(fc.array(small, { maxLength: 6 }), { nil: null }), { minLength: 1, maxLength: 12 });
type Ints = (number | null)[] | null;
const x = col("x");
const e = element();
const ITEM = { kind: "col", name: "", type: Utf8, nullable: true, shape: "rows", elementwise: true };

describe("lists' items", () => {
  test("are computed as in plain JavaScript, whatever lists are null or empty", () => {
    fc.assert(
      fc.property(lists, (rows) => {
        const df = column(rows, List(Int32));
        const map = (f: (l: (number | null)[]) => unknown): unknown[] => rows.map((l) => (l === null ? null : f(l)));
        const some = (l: (number | null)[]): number[] => l.filter((v) => v !== null);
        expect(given(df, x.list.eval(e.add(1)))).toEqual(map((l) => l.map((v) => (v === null ? null : v + 1))));
        expect(given(df, x.list.filter(e.gt(0)))).toEqual(map((l) => some(l).filter((v) => v > 0)));
        expect(given(df, x.list.dropNulls())).toEqual(map(some));
        expect(given(df, x.list.agg(e.sum()))).toEqual(map((l) => some(l).reduce((a, b) => a + b, 0)));
        expect(given(df, x.list.agg(e.max()))).toEqual(
          map((l) => (some(l).length === 0 ? null : Math.max(...some(l)))),
        );
        expect(given(df, x.list.eval(e.sort({ nullsLast: true })))).toEqual(
          map((l) => [...some(l).sort((a, b) => a - b), ...l.filter((v) => v === null)]),
        );
        expect(given(df, x.list.nUnique())).toEqual(map((l) => new Set(l).size));
      }),
      { numRuns: 60 },
    );
  });

  test("sets hold each item once, null as an item", () => {
    fc.assert(
      fc.property(lists, lists, (a, b) => {
        const n = Math.min(a.length, b.length);
        const df = new DataFrame(
          { x: a.slice(0, n), y: b.slice(0, n) },
          { schema: { x: List(Int32), y: List(Int32) } },
        );
        const sorted = (l: Iterable<number | null>): (number | null)[] => [...l].sort((p, q) => (p ?? -9) - (q ?? -9));
        const check = (
          name: "setUnion" | "setIntersection" | "setDifference" | "setSymmetricDifference",
          f: (p: Set<number | null>, q: Set<number | null>) => (number | null)[],
        ): void => {
          const got = given(df as DataFrame, x.list[name](col("y"))) as Ints[];
          got.forEach((l, i) => {
            const [p, q] = [a[i], b[i]];
            expect(l === null ? null : sorted(l)).toEqual(
              p == null || q == null ? null : sorted(f(new Set(p), new Set(q))),
            );
          });
        };
        check("setUnion", (p, q) => [...new Set([...p, ...q])]);
        check("setIntersection", (p, q) => [...p].filter((v) => q.has(v)));
        check("setDifference", (p, q) => [...p].filter((v) => !q.has(v)));
        check("setSymmetricDifference", (p, q) => [
          ...[...p].filter((v) => !q.has(v)),
          ...[...q].filter((v) => !p.has(v)),
        ]);
      }),
      { numRuns: 60 },
    );
  });

  test("of null lists are not looked at", () => {
    const child = columnFrom(["1", "x", "2"], Utf8);
    const lists = listColumn(List(Utf8), 3, Int32Array.of(0, 1, 2, 3), child, Uint8Array.of(0b101), 1);
    const ints = List(Int64);
    const body = { kind: "cast", input: ITEM, to: Int64, strict: true, type: Int64, nullable: true } as never;
    const lit = {
      kind: "eval",
      as: "list",
      body: { ...(body as object), shape: "rows", elementwise: true },
      type: ints,
    };
    expect(valuesOf(evaluateLists(lit as never, compile)(lists) as Column)).toEqual([[1n], null, [2n]]);
  });

  test("slices of lists see their own items", () => {
    const df = column([[1], [2, 3], null, [4, 5, 6]], List(Int32)).slice(1, 3) as DataFrame;
    expect(given(df, x.list.eval(e.mul(10)))).toEqual([[20, 30], null, [40, 50, 60]]);
    expect(given(df, x.list.agg(e.cumSum().max()))).toEqual([5, null, 15]);
    expect(given(df, x.list.shift(1))).toEqual([[null, 2], null, [null, 4, 5]]);
  });

  test("sizes that would fill all memory are errors", () => {
    const df = column([[1]], List(Int32));
    expect(codeOf(() => given(df, x.list.toArray(2 ** 31 - 1)))).toBe("LIMIT_EXCEEDED");
    expect(codeOf(() => given(df, x.list.toArray(2 ** 32)))).toBe("TYPE_MISMATCH");
    expect(codeOf(() => given(df, x.list.gatherEvery(2n ** 62n, -(2n ** 62n))))).toBe("OUT_OF_RANGE");
    expect(given(df, x.list.gatherEvery(2n ** 62n))).toEqual([[1]]);
    expect(given(df, x.list.shift(2n ** 62n))).toEqual([[null]]);
    const bytes = column([new Uint8Array(4)], Binary);
    expect(codeOf(() => given(bytes, x.bin.reinterpret(FixedSizeList(Float64, 2 ** 30))))).toBe("LIMIT_EXCEEDED");
  });
});

describe("arrays", () => {
  test("slices keep their items", () => {
    const df = column([[1, 2], [3, null], null, [5, 6]], FixedSizeList(Int32, 2)).slice(1, 3) as DataFrame;
    expect(given(df, x.arr.sum())).toEqual([3, null, 11]);
    expect(given(df, x.arr.reverse())).toEqual([[null, 3], null, [6, 5]]);
    expect(given(df, x.arr.dot(x))).toEqual([9, null, 61]);
    expect(given(df, concatArr("x", "x"))).toEqual([[3, null, 3, null], null, [5, 6, 5, 6]]);
  });
});

describe("bytes", () => {
  const bytes = fc.array(fc.option(fc.uint8Array({ maxLength: 12 }), { nil: null }), { minLength: 1, maxLength: 8 });

  test("encode as Node does, and come back", () => {
    fc.assert(
      fc.property(bytes, fc.constantFrom("hex" as const, "base64" as const), (rows, encoding) => {
        const df = column(rows, Binary);
        const texts = rows.map((r) => r && Buffer.from(r).toString(encoding));
        expect(given(df, x.bin.encode(encoding))).toEqual(texts);
        expect(given(df, x.bin.encode(encoding).cast(Binary).bin.decode(encoding))).toEqual(rows);
      }),
      { numRuns: 60 },
    );
  });

  test("text that is no encoding is null, or an error", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 12 }), (t) => {
        const df = column([t], Utf8);
        const valid = Buffer.from(t, "base64").toString("base64") === t;
        const [got] = given(df, x.cast(Binary).bin.decode("base64", { strict: false }));
        expect(got).toEqual(valid ? new Uint8Array(Buffer.from(t, "base64")) : null);
        if (!valid) expect(codeOf(() => given(df, x.cast(Binary).bin.decode("base64")))).toBe("INVALID_CAST");
      }),
      { numRuns: 60 },
    );
  });

  test("are cut as Node's buffers are", () => {
    fc.assert(
      fc.property(bytes, fc.integer({ min: -14, max: 14 }), fc.integer({ min: 0, max: 14 }), (rows, offset, length) => {
        const df = column(rows, Binary);
        const cut = (r: Uint8Array): Uint8Array => {
          const from = offset < 0 ? r.length + offset : offset;
          return r.slice(Math.max(0, from), Math.max(0, from + length));
        };
        expect(given(df, x.bin.slice(offset, length))).toEqual(rows.map((r) => r && cut(r)));
      }),
      { numRuns: 100 },
    );
  });

  test("read as numbers in either order", () => {
    fc.assert(
      fc.property(fc.double(), fc.boolean(), (v, big) => {
        const view = new DataView(new ArrayBuffer(8));
        view.setFloat64(0, v, !big);
        const df = column([new Uint8Array(view.buffer)], Binary);
        expect(given(df, x.bin.reinterpret(Float64, { endianness: big ? "big" : "little" }))).toEqual([v]);
      }),
    );
  });
});

describe("structs as JSON", () => {
  test("are what JSON.parse reads back", () => {
    const row = fc.record({
      a: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null }),
      b: fc.option(fc.string({ unit: "grapheme" }), { nil: null }),
      c: fc.option(fc.array(small, { maxLength: 3 }), { nil: null }),
    });
    fc.assert(
      fc.property(fc.array(fc.option(row, { nil: null }), { minLength: 1, maxLength: 5 }), (rows) => {
        const df = column(rows, Struct({ a: Float64, b: Utf8, c: List(Int32) }));
        const got = given(df, x.struct.jsonEncode()) as string[];
        expect(got.map((t) => JSON.parse(t))).toEqual(rows);
      }),
      { numRuns: 100 },
    );
  });
});
