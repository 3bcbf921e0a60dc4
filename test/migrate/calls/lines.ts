import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DataFrame, DataType, Series } from "../../../src/compat.ts";
import type { Call, Pl } from "./small.ts";

/** What the lines stand on, in either library. */
function scope(pl: Pl): Readonly<Record<string, unknown>> {
  const typed = (name: string, values: unknown[], type: DataType = pl.Int64): Series => pl.Series(name, values, type);
  const df = pl.DataFrame([
    typed("i", [7, -7, null, 4]),
    typed("j", [2, 2, 3, 0]),
    pl.Series("f", [1.5, -2.5, null, 0]),
    pl.Series("s", ["ab", "Ba", null, "é1"]),
    pl.Series("b", [true, false, null, true]),
    pl.Series(
      "t",
      ["2024-02-29T23:59:58.5Z", "2023-01-01T00:00:00Z", null, "1969-12-31T12:00:00Z"].map((t) =>
        t === null ? null : new Date(t),
      ),
    ),
    pl.Series("l", [[1, 2, 3], [], null, [4, null]]),
    typed("k", [7, 200, 3, 0], pl.UInt8),
  ]);
  return { pl, df, I: typed, S: pl.Series, c: pl.col, ser: (name: string) => df.getColumn(name) };
}
/** Frames and Series with the types of what they hold. */
function told(v: unknown): unknown {
  if (typeof v !== "object" || v === null) return v;
  // A frame's own names are no members of it to `in`.
  const { toRecords, schema, dtype, toArray } = v as Partial<DataFrame & Series>;
  if (toRecords !== undefined && schema !== undefined)
    return { schema: Object.entries(schema).map(([n, t]) => `${n}: ${t}`), rows: (v as DataFrame).toRecords() };
  if (dtype === undefined || toArray === undefined) return v;
  return { name: (v as Series).name, dtype: String(dtype), values: (v as Series).toArray() };
}

const text = readFileSync(join(import.meta.dirname, "lines.txt"), "utf8");
/** Calls of one line each. */
export const LINES: Readonly<Record<string, Call>> = Object.fromEntries(
  text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line): [string, Call] => [
      line,
      async (pl) => {
        const given = scope(pl);
        return told(await new Function(...Object.keys(given), `return (${line});`)(...Object.values(given)));
      },
    ]),
);
