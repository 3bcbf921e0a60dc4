import type { Batch } from "../../arrow/batch.ts";
import type { Schema } from "../../arrow/schema.ts";
import { type Cells, cellsOf, type ShowOptions, shapeText } from "./cells.ts";
import { clip, pad, terminalWidth, textWidth } from "./width.ts";

/** How much of a frame is shown, and how wide. */
export interface TextOptions extends ShowOptions {
  /** Columns of the terminal; those of standard output, or 100, unless given. */
  readonly width?: number;
}

const CELL = 32;
// Before columns are left out, long texts are cut to this.
const NARROW = 16;

/** A table with names, types and the first and last rows, no wider than asked where two columns clip. */
export function tableText(schema: Schema, b: Batch, options: TextOptions = {}): string {
  const room = options.width ?? terminalWidth();
  for (let columns = Math.min(schema.fields.length, options.columns ?? 12); ; columns--) {
    const cells = cellsOf(schema, b, { ...options, columns: Math.max(2, columns) });
    if (cells.columns === 0) return shapeText(cells);
    const narrow = widths(cells, NARROW);
    if (columns > 2 && total(narrow) > room) continue;
    return draw(cells, widen(narrow, widths(cells, CELL), room));
  }
}

const total = (all: readonly number[]): number => all.reduce((n, w) => n + w + 3, 1);

/** Every line of a table: names, types, rows; a gap as a column of its own. */
function linesOf({ heads, body, gap }: Cells): string[][] {
  const lines = [
    heads.map((h) => h.name),
    heads.map((h) => h.type),
    ...body.map((r) => [...(r ?? heads.map(() => "…"))]),
  ];
  if (gap !== null) for (const l of lines) l.splice(gap, 0, "…");
  return lines;
}

const widths = (cells: Cells, most: number): number[] => {
  const lines = linesOf(cells);
  return (lines[0] as string[]).map((_, i) =>
    lines.reduce((w, l) => Math.max(w, textWidth(clip(l[i] as string, most))), 0),
  );
};

/** Gives the room that is left to the columns that want it, the least wanting first. */
function widen(have: readonly number[], want: readonly number[], room: number): number[] {
  const out = [...have];
  let left = room - total(out);
  const order = out
    .map((_, i) => i)
    .sort((a, b) => (want[a] as number) - (have[a] as number) - (want[b] as number) + (have[b] as number));
  order.forEach((i, at) => {
    const more = Math.max(
      0,
      Math.min((want[i] as number) - (have[i] as number), Math.floor(left / (order.length - at))),
    );
    out[i] = (have[i] as number) + more;
    left -= more;
  });
  return out;
}

function draw(cells: Cells, all: readonly number[]): string {
  const rights = cells.heads.map((h) => h.right);
  if (cells.gap !== null) rights.splice(cells.gap, 0, false);
  const row = (l: readonly string[]): string =>
    `│ ${l.map((c, i) => pad(clip(c, all[i] as number), all[i] as number, rights[i] as boolean)).join(" ┆ ")} │`;
  const rule = (a: string, fill: string, m: string, z: string): string =>
    a + all.map((w) => fill.repeat(w + 2)).join(m) + z;
  const [names, types, ...rest] = linesOf(cells).map(row);
  return [
    shapeText(cells),
    rule("┌", "─", "┬", "┐"),
    names,
    types,
    rule("╞", "═", "╪", "╡"),
    ...rest,
    rule("└", "─", "┴", "┘"),
  ].join("\n");
}
