import type { Column } from "../../arrow/column.ts";
import type { Schema } from "../../arrow/schema.ts";
import type { DataType } from "../../arrow/types.ts";
import { type Stored, valueAt } from "../../arrow/value.ts";

const quoted = (s: string): string => JSON.stringify(s);

/** The type as code that makes it. */
function typeSource(t: DataType): string {
  switch (t.id) {
    case "Decimal":
      return `Decimal(${t.precision}, ${t.scale})`;
    case "Datetime":
      return t.zone === null ? `Datetime(${quoted(t.unit)})` : `Datetime(${quoted(t.unit)}, ${quoted(t.zone)})`;
    case "Duration":
      return `Duration(${quoted(t.unit)})`;
    case "Enum":
      return `Enum(${JSON.stringify(t.categories)})`;
    case "List":
      return `List(${typeSource(t.inner)})`;
    case "FixedSizeList":
      return `FixedSizeList(${typeSource(t.inner)}, ${t.size})`;
    case "Struct":
      return `Struct({ ${t.fields.map((f) => `${quoted(f.name)}: ${typeSource(f.type)}`).join(", ")} })`;
    default:
      return t.id;
  }
}

/** A stored value as code. */
function valueSource(v: Stored): string {
  if (typeof v === "bigint") return `${v}n`;
  if (typeof v === "number")
    return Number.isFinite(v)
      ? Object.is(v, -0)
        ? "-0"
        : String(v)
      : Number.isNaN(v)
        ? "NaN"
        : v > 0
          ? "Infinity"
          : "-Infinity";
  if (v instanceof Uint8Array) return `Uint8Array.of(${[...v].join(", ")})`;
  if (Array.isArray(v)) return `[${(v as readonly Stored[]).map(valueSource).join(", ")}]`;
  if (typeof v === "object" && v !== null)
    return `{ ${Object.entries(v)
      .map(([k, x]) => `[${quoted(k)}]: ${valueSource(x as Stored)}`)
      .join(", ")} }`;
  return JSON.stringify(v);
}
const listSource = (c: Column, n: number): string =>
  `[${Array.from({ length: Math.min(n, c.length) }, (_, r) => valueSource(valueAt(c, r))).join(", ")}]`;

/** Code that makes a Series of the first values. */
export const seriesSource = (name: string, c: Column, n: number): string =>
  `new Series(${quoted(name)}, ${listSource(c, n)}, ${typeSource(c.type)})`;

/** Code that makes a frame of the first rows. */
export function frameSource(s: Schema, columns: readonly Column[], n: number): string {
  const data = s.fields.map((f, i) => `    [${quoted(f.name)}]: ${listSource(columns[i] as Column, n)},\n`);
  const types = s.fields.map((f) => `[${quoted(f.name)}]: ${typeSource(f.type)}`);
  return `new DataFrame(\n  {\n${data.join("")}  },\n  { schema: { ${types.join(", ")} } },\n)`;
}
