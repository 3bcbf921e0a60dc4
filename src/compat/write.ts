import type { DataFrame as OurFrame } from "../api/data-frame.ts";
import { Expr as OurExpr } from "../api/expr/expr.ts";
import { cs } from "../api/expr/selectors.ts";
import { jsonArray, writeBytes } from "../api/write.ts";
import { badArgument } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import type { DataFrame } from "./frame.ts";
import { loose } from "./into.ts";
import type { Loose } from "./ours.ts";

type Kind = "csv" | "json" | "parquet" | "ipc" | "ipcStream";
type Given = Readonly<Record<string, any>>;
interface Writable {
  write(bytes: Uint8Array): unknown;
}
const isWritable = (v: any): v is Writable => typeof v === "object" && v !== null && typeof v.write === "function";

/** What is taken and means nothing here: how the work is divided, and what cannot fail here. */
const IDLE = /^(batchSize|maintainOrder|syncOnClose|checkExtension|cloudOptions|compressionLevel|dataPagesizeLimit|floatScientific|decimalComma|mkdir|compatLevel|multiline|orient|retries)$/;
const NAMES: Readonly<Record<string, string>> = { sep: "separator", quote: "quoteChar" };
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  csv: ["separator", "includeHeader", "nullValue", "quoteStyle", "quoteChar", "includeBom", "lineTerminator", "floatPrecision"],
  parquet: ["compression", "rowGroupSize", "statistics"],
  ipc: ["compression"],
  json: [],
};
const TEMPORAL = ["dateFormat", "datetimeFormat", "timeFormat"] as const;
const value = (name: string, v: unknown): unknown => {
  if (v === "uncompressed") return "none";
  if (name === "statistics") return v !== false;
  return v === "non_numeric" ? "nonNumeric" : v;
};

/** Their options in our words; what is unknown is an error, what has no meaning here is left out. */
function translated(kind: string, options: Given): object {
  const known = KNOWN[kind] as readonly string[];
  const out: Record<string, unknown> = {};
  for (const [given, v] of Object.entries(options)) {
    const name = NAMES[given] ?? given;
    if (v === undefined || IDLE.test(name) || (TEMPORAL as readonly string[]).includes(name) || name === "format") continue;
    if (name === "compression" && !known.includes(name) && v === "uncompressed") continue;
    if (!known.includes(name)) throw new PolaroidError("NOT_SUPPORTED", `writing ${kind} does not take ${name}; it takes ${known.join(", ") || "no options"}`);
    out[name] = value(name, v);
  }
  return out;
}
/** Dates and times as text of the formats asked for. */
function timed(df: OurFrame, options: Given): OurFrame {
  const columns: Loose[] = [];
  const add = (all: unknown, format: string | undefined): void => {
    if (format !== undefined) columns.push(loose(new OurExpr((all as Loose)["~expr"]) as never).dt.strftime(format));
  };
  add(cs.date(), options["dateFormat"]);
  add(cs.datetime(), options["datetimeFormat"]);
  add(cs.time(), options["timeFormat"]);
  return columns.length === 0 ? df : ((df as unknown as Loose).withColumns(...columns) as unknown as OurFrame);
}

async function bytesOf(df: OurFrame, kind: Kind, options: Given): Promise<Uint8Array<ArrayBuffer>> {
  const chosen = translated(kind === "ipcStream" ? "ipc" : kind, options);
  switch (kind) {
    case "csv":
      return timed(df, options).toBytes("csv", chosen);
    case "json": {
      const lines = await df.toBytes("ndjson");
      return options["format"] === "json" ? jsonArray(lines) : lines;
    }
    case "parquet":
      return df.toBytes("parquet", { compression: "none", ...chosen });
    default:
      return df.toBytes("ipc", { ...chosen, layout: kind === "ipc" ? "file" : "stream" });
  }
}

/** Writes to a path or a stream, or gives the bytes. */
export async function write(df: OurFrame, kind: Kind, dest: unknown, options: Given = {}): Promise<unknown> {
  if (typeof dest === "string") return writeBytes(dest, await bytesOf(df, kind, options));
  if (isWritable(dest)) return void dest.write(await bytesOf(df, kind, options));
  if (dest != null && typeof dest !== "object") throw badArgument("where to write", dest, "a path, a stream, or options");
  const bytes = await bytesOf(df, kind, { ...options, ...(dest as object | undefined) });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
const SINKS: Readonly<Record<string, string>> = { sinkCsv: "csv", sinkParquet: "parquet", sinkNdjson: "json", sinkIpc: "ipc" };
export const sinkOptions = (method: string, options: Given | undefined): object => translated(SINKS[method] as string, options ?? {});

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (v: unknown): string => String(v).replace(/[&<>"']/g, (c) => ESCAPES[c] as string);
/** Every row as a table in HTML. */
export const plainHtml = (df: DataFrame): string => {
  const heads = df.columns.map((c) => `<th>${escaped(c)}</th>`).join("");
  const rows = df.rows().map((r) => `<tr>${r.map((v) => `<td>${escaped(v)}</td>`).join("")}</tr>`);
  return `<table><thead><tr>${heads}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
};
