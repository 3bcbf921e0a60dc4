import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import pl, { type DataFrame as DataFrameOfTheirs } from "../../src/compat.ts";
import * as polaroid from "../../src/node.ts";
import { pythonWith } from "../support/python.ts";

const { DataFrame, Int64, LazyFrame, sql } = polaroid;
const text = readFileSync(join(import.meta.dirname, "..", "..", "docs", "migration.md"), "utf8");

interface Pair {
  readonly theirs: string;
  readonly ours: string;
}
/** The rows of the tables below a heading: the code of their last two cells. */
const pairsOf = (heading: string): Pair[] => {
  const section = text.split(/^## /m).find((s) => s.startsWith(`${heading}\n`)) ?? "";
  return [...section.matchAll(/^\|(?:[^|`]*\|)? `(.+)` \| `(.+)` \|$/gm)].map(([, theirs = "", ours = ""]) => ({
    theirs,
    ours,
  }));
};
const SECTIONS = ["From Polars (Python)", "From Polars (Node)", "From pandas", "From arquero", "From SQL"];
const PAIRS = new Map(SECTIONS.map((s) => [s, pairsOf(s)]));

const df = new DataFrame(
  {
    id: [1, 2, 3, 4, 5],
    carrier: ["UA", "AA", "UA", "DL", "AA"],
    origin: ["EWR", "JFK", "LGA", "LGA", "JFK"],
    delay: [5, -3, null, 60, 10],
    distance: [1400, 2475, 719, 762, 1089.5],
    at: [0, 30, 90, 150, 200].map((minutes) => new Date(minutes * 60_000)),
  },
  { schema: { id: Int64, delay: Int64 } },
);
const names = new DataFrame({ carrier: ["UA", "AA", "B6"], name: ["United Air", "American", " JetBlue "] });

const FUNCTION = Object.getPrototypeOf(async () => {}).constructor as new (
  ...args: string[]
) => (...values: unknown[]) => Promise<unknown>;
async function evaluated(code: string, scope: Readonly<Record<string, unknown>>): Promise<unknown> {
  const known = Object.entries(scope).filter(([name]) => name !== "var");
  return new FUNCTION(...known.map(([name]) => name), `return (${code});`)(...known.map(([, v]) => v));
}
const own = async (code: string): Promise<Record<string, unknown>[]> => {
  const made = await evaluated(code, { ...polaroid, df, names });
  const frame = made instanceof LazyFrame ? await made.collect() : made;
  return frame instanceof DataFrame
    ? (frame.toRecords() as Record<string, unknown>[])
    : (frame as Record<string, unknown>[]);
};
/** Rows as text, in order of it unless the code puts them in one. */
function comparable(rows: readonly object[], code: string): string[] {
  const value = (v: unknown): unknown => {
    if (v instanceof Date) return v.toISOString();
    if (typeof v === "bigint") return Number(v);
    if (typeof v === "number") return Number.isNaN(v) ? null : Number(v.toFixed(9));
    return Array.isArray(v) ? v.map(value) : v;
  };
  const all = rows.map((r) =>
    JSON.stringify(
      Object.fromEntries(
        Object.entries(r)
          .sort()
          .map(([n, v]) => [n, value(v)]),
      ),
    ),
  );
  return /sort|order/.test(code) ? all : all.sort();
}

const PYTHON = `
import json, sys
from datetime import datetime, timedelta
at = [datetime(1970, 1, 1) + timedelta(minutes=m) for m in [0, 30, 90, 150, 200]]
data = {"id": [1, 2, 3, 4, 5], "carrier": ["UA", "AA", "UA", "DL", "AA"], "origin": ["EWR", "JFK", "LGA", "LGA", "JFK"], "delay": [5, -3, None, 60, 10], "distance": [1400, 2475, 719, 762, 1089.5], "at": at}
more = {"carrier": ["UA", "AA", "B6"], "name": ["United Air", "American", " JetBlue "]}
scope = {}
if sys.argv[1] == "polars":
    import polars as pl, polars.selectors as cs
    scope = {"pl": pl, "cs": cs, "df": pl.DataFrame({**data, "distance": [float(d) for d in data["distance"]]}), "names": pl.DataFrame(more)}
    rows = lambda d: d.to_dicts()
else:
    import pandas as pd
    scope = {"pd": pd, "df": pd.DataFrame(data), "names": pd.DataFrame(more)}
    rows = lambda d: json.loads(d.to_json(orient="records", date_format="iso"), object_hook=lambda o: {k: v.rstrip("Z") + "Z" if k == "at" else v for k, v in o.items()})
out = [rows(eval(code, scope)) for code in json.load(sys.stdin)]
json.dump(out, sys.stdout, default=lambda v: v.isoformat(timespec="milliseconds") + "Z")
`;
const judged = (module: "polars" | "pandas", pairs: readonly Pair[]): Record<string, unknown>[][] | string => {
  const found = pythonWith(module);
  if ("reason" in found) return found.reason;
  const out = execFileSync(found.python, ["-c", PYTHON, module], {
    input: JSON.stringify(pairs.map((p) => p.theirs)),
    env: { ...process.env, POLARS_SKIP_CPU_CHECK: "1" },
  });
  return JSON.parse(out.toString()) as Record<string, unknown>[][];
};

test("there are examples of everything", () => {
  expect([...PAIRS.values()].flat().length).toBeGreaterThan(60);
  for (const [section, pairs] of PAIRS) expect(pairs.length, section).toBeGreaterThan(5);
});

describe.each([...PAIRS])("%s", (_, pairs) => {
  test.each(pairs.map((p) => [p.ours] as const))("%s", async (code) => {
    expect((await own(code)).length).toBeGreaterThan(0);
  });
});

test.each(PAIRS.get("From SQL") as Pair[])("$theirs", async ({ theirs, ours }) => {
  const rows = (await sql(theirs, { tables: { df, names } }).collect()).toRecords() as object[];
  expect(comparable(rows, theirs)).toEqual(comparable(await own(ours), theirs));
});

test.each(PAIRS.get("From Polars (Node)") as Pair[])("$theirs", async ({ theirs, ours }) => {
  const frame = (await evaluated(theirs, {
    pl,
    df: pl.DataFrame(Object.fromEntries(df.getColumns().map((s) => [s.name, pl.Series(s.name, s.toArray())]))),
  })) as DataFrameOfTheirs;
  expect(comparable(frame.toRecords(), theirs)).toEqual(comparable(await own(ours), theirs));
});

describe.each([
  ["polars", "From Polars (Python)"],
  ["pandas", "From pandas"],
] as const)("%s gives the same", (module, section) => {
  const pairs = PAIRS.get(section) as Pair[];
  const answers = judged(module, pairs);
  if (typeof answers === "string") console.log(`${pairs.length} examples are not compared: ${answers}`);
  test.skipIf(typeof answers === "string").each(pairs.map((p, i) => [p.theirs, p.ours, i] as const))(
    "%s",
    async (theirs, ours, i) => {
      expect(comparable(await own(ours), theirs)).toEqual(comparable(answers[i] as Record<string, unknown>[], theirs));
    },
  );
});
