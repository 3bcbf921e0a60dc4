import type { Line } from "./case.ts";

/** One case at one size: each engine's median milliseconds, and ours over the best of the others. */
export interface Result {
  readonly suite: string;
  readonly rows: number;
  readonly case: string;
  readonly ms: Readonly<Record<string, number>>;
  readonly first: Readonly<Record<string, number>>;
  readonly ratio: number;
}

const OURS = "polaroid";
// What is no number is null in JSON.
const near = (a: number | null, b: number | null): boolean =>
  a === b || (a !== null && b !== null && Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b)));
const middle = (of: readonly number[]): number => [...of].sort((a, b) => a - b)[of.length >> 1] as number;
export const milliseconds = (ms: number | undefined): string =>
  ms === undefined
    ? "-"
    : ms < 1
      ? `${(ms * 1000).toFixed(1)} us`
      : ms < 100
        ? `${ms.toFixed(2)} ms`
        : `${ms.toFixed(0)} ms`;

/** What two engines say of one case, where it differs. */
function difference(a: Line, b: Line): string | undefined {
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
      if (differs !== undefined)
        console.error(`ANSWERS DIFFER in ${suite} ${name}, polaroid and ${engine}: ${differs}`);
    }
    const peers = Object.entries(ms).filter(([engine]) => !engine.startsWith(OURS));
    return {
      suite,
      rows,
      case: name,
      ms,
      first,
      ratio: (ms[OURS] ?? Number.NaN) / Math.min(...peers.map(([, v]) => v)),
    };
  });
}

export const geomean = (of: readonly number[]): number => Math.exp(of.reduce((s, r) => s + Math.log(r), 0) / of.length);

/** A table for people. */
export function print(found: readonly Result[], engines: readonly string[]): void {
  const width = Math.max(16, ...found.map((r) => r.case.length + 2));
  console.log(["case".padEnd(width), ...engines.map((e) => e.padStart(12)), "to the best".padStart(13)].join(""));
  for (const r of found)
    console.log(
      [
        r.case.padEnd(width),
        ...engines.map((e) => milliseconds(r.ms[e]).padStart(12)),
        r.ratio.toFixed(2).padStart(13),
      ].join(""),
    );
}

/** The last line of a suite. */
export function summary(suite: string, found: readonly Result[]): string {
  const ratios = found.map((r) => r.ratio).filter((r) => Number.isFinite(r));
  return `${suite} geomean ${geomean(ratios).toFixed(2)} worst ${Math.max(...ratios).toFixed(2)}`;
}
