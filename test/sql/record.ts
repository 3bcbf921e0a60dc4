/**
 * Fills in the answers of test/sql/logic/*.test from DuckDB, and marks with `skipif` what our engines do not answer so:
 * `node test/sql/record.ts [FILE...]`. A record whose query DuckDB refuses must be an error; one with `ours` behind its
 * code is an error of ours alone.
 */
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { judged } from "./logic/cells.ts";
import { type LogicRecord, parseLogic, printLogic } from "./logic/format.ts";
import { ENGINES, withTables, wrong } from "./logic/run.ts";

const given = process.argv.slice(2);
const files = given.length > 0 ? given : globSync(join(import.meta.dirname, "logic", "*.test")).sort();
const judge = await withTables();
let problems = 0;
const seen = new Map<string, string>();
const tell = (file: string, record: LogicRecord, what: string): void => {
  problems++;
  console.log(`${file}:${record.line} ${what}\n    ${record.sql.replaceAll("\n", " ")}`);
};

async function answered(file: string, record: LogicRecord): Promise<LogicRecord> {
  const { expect, sql, params } = record;
  if (expect.kind === "error" && expect.ours) return record;
  let found: Awaited<ReturnType<typeof judged>> | string;
  try {
    found = await judged(judge, sql, params);
  } catch (error) {
    found = String((error as Error).message).split("\n")[0] as string;
  }
  if (expect.kind === "error") {
    if (typeof found !== "string") tell(file, record, `DuckDB answers with ${found.rows.length} rows`);
    return record;
  }
  if (typeof found === "string") {
    tell(file, record, `DuckDB refuses: ${found}`);
    return record;
  }
  if (!expect.sorted && (await shuffles(record, found)))
    tell(file, record, "the order of rows is not determined: rowsort");
  const rows = expect.sorted ? [...found.rows].sort((a, b) => (a.join("\t") < b.join("\t") ? -1 : 1)) : found.rows;
  return { ...record, expect: { ...expect, types: found.types, rows } };
}
/** Whether a query with no order at its end is compared in order. */
const shuffles = async (record: LogicRecord, { rows }: { rows: readonly unknown[] }): Promise<boolean> =>
  rows.length > 1 && !/order\s+by/i.test(record.sql);

for (const file of files) {
  const out: LogicRecord[] = [];
  let skipped = 0;
  for (const record of parseLogic(readFileSync(file, "utf8"))) {
    if (record.sql === "") {
      out.push(record);
      continue;
    }
    const key = `${record.sql} ${JSON.stringify(record.params)}`;
    if (seen.has(key)) {
      tell(file, record, `is in ${seen.get(key)} too: left out`);
      continue;
    }
    seen.set(key, file);
    const now = await answered(file, record);
    const why = await Promise.all(ENGINES.map((engine) => wrong(now, engine)));
    const oneLine = (text: string): string => text.replaceAll("\n", " ").slice(0, 200);
    const skips =
      why.every((w) => w !== undefined) && why[0] === why[1]
        ? [{ on: "polaroid" as const, reason: oneLine(why[0] as string) }]
        : ENGINES.flatMap((on, i) => (why[i] === undefined ? [] : [{ on, reason: oneLine(why[i] as string) }]));
    if (skips.length > 0) skipped++;
    out.push({ ...now, skips });
  }
  writeFileSync(file, printLogic(out));
  console.log(`${file}: ${out.length} records, ${skipped} skipped`);
}
console.log(`${problems} to look at`);
process.exit(problems > 0 ? 1 : 0);
