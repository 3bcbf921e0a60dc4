import type { Result } from "./report.ts";

interface Machine {
  readonly cores: number;
  readonly model?: string;
  readonly date: string;
}

const WIDTH = 860;
const [LEFT, RIGHT] = [250, 700];
const [TOP, ROW, FOOT] = [64, 22, 40];
const TICKS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];
const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #24292f }
  .title { font-size: 15px; font-weight: 600 }
  .quiet { fill: #57606a }
  .end { text-anchor: end } .mid { text-anchor: middle }
  .faster { fill: #1a7f9c } .slower { fill: #d1762b }
  .grid { stroke: #d0d7de } .one { stroke: #57606a; stroke-width: 1.5 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .quiet { fill: #9da7b3 }
    .faster { fill: #3fb6d3 } .slower { fill: #f0944d }
    .grid { stroke: #30363d } .one { stroke: #9da7b3 }
  }`;

const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const text = (x: number, y: number, is: string, of: string): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" class="${is}">${escaped(of)}</text>`;
const line = (x: number, y1: number, y2: number, is: string): string =>
  `<line x1="${x.toFixed(1)}" x2="${x.toFixed(1)}" y1="${y1}" y2="${y2}" class="${is}"/>`;
const shown = (ratio: number): string => (ratio < 0.1 ? ratio.toPrecision(1) : ratio.toFixed(2));

/** Bars of the ratio to the best of the others on a logarithmic axis, away from 1. */
function bars(suite: string, found: readonly Result[], foot: string): string {
  const ratios = found.map((r) => r.ratio);
  // From one tick to another, and 1 between them.
  const low = Math.max(TICKS[0] as number, TICKS.findLast((t) => t <= Math.min(0.5, ...ratios)) ?? 0);
  const high = TICKS.find((t) => t >= Math.max(2, ...ratios)) ?? 100;
  const x = (ratio: number): number => {
    const share = Math.log(Math.min(high, Math.max(low, ratio)) / low) / Math.log(high / low);
    return LEFT + 10 + share * (RIGHT - LEFT - 20);
  };
  const to = found[0]?.to ?? "the best of the others";
  const sizes = new Set(found.map((r) => r.rows));
  const height = TOP + ROW * found.length + FOOT;
  const bottom = height - FOOT + 4;
  const ticks = TICKS.filter((t) => t >= low && t <= high && (high / low < 100 || /^0?\.?0*1/.test(String(t))));
  const rows = found.map((r, i) => {
    const y = TOP + ROW * i;
    const [from, to] = [x(1), x(r.ratio)].sort((a, b) => a - b) as [number, number];
    const best = Object.keys(r.values).filter((e) => !e.startsWith("polaroid"));
    const peer = best.reduce((a, b) => ((r.values[a] as number) <= (r.values[b] as number) ? a : b), best[0] ?? "-");
    const name = sizes.size > 1 ? `${r.case}, ${r.rows.toLocaleString("en-US")} rows` : r.case;
    const bar = `<rect x="${from.toFixed(1)}" y="${y + 4}" width="${Math.max(1, to - from).toFixed(1)}" height="${ROW - 8}" rx="2" class="${r.ratio <= 1 ? "faster" : "slower"}"/>`;
    return [
      text(LEFT - 8, y + 15, "end", name),
      bar,
      text(RIGHT + 8, y + 15, "", `${shown(r.ratio)} of ${r.to ?? peer}`),
    ].join("");
  });
  const grid = ticks.map(
    (t) => line(x(t), TOP - 4, bottom, t === 1 ? "one" : "grid") + text(x(t), TOP - 10, "mid quiet", String(t)),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">
<title>${escaped(suite)}: polaroid over ${escaped(to)}</title>
<style>${STYLE}
</style>
${text(16, 24, "title", `${suite}: polaroid over ${to} (below 1 is better)`)}
${grid.join("\n")}
${rows.join("\n")}
${text(16, height - 12, "quiet", foot)}
</svg>
`;
}

/** A chart for each suite of a run, by its name. */
export function chart(
  results: readonly Result[],
  machine: Machine,
  versions: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  const suites = Map.groupBy(
    results.filter((r) => Number.isFinite(r.ratio)),
    (r) => r.suite,
  );
  return new Map(
    [...suites].map(([suite, found]) => {
      const engines = [...new Set(found.flatMap((r) => Object.keys(r.values)))].filter(
        (e) => !e.startsWith("polaroid-"),
      );
      const used = engines.map((e) => `${e} ${versions[e] ?? ""}`.trim()).join(", ");
      return [suite, bars(suite, found, `${used}; ${machine.cores} cores, ${machine.date.slice(0, 10)}`)];
    }),
  );
}
