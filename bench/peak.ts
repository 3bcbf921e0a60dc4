import type { Case, Line } from "./case.ts";
import { measure } from "./measure.ts";
import { results, toBest } from "./report.ts";
import { fileOf } from "./suites.ts";
import type { Runner } from "./time.ts";

/** The tables that a question names. */
async function needed(suite: string, name: string, files: Readonly<Record<string, string>>) {
  const { question } = (await import(fileOf(suite, name))) as { question: Case };
  const words = new Set(question.duckdb?.split(/\W+/));
  return Object.fromEntries(Object.entries(files).filter(([table]) => words.has(table)));
}

/** The most memory that a process held which loads the tables and asks once, over what the tables hold; the ratio is to polars. */
export const byPeak: Runner = async (suite, rows, cases, form) => {
  const versions: Record<string, string | undefined> = {};
  const rounds: Record<string, Line[]> = {};
  const bytes: Record<string, number> = {};
  for (const name of cases) {
    const files = await needed(suite, name, await form.data(rows, name));
    for (const engine of form.engines) {
      const found = await measure(engine, suite, rows, files, [name], 0);
      versions[engine] = found?.version;
      if (engine === "polaroid") bytes[name] = found?.bytes ?? Number.NaN;
      rounds[engine] = [...(rounds[engine] ?? []), ...(found?.lines ?? [])];
    }
  }
  const peaks = (engine: string, name: string): number =>
    (rounds[engine]?.find((l) => l.case === name)?.peak ?? Number.NaN) / (bytes[name] as number);
  const timed = results(
    suite,
    rows,
    cases,
    Object.fromEntries(Object.entries(rounds).map(([e, lines]) => [e, [lines]])),
  );
  return {
    versions,
    results: timed.map((r) => {
      const values = Object.fromEntries(Object.keys(r.values).map((engine) => [engine, peaks(engine, r.case)]));
      const { polaroid = Number.NaN, polars } = values;
      const mine = { ...r, unit: "times" as const, values };
      return polars === undefined
        ? { ...mine, ratio: toBest(values) }
        : { ...mine, ratio: polaroid / polars, to: "polars" };
    }),
  };
};
