import { type Batch, batch, columnOf } from "../arrow/batch.ts";
import { columnFrom } from "../arrow/build.ts";
import { dictColumn } from "../arrow/column.ts";
import { field, names, type Schema, schema } from "../arrow/schema.ts";
import { allNull } from "../arrow/take.ts";
import { Utf8 } from "../arrow/types.ts";
import { badArgument } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import { columnsIn } from "../expr/children.ts";
import type { ScanRequest, Table } from "../plan/table.ts";
import type { FormatOptions } from "./format.ts";

/** What may differ from file to file, and where the names of files go. */
export interface Fitting {
  readonly path: string | null;
  readonly missing: boolean;
  readonly extra: boolean;
}
const KEYS = ["includeFilePaths", "missingColumns", "extraColumns"] as const;

/** The options of this file among those of a scan, and the others; null where there are none. */
export function fittingOf(options: FormatOptions): { readonly fitting: Fitting; readonly rest: FormatOptions } | null {
  if (!KEYS.some((k) => options[k] !== undefined)) return null;
  const { includeFilePaths: path = null, missingColumns = "raise", extraColumns = "raise", ...rest } = options;
  if (path !== null && typeof path !== "string")
    throw badArgument("includeFilePaths of a scan", path, "the name of a column");
  if (missingColumns !== "raise" && missingColumns !== "insert")
    throw badArgument("missingColumns of a scan", missingColumns, "raise or insert");
  if (extraColumns !== "raise" && extraColumns !== "ignore")
    throw badArgument("extraColumns of a scan", extraColumns, "raise or ignore");
  return { fitting: { path, missing: missingColumns === "insert", extra: extraColumns === "ignore" }, rest };
}

/** A file's rows with the columns of the first file, and its name. */
export function fittedTable(table: Table, name: string, { path, missing, extra }: Fitting, like: Schema | null): Table {
  const own = table.schema;
  if (path !== null && own.index.has(path))
    throw new PolaroidError("DUPLICATE_COLUMN", `includeFilePaths: ${name} has a column "${path}" already`);
  const wanted = (like?.fields ?? own.fields).filter((f) => f.name !== path);
  const fields = [
    ...wanted.flatMap((f) => {
      const at = own.index.get(f.name);
      if (at !== undefined) return [own.fields[at] ?? f];
      return missing ? [field(f.name, f.type, true)] : [];
    }),
    ...(extra && like !== null ? [] : own.fields.filter((f) => !wanted.some((w) => w.name === f.name))),
    ...(path === null ? [] : [field(path, Utf8, false)]),
  ];
  const out = schema(fields);
  const made = (n: string): boolean => n === path || !own.index.has(n);
  return {
    ...table,
    schema: out,
    stats: (column) => (made(column) ? null : (table.stats?.(column) ?? null)),
    files: undefined,
    split: undefined,
    part: undefined,
    filters: false,
    async *scan(request: ScanRequest): AsyncIterable<Batch> {
      const asked = request.columns ?? names(out);
      const seen = new Set<string>();
      if (request.predicate !== null) columnsIn(request.predicate, seen);
      // What the file has not cannot prune it.
      const predicate = [...seen].some(made) ? null : request.predicate;
      const limit = predicate === request.predicate ? request.limit : null;
      const columns = asked.filter((n) => !made(n));
      const s = schema(asked.map((n) => out.fields[out.index.get(n) as number] ?? field(n, Utf8)));
      const names1 = columnFrom([name], Utf8);
      for await (const b of table.scan({ ...request, columns, predicate, limit }))
        yield batch(
          s,
          s.fields.map((f) =>
            f.name === path
              ? dictColumn(Utf8, b.length, new Int32Array(b.length), names1 as never)
              : made(f.name)
                ? allNull(f.type, b.length)
                : columnOf(b, f.name),
          ),
          b.length,
        );
    },
    close: () => table.close(),
  };
}
