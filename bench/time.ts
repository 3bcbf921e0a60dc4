import type { Line } from "./case.ts";
import { measure } from "./measure.ts";
import { type Result, results } from "./report.ts";
import type { Suite } from "./suites.ts";

/** What a suite gave: its results, and the version of each engine that took part (none: it is not installed). */
export interface Ran {
  readonly results: readonly Result[];
  readonly versions: Readonly<Record<string, string | undefined>>;
}
export type Runner = (name: string, rows: number, cases: readonly string[], form: Suite) => Promise<Ran>;

/** Warm queries: fresh processes of each engine, in turn. */
export const byTime: Runner = async (name, rows, cases, form) => {
  const files = await form.data(rows, cases[0] as string);
  const versions: Record<string, string | undefined> = {};
  const rounds: Record<string, (readonly Line[])[]> = {};
  for (let round = 0; round < form.rounds; round++)
    for (const engine of form.engines) {
      // Arquero's large cases take minutes and say what its small ones say.
      if (engine === "arquero" && rows > 1_000_000) continue;
      const found = await measure(engine, name, rows, files, cases, form.seconds);
      versions[engine] = found?.version;
      if (found !== undefined) rounds[engine] = [...(rounds[engine] ?? []), found.lines];
    }
  return { results: results(name, rows, cases, rounds), versions };
};
