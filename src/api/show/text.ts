import type { Batch } from "../../arrow/batch.ts";
import type { Schema } from "../../arrow/schema.ts";
import { cellsOf, type ShowOptions } from "./cells.ts";
import { fit, pad, textWidth } from "./width.ts";

export interface TextOptions extends ShowOptions {
  /** Columns of the terminal; 100 unless given. */
  readonly width?: number;
}

const MOST = 32;

const line = (left: string, cells: readonly string[], middle: string, right: string): string => left + cells.join(middle) + right;

/** A table with names, types and the first and last rows, no wider than asked. */
export function tableText(schema: Schema, b: Batch, options: TextOptions = {}): string {
  const room = options.width ?? 100;
  for (let columns = Math.min(schema.fields.length, options.columns ?? 12); ; columns--) {
    const text = draw(schema, b, { ...options, columns: Math.max(2, columns) });
    if (columns <= 2 || textWidth(text.slice(text.indexOf("\n") + 1).split("\n", 1)[0] as string) <= room) return text;
  }
}

function draw(schema: Schema, b: Batch, options: ShowOptions): string {
  const { heads, body, gap, rows, columns } = cellsOf(schema, b, options);
  const shape = `${rows.toLocaleString("en-US")} ${rows === 1 ? "row" : "rows"}, ${columns} ${columns === 1 ? "column" : "columns"}`;
  if (columns === 0) return shape;
  const lines = [heads.map((h) => fit(h.name, MOST)), heads.map((h) => fit(h.type, MOST)), ...body.map((r) => (r ?? heads.map(() => "…")).map((c) => fit(c, MOST)))];
  const rights = heads.map((h) => h.right);
  if (gap !== null) {
    for (const l of lines) l.splice(gap, 0, "…");
    rights.splice(gap, 0, false);
  }
  const widths = rights.map((_, i) => lines.reduce((w, l) => Math.max(w, textWidth(l[i] as string)), 0));
  const text = (cells: readonly string[]): string => line("│ ", cells.map((c, i) => pad(c, widths[i] as number, rights[i] as boolean)), " ┆ ", " │");
  const rule = (a: string, fill: string, m: string, z: string): string => line(a, widths.map((w) => fill.repeat(w + 2)), m, z);
  const [names, types, ...rest] = lines.map(text);
  return [shape, rule("┌", "─", "┬", "┐"), names, types, rule("╞", "═", "╪", "╡"), ...rest, rule("└", "─", "┴", "┘")].join("\n");
}
