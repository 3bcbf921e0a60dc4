import { SCANS } from "../../api/known-options.ts";
import { scanSource } from "../../api/read.ts";
import { SQL } from "../../api/sql.ts";
import type { Schema } from "../../arrow/schema.ts";
import { checkOptions } from "../../core/argument.ts";
import { PolaroidError } from "../../core/error.ts";
import { type Frame, frame, type Plan, type ScanSource, scan } from "../../plan/node.ts";
import { type SqlText, sqlText } from "../../plan/sql-node.ts";
import type { Snapshot } from "../catalog/catalog.ts";
import type { Allowed } from "../paths.ts";
import { expandedBytes, ipcRows, sharedCopy } from "../queries/ipc-rows.ts";
import type { Queries } from "../queries/queries.ts";
import type { Session } from "../sessions/session.ts";
import { asArgument } from "./expressions.ts";

/** Bytes of rows that are read at once, without a thread. */
const FEW = 256 << 10;

/** Arrow IPC of few rows. */
export const fewRows = (bytes: Uint8Array): Frame => asArgument(() => ipcRows(sharedCopy(bytes), 64 * FEW));

/** Bytes that nobody else has a part of: they are in a buffer of their own, or copied. */
const own = (bytes: Uint8Array, whole: boolean): Uint8Array => {
  const { buffer, byteLength } = bytes;
  return whole && buffer instanceof ArrayBuffer && buffer.byteLength < 2 * byteLength ? bytes : new Uint8Array(bytes);
};

/** What names in a call mean: handles of its session, tables of one moment, files below the root. */
export interface Resolver {
  handle(id: string): Plan;
  table(name: string): Plan;
  scan(format: string | null, locations: readonly string[], options: Readonly<Record<string, unknown>>): Plan;
  source(format: string, locations: readonly string[], options: Readonly<Record<string, unknown>>): ScanSource;
  /** The text with the tables that it names and was not given. */
  sql(text: SqlText): Promise<SqlText>;
  schema(plan: Plan): Promise<Schema>;
  /** Bytes of an Arrow IPC file or stream as rows in memory that threads share; `whole` where nothing else of their message is read any more. */
  received(bytes: Uint8Array, whole?: boolean): Promise<Frame>;
  /** How texts of SQL are read, and the files that they name. */
  readonly reader: Pick<SqlText, "load" | "open">;
}

const plans = new WeakMap<Frame, Plan>();
/** One plan a frame, so that what is known of it stays known. */
export function planOfFrame(f: Frame): Plan {
  const known = plans.get(f) ?? frame(f);
  plans.set(f, known);
  return known;
}

export function resolverOf(
  session: Session,
  snapshot: Snapshot,
  allowed: Allowed,
  queries: Queries,
  signal: AbortSignal,
): Resolver {
  const source = (
    format: string | null,
    locations: readonly string[],
    options: Readonly<Record<string, unknown>>,
  ): ScanSource => {
    if (locations.length === 0) throw new PolaroidError("INVALID_ARGUMENT", "a path is missing");
    const named = format === "auto" ? null : format;
    if (named !== null && !Object.hasOwn(SCANS, named))
      throw new PolaroidError("INVALID_ARGUMENT", `there is no format "${named.slice(0, 40)}"`);
    checkOptions(`a scan of ${named ?? "files"}`, SCANS[named ?? "auto"] as object, options);
    for (const path of locations) allowed(path);
    return scanSource(locations, named, options);
  };
  const table = (name: string): Plan => {
    const found = snapshot.tables.get(name.toLowerCase());
    if (found !== undefined) return planOfFrame(found.frame);
    const names = [...snapshot.tables.keys()].slice(0, 20).join(", ");
    throw new PolaroidError(
      "NOT_FOUND",
      `there is no table "${name.slice(0, 80)}"; ${names === "" ? "there are none" : `there are ${names}`}`,
    );
  };
  const scanOf: Resolver["scan"] = (format, locations, options) => scan(source(format, locations, options));
  const reader = { load: SQL.load, open: (file: string): Plan => scanOf(null, [file], {}) };
  return {
    handle: (id) => session.plan(id),
    table,
    scan: scanOf,
    source,
    reader,
    async sql(text) {
      const { tables } = await SQL.load();
      const inputs = new Map(text.names.map((n, i) => [n, text.inputs[i] as Plan]));
      for (const { key, name, file } of tables(text.text, text.form))
        if (file === null && !inputs.has(key) && snapshot.tables.has(name.toLowerCase())) inputs.set(key, table(name));
      return sqlText({ ...text, ...reader, names: [...inputs.keys()], inputs: [...inputs.values()] });
    },
    schema: (plan) => queries.schema(plan, signal),
    async received(bytes, whole = false) {
      if (asArgument(() => expandedBytes(bytes)) <= FEW) return fewRows(bytes);
      try {
        return await queries.received(own(bytes, whole), { signal, owner: session.id });
      } catch (cause) {
        return asArgument(() => {
          throw cause;
        });
      }
    },
  };
}
