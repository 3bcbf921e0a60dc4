import { geomean, type Result, shown } from "./report.ts";

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
const ratio = (r: number): string => (Number.isFinite(r) ? r.toFixed(r < 10 ? 2 : 0) : "-");

function table(suite: string, found: readonly Result[]): string {
  const engines = [...new Set(found.flatMap((r) => Object.keys(r.values)))];
  const sizes = new Set(found.map((r) => r.rows));
  const size = (rows: number): string => rows.toLocaleString("en-US");
  const to = found[0]?.to ?? "the best";
  const lines = found.map((r) =>
    row([
      sizes.size > 1 ? `${r.case}, ${size(r.rows)} rows` : r.case,
      ...engines.map((e) => (r.values[e] === undefined ? "-" : shown(r.unit, r.values[e]))),
      ratio(r.ratio),
    ]),
  );
  const ratios = found.map((r) => r.ratio).filter(Number.isFinite);
  const sum = ratios.length === 0 ? "" : `geomean ${ratio(geomean(ratios))}, worst ${ratio(Math.max(...ratios))}`;
  const rows = sizes.size > 1 ? "" : `, ${size(found[0]?.rows ?? 0)} rows`;
  return [
    `### ${suite}${rows}: ${sum}`,
    "",
    `![${suite}](performance/${suite}.svg)`,
    "",
    row(["case", ...engines, `to ${to}`]),
    row(["---", ...engines.map(() => "---:"), "---:"]),
    ...lines,
  ].join("\n");
}

/** The results of a run as a page's tables, a suite each. */
export const tables = (found: readonly Result[]): string =>
  [...Map.groupBy(found, (r) => r.suite)].map(([suite, of]) => table(suite, of)).join("\n\n");

/** A page with what stands between two marks replaced. */
export function between(page: string, mark: string, text: string): string {
  const [start, end] = [`<!-- ${mark} -->`, `<!-- end of ${mark} -->`];
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the page has no ${start} and ${end}`);
  return `${page.slice(0, from + start.length)}\n\n${text}\n\n${page.slice(to)}`;
}
