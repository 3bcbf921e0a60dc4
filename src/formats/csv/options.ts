import type { Schema } from "../../arrow/schema.ts";
import type { DataType } from "../../arrow/types.ts";
import { PolaroidError } from "../../core/error.ts";
import { utf8 } from "../../core/utf8.ts";
import type { Dialect } from "../../kernels/twins/csv.ts";
import type { FormatOptions } from "../format.ts";
import { byte, choice, count, flag, like, string, strings, types } from "../option.ts";

export interface CsvReadOptions {
  readonly dialect: Dialect;
  /** Whether the line end was given; otherwise the file's first bytes tell. */
  readonly eolGiven: boolean;
  readonly hasHeader: boolean;
  /** Null texts of a column. */
  readonly nullValues: (column: string) => readonly string[];
  readonly missingIsEmpty: boolean;
  readonly skipLines: number;
  readonly skipRows: number;
  readonly skipRowsAfterHeader: number;
  readonly nRows: number | null;
  readonly columns: readonly string[] | null;
  readonly schema: ReadonlyMap<string, DataType> | null;
  readonly schemaOverrides: ReadonlyMap<string, DataType>;
  readonly inferSchemaLength: number | null;
  readonly tryParseDates: boolean;
  readonly truncateRaggedLines: boolean;
  readonly ignoreErrors: boolean;
  readonly lossy: boolean;
  readonly decimalPoint: number;
  readonly like: Schema | null;
}

function nullValues(value: unknown): (column: string) => readonly string[] {
  if (value === undefined || value === null) return () => [];
  if (typeof value === "string") return () => [value];
  if (Array.isArray(value) && value.every((v) => typeof v === "string")) return () => value;
  if (typeof value === "object" && !Array.isArray(value)) {
    const byColumn = new Map(
      Object.entries(value).map(([name, one]): [string, readonly string[]] => [
        name,
        Array.isArray(one) ? one : [String(one)],
      ]),
    );
    return (column) => byColumn.get(column) ?? [];
  }
  throw new PolaroidError(
    "INVALID_ARGUMENT",
    "the option nullValues takes a text, a list of texts, or texts by column name",
  );
}

/** Reads and checks the options; what is not CSV's is left alone. */
export function csvOptions(options: FormatOptions): CsvReadOptions {
  const comment = options["commentPrefix"] == null ? "" : string(options, "commentPrefix", "");
  const eol = options["eolChar"] === "\r\n" ? 10 : (byte(options, "eolChar", "\n") ?? 10);
  if (eol !== 10 && eol !== 13)
    throw new PolaroidError("INVALID_ARGUMENT", 'the option eolChar takes "\\n", "\\r\\n" or "\\r"');
  const separator = byte(options, "separator", ",") ?? 44;
  const quote = byte(options, "quoteChar", '"') ?? -1;
  if (separator === quote || separator === eol || quote === eol)
    throw new PolaroidError("INVALID_ARGUMENT", "separator, quoteChar and eolChar must differ from each other");
  return {
    dialect: { separator, quote, eol, comment: utf8(comment) },
    eolGiven: options["eolChar"] !== undefined,
    hasHeader: flag(options, "hasHeader", true),
    nullValues: nullValues(options["nullValues"]),
    missingIsEmpty: flag(options, "missingUtf8IsEmptyString", false),
    skipLines: count(options, "skipLines", 0) ?? 0,
    skipRows: count(options, "skipRows", 0) ?? 0,
    skipRowsAfterHeader: count(options, "skipRowsAfterHeader", 0) ?? 0,
    nRows: count(options, "nRows", null),
    columns: strings(options, "columns"),
    schema: types(options, "schema"),
    schemaOverrides: types(options, "schemaOverrides") ?? new Map(),
    inferSchemaLength: count(options, "inferSchemaLength", 100),
    tryParseDates: flag(options, "tryParseDates", false),
    truncateRaggedLines: flag(options, "truncateRaggedLines", false),
    ignoreErrors: flag(options, "ignoreErrors", false),
    lossy: choice(options, "encoding", ["utf8", "utf8-lossy"], "utf8") === "utf8-lossy",
    decimalPoint: flag(options, "decimalComma", false) ? 44 : 46,
    like: like(options),
  };
}
