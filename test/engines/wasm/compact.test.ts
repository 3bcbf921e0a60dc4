import { describe, expect, it } from "vitest";
import { boolColumn } from "../../../src/arrow/column.ts";
import { takeColumn } from "../../../src/arrow/take.ts";
import * as t from "../../../src/arrow/types.ts";
import { valuesOf } from "../../../src/arrow/value.ts";
import { compact, selection } from "../../../src/engines/wasm/compact.ts";
import { make, shifted, sound } from "./rows/evaluate.ts";

const LENGTHS = [0, 1, 7, 511, 512, 513, 2051];
const KINDS: Readonly<Record<string, (i: number) => [t.DataType, unknown]>> = {
  bytes: (i) => [t.Int8, (i % 256) - 128],
  shorts: (i) => [t.UInt16, i % 65536],
  words: (i) => [t.Int32, i - 9],
  floats: (i) => [t.Float32, i / 4],
  longs: (i) => [t.Int64, -(2n ** 62n) + BigInt(i)],
  decimals: (i) => [t.Decimal(38, 2), i % 2 === 0 ? `-${"9".repeat(36)}.${i % 90}1` : `${i}.25`],
  texts: (i) => [t.Utf8, `text ${i}`],
  codes: (i) => [t.Categorical, `c${i % 5}`],
  flags: (i) => [t.Bool, i % 3 === 0],
  lists: (i) => [t.List(t.Int32), [i, i + 1]],
};
const SHARES: Readonly<Record<string, (i: number) => boolean>> = {
  "nearly all": (i) => i % 50 !== 3,
  half: (i) => ((i * 2654435761) >>> 16) % 2 === 0,
  few: (i) => i % 40 === 0,
  none: () => false,
  "in stretches": (i) => i % 300 < 100,
};

describe("compaction and takes give the rows that stay", () => {
  it.each(Object.keys(KINDS).flatMap((kind) => Object.keys(SHARES).map((share) => [kind, share] as const)))(
    "%s, %s",
    (kind, share) => {
      const of = KINDS[kind] as (i: number) => [t.DataType, unknown];
      const stays = SHARES[share] as (i: number) => boolean;
      for (const n of LENGTHS)
        for (const nulls of [false, true]) {
          const type = of(0)[0];
          const values = Array.from({ length: n }, (_, i) => (nulls && i % 11 === 0 ? null : of(i)[1]));
          for (const column of [make(type, values), shifted(make(type, values), 3)]) {
            const bits = new Uint8Array((n + 7) >> 3);
            const rows: number[] = [];
            for (let i = 0; i < n; i++)
              if (stays(i)) {
                rows.push(i);
                bits[i >> 3] = (bits[i >> 3] as number) | (1 << (i & 7));
              }
            const found = compact(column, selection.of(boolColumn(t.Bool, n, bits)));
            const all = valuesOf(column);
            const wanted = rows.map((r) => all[r]);
            for (const c of [found, takeColumn(column, Int32Array.from(rows))]) {
              sound(c);
              expect([c.length, c.layout]).toEqual([rows.length, column.layout]);
              expect(valuesOf(c)).toEqual(wanted);
            }
          }
        }
    },
  );
});
