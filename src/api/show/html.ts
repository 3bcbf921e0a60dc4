import type { Batch } from "../../arrow/batch.ts";
import type { Schema } from "../../arrow/schema.ts";
import { cellsOf, type ShowOptions, shapeText } from "./cells.ts";
import { clip } from "./width.ts";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => clip(text, 200).replace(/[&<>"]/g, (c) => ENTITIES[c] as string);

/** A frame's first and last rows as an HTML table; every text is escaped. */
export function tableHtml(schema: Schema, b: Batch, options: ShowOptions = {}): string {
  const cells = cellsOf(schema, b, { rows: 20, columns: 30, ...options });
  const { heads, body, gap } = cells;
  const row = (tag: string, cells: readonly string[]): string => {
    const all = cells.map(
      (c, i) => `<${tag}${heads[i]?.right ? ' style="text-align:right"' : ""}>${escaped(c)}</${tag}>`,
    );
    if (gap !== null) all.splice(gap, 0, `<${tag}>…</${tag}>`);
    return `<tr>${all.join("")}</tr>`;
  };
  const head =
    row(
      "th",
      heads.map((h) => h.name),
    ) +
    row(
      "td",
      heads.map((h) => h.type),
    );
  const lines = body.map((r) => row("td", r ?? heads.map(() => "…")));
  return `<table class="polaroid"><caption>${shapeText(cells)}</caption><thead>${head}</thead><tbody>${lines.join("")}</tbody></table>`;
}
