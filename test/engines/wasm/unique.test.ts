import { afterEach, describe, expect, it } from "vitest";
import { batch } from "../../../src/arrow/batch.ts";
import type { Column } from "../../../src/arrow/column.ts";
import { schema } from "../../../src/arrow/schema.ts";
import { Int32, List } from "../../../src/arrow/types.ts";
import { valuesOf } from "../../../src/arrow/value.ts";
import { kernels } from "../../../src/kernels/memory.ts";
import { frame, frameOf, type Keep, unique } from "../../../src/plan/node.ts";
import { ALL, drawCodes, drawColumn, drawer } from "./rows/columns.ts";
import { execute, keyText } from "./rows/execute.ts";
import { framed, table } from "./rows/run.ts";

afterEach(() => {
  expect(kernels.used).toBe(0);
});

// Recorded from python polars 2.1.0.
describe("unique answers as Polars does", () => {
  const input = table({ x: [Int32, [1, 2, 1, 3, 2]], y: [Int32, [1, 2, 3, 4, 5]] });
  it.each<[Keep, unknown[][]]>([
    [
      "first",
      [
        [1, 1],
        [2, 2],
        [3, 4],
      ],
    ],
    [
      "any",
      [
        [1, 1],
        [2, 2],
        [3, 4],
      ],
    ],
    [
      "last",
      [
        [1, 3],
        [3, 4],
        [2, 5],
      ],
    ],
    ["none", [[3, 4]]],
  ])("keep %s", (keep, rows) => {
    expect(execute(unique(input, ["x"], keep, true)).rows).toEqual(rows);
  });

  it("tells lists and nulls apart", () => {
    const lists = table({ x: [List(Int32), [[1], [1], null, [null], []]] });
    expect(execute(unique(lists, null, "any", true)).rows).toEqual([[[1]], [null], [[null]], [[]]]);
  });

  it("needs a column to compare by", () => {
    expect(() => execute(unique(input, [], "any", false))).toThrow(
      expect.objectContaining({ code: "INVALID_ARGUMENT" }),
    );
    expect(execute(unique(frame(frameOf(schema([]), [batch(schema([]), [], 0)])), null, "any", false)).rows).toEqual(
      [],
    );
  });

  it("stays within the memory limit or says so", () => {
    const wide = framed({ x: drawColumn("Int64", 20_000, drawer(1)) }, 1000);
    expect(() => execute(unique(wide, null, "last", false), 100_000)).toThrow(
      expect.objectContaining({ code: "MEMORY_LIMIT" }),
    );
    expect(execute(unique(wide, null, "last", false), 10_000_000).budget.used).toBe(0);
  });
});

describe.each(Object.keys(ALL))("unique rows of %s", (type) => {
  it("are those of a plain search", () => {
    for (let seed = 0; seed < 10; seed++) {
      const d = drawer(seed + 100);
      const n = d(200);
      const columns: Record<string, Column> = {
        k: drawColumn(type, n, d),
        j: drawCodes(n, d),
        v: drawColumn("Int8", n, d),
      };
      const values = Object.values(columns).map(valuesOf);
      const rows = Array.from({ length: n }, (_, i) => values.map((c) => c[i]));
      for (const subset of [["k"], ["j", "k"], null])
        for (const keep of ["any", "first", "last", "none"] as const) {
          const keys = rows.map((row) => keyText(subset === null ? row : subset.map((s) => row["kjv".indexOf(s)])));
          const kept = rows.filter((_, i) => {
            const [first, last] = [keys.indexOf(keys[i] as string), keys.lastIndexOf(keys[i] as string)];
            return keep === "last" ? last === i : keep === "none" ? first === last : first === i;
          });
          expect(execute(unique(framed(columns, 1 + d(n + 1)), subset, keep, true)).rows.map(keyText)).toEqual(
            kept.map(keyText),
          );
        }
    }
  });
});
