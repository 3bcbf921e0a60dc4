import { type Batch, batch } from "../arrow/batch.ts";
import type { Column } from "../arrow/column.ts";
import { type Field, field, fieldOf, names, schema } from "../arrow/schema.ts";
import { sameType, typeName } from "../arrow/type-info.ts";
import { bareType, type DataType, mayBeNull } from "../arrow/types.ts";
import { PolaroidError } from "../core/error.ts";
import { didYouMean, listed } from "../core/suggest.ts";
import type { ScanRequest, Table } from "../plan/table.ts";
import type { FormatOptions } from "./format.ts";
import type { Partitions } from "./hive.ts";
import { markedTypes } from "./option.ts";

const mismatch = (text: string): PolaroidError => new PolaroidError("SCHEMA_MISMATCH", text);
const nulls = (file: string, name: string, type: DataType, count: number): PolaroidError =>
  mismatch(
    `column "${name}" of ${file} holds ${count === 1 ? "a null" : `${count} nulls`}, which the option schema does not expect; write ${name}: Nullable(${typeName(type)})`,
  );

/** The field that a file has for a column of a schema: of the same name, of the same type, without nulls where it may have none. */
function held(table: Table, file: string, name: string, given: DataType): Field {
  const type = bareType(given);
  const found = table.schema.fields[table.schema.index.get(name) ?? -1];
  const there = names(table.schema);
  if (found === undefined)
    throw mismatch(
      `${file} has no column "${name}", which the option schema has; it has (${listed(there)})${didYouMean(name, there)}; leave it out of the schema, or read another file`,
    );
  if (!sameType(found.type, type))
    throw mismatch(
      `column "${name}" of ${file} is ${typeName(found.type)}, and the option schema wants ${typeName(type)}; write what the file has, and cast afterwards`,
    );
  const nullable = mayBeNull(given) || type.id === "Null";
  const count = found.nullable && !nullable ? (table.stats?.(name)?.nulls ?? 0) : 0;
  if (count > 0) throw nulls(file, name, type, count);
  return field(name, found.type, nullable);
}

/**
 * A table that has the columns of the option `schema`, in that order, and no others. What differs is `SCHEMA_MISMATCH`:
 * names, types and known nulls now, nulls that the file does not count when they are read.
 */
export function heldTable(table: Table, options: FormatOptions, file: string, partitions: Partitions | null): Table {
  const given = [...(markedTypes(options, "schema") ?? [])];
  const own = given.filter(([name]) => table.schema.index.has(name) || partitions?.has(name) !== true);
  const out = schema(own.map(([name, type]) => held(table, file, name, type)));
  const unsure = new Set(
    out.fields
      .filter((f) => !f.nullable && fieldOf(table.schema, f.name).nullable && table.stats?.(f.name)?.nulls !== 0)
      .map((f) => f.name),
  );
  return {
    schema: out,
    rows: table.rows,
    rowsGuess: table.rowsGuess,
    bytes: table.bytes,
    version: table.version,
    stats: table.stats,
    async *scan(request: ScanRequest): AsyncIterable<Batch> {
      const columns = request.columns ?? names(out);
      const fields = columns.map((name) => fieldOf(out, name));
      const wanted = schema(fields);
      for await (const b of table.scan({ ...request, columns })) {
        b.columns.forEach((c: Column, i) => {
          const { name, type } = fields[i] as Field;
          if (c.nulls > 0 && unsure.has(name)) throw nulls(file, name, type, c.nulls);
        });
        yield batch(wanted, b.columns, b.length);
      }
    },
    close: () => table.close(),
  };
}
