import type { Line } from "./case.ts";

/** What the figures of a case are: milliseconds, times the size of the data, or bytes. */
export type Unit = "ms" | "times" | "bytes";

/** One case at one size: each engine's median, and ours over the best of the others. */
export interface Result {
  readonly suite: string;
  readonly rows: number;
  readonly case: string;
  readonly unit: Unit;
  readonly values: Readonly<Record<string, number>>;
  readonly first: Readonly<Record<string, number>>;
  readonly ratio: number;
  /** The one engine that the ratio is to, where it is not the best of them. */
  readonly to?: string;
}

const OURS = "polaroid";
const peers = (values: Result["values"]): readonly string[] => Object.keys(values).filter((e) => !e.startsWith(OURS));
/** Ours over the best of the others; no number where either is missing. */
export const toBest = (values: Result["values"]): number => {
  const best = Math.min(...peers(values).map((e) => values[e] as number));
  return Number.isFinite(best) ? (values[OURS] ?? Number.NaN) / best : Number.NaN;
};
// What is no number is null in JSON, and NaN before.
const near = (a: number | null, b: number | null): boolean =>
  Object.is(a, b) ||
  a === b ||
  (a !== null && b !== null && Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b)));
const middle = (of: readonly number[]): number => [...of].sort((a, b) => a - b)[of.length >> 1] as number;
const milliseconds = (ms: number): string =>
  ms < 1 ? `${(ms * 1000).toFixed(1)} us` : ms < 100 ? `${ms.toFixed(2)} ms` : `${ms.toFixed(0)} ms`;
const SHOWN: Readonly<Record<Unit, (value: number) => string>> = {
  ms: milliseconds,
  times: (value) => value.toFixed(2),
  bytes: (value) => (value < 1e6 ? `${(value / 1e3).toFixed(1)} kB` : `${(value / 1e6).toFixed(1)} MB`),
};

/** A figure for people. */
export const shown = (unit: Unit, value: number): string => SHOWN[unit](value);

/** What two engines say of one case, where it differs. */
export function difference(a: Pick<Line, "rows" | "sums">, b: Pick<Line, "rows" | "sums">): string | undefined {
  if (a.rows !== b.rows) return `${a.rows} rows, ${b.rows} rows`;
  const at = a.sums.findIndex((s, i) => !near(s, b.sums[i] as number | null));
  if (a.sums.length > 0 && b.sums.length > 0 && at >= 0) return `column ${at} sums to ${a.sums[at]}, to ${b.sums[at]}`;
  return undefined;
}

/** Medians over the rounds, compared answers, ratios. */
export function results(
  suite: string,
  rows: number,
  cases: readonly string[],
  rounds: Readonly<Record<string, readonly (readonly Line[])[]>>,
): readonly Result[] {
  return cases.map((name) => {
    const ms: Record<string, number> = {};
    const first: Record<string, number> = {};
    const lines: Record<string, Line> = {};
    for (const [engine, runs] of Object.entries(rounds)) {
      const found = runs.map((r) => r.find((l) => l.case === name)).filter((l): l is Line => l !== undefined);
      if (found.length === 0) continue;
      ms[engine] = middle(found.map((l) => l.ms));
      first[engine] = middle(found.map((l) => l.first));
      lines[engine] = found[0] as Line;
    }
    const ours = lines[OURS];
    for (const [engine, line] of Object.entries(lines)) {
      const differs = ours && difference(ours, line);
      if (differs === undefined) continue;
      console.error(`ANSWERS DIFFER in ${suite} ${name}, polaroid and ${engine}: ${differs}`);
      process.exitCode = 1;
    }
    return { suite, rows, case: name, unit: "ms" as const, values: ms, first, ratio: toBest(ms) };
  });
}

export const geomean = (of: readonly number[]): number => Math.exp(of.reduce((s, r) => s + Math.log(r), 0) / of.length);

/** A table for people. */
export function print(found: readonly Result[], engines: readonly string[]): void {
  const width = Math.max(16, ...found.map((r) => r.case.length + 2));
  console.log(
    ["case".padEnd(width), ...engines.map((e) => e.padStart(12)), `to ${found[0]?.to ?? "the best"}`.padStart(13)].join(
      "",
    ),
  );
  for (const r of found)
    console.log(
      [
        r.case.padEnd(width),
        ...engines.map((e) => (r.values[e] === undefined ? "-" : SHOWN[r.unit](r.values[e])).padStart(12)),
        (Number.isFinite(r.ratio) ? r.ratio.toPrecision(3) : "-").padStart(13),
      ].join(""),
    );
}

const finite = (of: readonly number[]): readonly number[] => of.filter((r) => Number.isFinite(r));
// Ratios of a hundredth keep their digits.
const two = (ratio: number): string => (ratio < 0.1 ? ratio.toPrecision(2) : ratio.toFixed(2));

/** Ours over each of the others, geometric means of the cases that both have. */
export function against(suite: string, found: readonly Result[]): string {
  const names = [...new Set(found.flatMap((r) => peers(r.values)))];
  const each = names.map((e) => {
    const ratios = finite(found.map((r) => (r.values[OURS] ?? Number.NaN) / (r.values[e] ?? Number.NaN)));
    return `${e} ${two(geomean(ratios))}`;
  });
  return `${suite} against ${each.join(", ")}`;
}

/** The last line of a suite. */
export function summary(suite: string, found: readonly Result[]): string {
  const ratios = finite(found.map((r) => r.ratio));
  return `${suite} geomean ${two(geomean(ratios))} worst ${two(Math.max(...ratios))}`;
}
