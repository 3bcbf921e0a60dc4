import { describe, expect, it } from "vitest";
import { batch, sliceBatch } from "../../../../src/arrow/batch.ts";
import { columnFrom } from "../../../../src/arrow/build.ts";
import type { Column } from "../../../../src/arrow/column.ts";
import { concatColumns } from "../../../../src/arrow/concat.ts";
import { field, schema } from "../../../../src/arrow/schema.ts";
import { takeBatch } from "../../../../src/arrow/take.ts";
import { Int32 } from "../../../../src/arrow/types.ts";
import { compile } from "../../../../src/engines/wasm/evaluate.ts";
import { inGroups } from "../../../../src/engines/wasm/over/in-groups.ts";
import { partition } from "../../../../src/engines/wasm/over/partition.ts";
import { columnIn } from "../../../../src/engines/wasm/value.ts";
import { call, cast, col, type Expr, lit, type Options } from "../../../../src/expr/node.ts";
import { resolveOne } from "../../../../src/expr/resolve.ts";
import { fc } from "../../../support/property.ts";
import { drawColumn, drawer, ORDERED, shown } from "../rows/columns.ts";

const of = (fn: string, x: Expr, options?: Options): Expr => call(fn, [x], options);
const [x, y, ok] = [col("x"), col("y"), col("ok")];
const sort = (descending: boolean, nullsLast: boolean): Expr => of("sort", x, { descending, nullsLast });
const sortBy = (descending: boolean): Expr =>
  call("sortBy", [x, y], { descending: [descending], nullsLast: [descending] });
const slice = (e: Expr, offset: number, length: number | null): Expr => of("slice", e, { offset, length });

const CASES: Readonly<Record<string, Expr>> = {
  head: slice(x, 0, 2),
  tail: slice(x, -2, 2),
  "a stretch": slice(x, -3, 2),
  "the rest": slice(x, 1, null),
  sort: sort(false, false),
  "sort downwards": sort(true, true),
  topK: slice(sort(true, true), 0, 2),
  "topK of none": slice(sort(true, true), 0, 0),
  "topK of one": slice(sort(true, true), 0, 1),
  "topK of more than there are": slice(sort(true, true), 0, 50),
  "topK of more than it is for": slice(sort(true, true), 0, 500),
  bottomK: slice(sort(false, true), 0, 2),
  "the first of a sort": slice(sort(false, false), 0, 3),
  "the first of a sort downwards, nulls first": slice(sort(true, false), 0, 3),
  sortBy: sortBy(false),
  topKBy: slice(sortBy(true), 0, 2),
  filter: call("filter", [x, ok]),
  "sort of a filter": of("sort", call("filter", [x, ok])),
  "topK of a filter": slice(of("sort", call("filter", [x, ok]), { descending: true, nullsLast: true }), 0, 2),
  dropNulls: of("dropNulls", x),
  "dropNulls of a topK": of("dropNulls", slice(sort(false, false), 0, 2)),
  dropNans: of("dropNans", y),
  "dropNans of a topK": of("dropNans", slice(of("sort", col("z"), { descending: true, nullsLast: false }), 0, 3)),
  unique: of("unique", x),
  "unique, sorted": of("sort", of("unique", x)),
  mode: of("mode", x),
  "row by row": of("isNull", slice(x, 0, 2)),
  "row by row with a literal": call("eqMissing", [y, lit(3)]),
  "with a literal": call("add", [slice(y, 0, 2), lit(3)]),
  "a window": of("reverse", slice(x, 0, 3)),
  "a moved window": of("shift", of("dropNulls", x), { n: 1 }),
  cast: cast(of("dropNulls", y), Int32),
};
const TYPES = [...Object.keys(ORDERED)];

describe.each(["implode", "first", "count", "nUnique"])(
  "%s of what is chosen in groups is what each group gives",
  (fn) => {
    it.each(Object.keys(CASES))("%s", (name) => {
      const inner = CASES[name] as Expr;
      fc.assert(
        fc.property(
          fc.nat(),
          fc.integer({ min: 0, max: 130 }),
          fc.integer({ min: 1, max: 9 }),
          fc.constantFrom(...TYPES),
          fc.boolean(),
          (seed, n, most, type, ordered) => {
            const d = drawer(seed);
            const columns = {
              x: drawColumn(type, n, d),
              y: drawColumn("Int8", n, d),
              z: drawColumn("Float64", n, d),
              ok: drawColumn("Bool", n, d),
            };
            const b = batch(
              schema(Object.entries(columns).map(([k, c]) => field(k, c.type))),
              Object.values(columns),
              n,
            );
            // Groups may have no rows.
            const ids = Int32Array.from({ length: n }, () => d(most));
            const order = ordered ? Int32Array.from({ length: n }, (_, i) => n - 1 - i) : null;
            const e = resolveOne(call(fn, [inner]), b.schema).input;
            const grouped = inGroups(e, compile);
            if (grouped === null) throw new Error(`${name} goes group by group`);
            const parts = partition({ ids, count: most }, order);
            const made = grouped(b, parts);
            if (made.per !== "group") throw new Error(`${name} gave one value ${made.per}`);
            const { rows, starts } = parts.segments;
            const alone = compile(e);
            const sorted = takeBatch(b, rows);
            const wanted: Column[] = Array.from({ length: most }, (_, g) => {
              const from = starts[g] as number;
              return columnIn(alone(sliceBatch(sorted, from, (starts[g + 1] as number) - from)));
            });
            expect(shown(made.column)).toEqual(shown(concatColumns(e.type, wanted)));
          },
        ),
        { numRuns: 25 },
      );
    });
  },
);

it("what has one value a group is left to each group", () => {
  const b = batch(schema([field("x", Int32)]), [columnFrom([1, 2, 3], Int32)], 3);
  const e = resolveOne(call("implode", [slice(of("max", x), 0, 1)]), b.schema).input;
  expect(inGroups(e, compile)).toBe(null);
});
