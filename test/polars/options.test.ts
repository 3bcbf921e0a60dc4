import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { typeName } from "../../src/node.ts";
import { CASES } from "./options.ts";

interface Answer {
  readonly types: Readonly<Record<string, string>>;
  readonly rows: readonly (readonly unknown[])[];
}
/** What Polars answered, recorded by record-options.ts. */
const ANSWERS = JSON.parse(readFileSync(join(import.meta.dirname, "options.json"), "utf8")) as Readonly<
  Record<string, Answer>
>;
const polarsName = (t: string): string => t.replaceAll("Utf8", "String").replaceAll("Bool", "Boolean");
const ordered = (rows: readonly (readonly unknown[])[]) => rows.map((r) => JSON.stringify(r)).sort();

test.each(Object.entries(CASES))("%s", (name, { ours, unordered }) => {
  const df = ours();
  const wanted = ANSWERS[name] as Answer;
  expect(Object.fromEntries(df.schema.fields.map((f) => [f.name, polarsName(typeName(f.type as never))]))).toEqual(
    wanted.types,
  );
  expect(df.columns).toEqual(Object.keys(wanted.types));
  if (unordered === true) expect(ordered(df.rows())).toEqual(ordered(wanted.rows));
  else expect(df.rows()).toEqual(wanted.rows);
});
