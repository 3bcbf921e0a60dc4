import { type Field, field, type Schema, schema } from "../../arrow/schema.ts";
import { type DataType, Utf8 } from "../../arrow/types.ts";
import { PolaroidError } from "../../core/error.ts";
import type { ByteSource, Host } from "../../core/host.ts";
import { didYouMean, listed } from "../../core/suggest.ts";
import type { Format, FormatOptions } from "../format.ts";
import { type Head, readHead } from "./head.ts";
import { type CsvReadOptions, csvOptions } from "./options.ts";
import { CsvTable } from "./table.ts";
import { csvWriter } from "./writer.ts";

/** The names that columns get: those given, else those in the file. */
function namesOf(source: ByteSource, head: Head, options: CsvReadOptions): readonly string[] {
  const { columns, schema: given } = options;
  if (columns !== null) {
    if (columns.length !== head.names.length)
      throw new PolaroidError(
        "SCHEMA_MISMATCH",
        `${source.name} has ${head.names.length} columns where the option columns names ${columns.length}`,
      );
    return columns;
  }
  if (given === null || options.hasHeader) return head.names;
  if (given.size !== head.names.length)
    throw new PolaroidError(
      "SCHEMA_MISMATCH",
      `${source.name} has ${head.names.length} columns where the option schema has ${given.size}`,
    );
  return [...given.keys()];
}

function fieldsOf(source: ByteSource, head: Head, options: CsvReadOptions): Field[] {
  const names = namesOf(source, head, options);
  const { schema: given, schemaOverrides } = options;
  for (const name of [...schemaOverrides.keys(), ...(given?.keys() ?? [])]) {
    if (!names.includes(name) && options.like === null)
      throw new PolaroidError(
        "COLUMN_NOT_FOUND",
        `${source.name} has no column "${name}", for which a type is given; it has (${listed(names)})${didYouMean(name, names)}`,
      );
  }
  return names.map((name, i) => {
    const followed = options.like?.fields[options.like.index.get(name) ?? -1]?.type;
    const known: DataType | undefined = schemaOverrides.get(name) ?? given?.get(name) ?? followed;
    if (known === undefined && given !== null)
      throw new PolaroidError(
        "SCHEMA_MISMATCH",
        `${source.name} has a column "${name}", which the option schema has not; it has (${listed([...given.keys()])})`,
      );
    const guessed = options.inferSchemaLength === 0 ? Utf8 : (head.guesses[i]?.type ?? Utf8);
    const type = known ?? guessed;
    if (type.id === "List" || type.id === "FixedSizeList" || type.id === "Struct")
      throw new PolaroidError(
        "NOT_SUPPORTED",
        `column "${name}": CSV has no values of type ${type.id}; read it as Utf8`,
      );
    return field(name, type);
  });
}

async function open(source: ByteSource, given: FormatOptions, host: Host): Promise<CsvTable> {
  const options = csvOptions(given);
  const head = await readHead(source, options);
  const file: Schema = schema(fieldsOf(source, head, options));
  return new CsvTable(source, head, file, options, host);
}

/** A file that is named .tsv has tabs between its values, read or written, unless the caller says. */
const separated = (name: string, options: FormatOptions): FormatOptions =>
  options["separator"] === undefined && /\.tsv(\.\w+)?$/i.test(name) ? { ...options, separator: "\t" } : options;

/** Comma-separated values (RFC 4180), with any separator, and compressed by gzip or zstd. */
export const csv: Format = {
  name: "csv",
  extensions: ["csv", "tsv", "txt"],
  magic: null,
  open: (source, options, host) => open(source, separated(source.name, options), host),
  writer: (sink, schema, options) => csvWriter(sink, schema, separated(sink.name, options)),
};
