import { type Batch, batch } from "../arrow/batch.ts";
import type { Column } from "../arrow/column.ts";
import { columnNotFound, type Field, field, names, type Schema, schema } from "../arrow/schema.ts";
import { sameType, typeName } from "../arrow/type-info.ts";
import { PolaroidError } from "../core/error.ts";
import type { Signal } from "../core/host.ts";
import { checkSignal } from "../core/signal.ts";
import { listed } from "../core/suggest.ts";
import type { ScanRequest, Table, TablePart } from "../plan/table.ts";
import type { Partitions, PartitionValue } from "./hive.ts";
import { PARTITIONED } from "./partitioned.ts";

/** One of the files of a table. */
export interface FilePart {
  readonly name: string;
  readonly file?: string | undefined;
  /** The format that was named. */
  readonly format?: string | undefined;
  readonly partitions: Partitions | null;
  /** Opens the file; `like` is the first file's schema, which text formats follow. */
  readonly open: (like: Schema | null) => Promise<Table>;
}

export function checkSchema(name: string, found: Schema, first: string, wanted: Schema): void {
  for (const f of wanted.fields) {
    const i = found.index.get(f.name);
    if (i === undefined)
      throw new PolaroidError(
        "SCHEMA_MISMATCH",
        `${name} has no column "${f.name}", which ${first} has; it has (${listed(names(found))})`,
      );
    const type = (found.fields[i] as Field).type;
    if (!sameType(type, f.type))
      throw new PolaroidError(
        "SCHEMA_MISMATCH",
        `column "${f.name}" is ${typeName(type)} in ${name} and ${typeName(f.type)} in ${first}`,
      );
  }
  for (const f of found.fields) {
    if (!wanted.index.has(f.name))
      throw new PolaroidError("SCHEMA_MISMATCH", `${name} has a column "${f.name}", which ${first} has not`);
  }
}

class UnionTable implements Table {
  readonly schema: Schema;
  readonly rows: number | null;
  readonly rowsGuess: number | undefined;
  readonly bytes: number | null;
  readonly version: string;
  readonly stats: Table["stats"];
  readonly files: Table["files"];
  readonly split: Table["split"];
  readonly filters: boolean;
  readonly #parts: readonly FilePart[];
  readonly #tables: (Promise<Table> | undefined)[];
  readonly #own: Schema;
  readonly #hive: readonly Field[];

  constructor(parts: readonly FilePart[], first: Table, hive: readonly Field[]) {
    this.#parts = parts;
    this.#tables = [Promise.resolve(first)];
    this.#hive = hive;
    const hiveNames = new Map(hive.map((f) => [f.name, f]));
    const own = first.schema.fields.filter((f) => !hiveNames.has(f.name));
    this.#own = schema(own);
    const fields = first.schema.fields.map(
      (f) => hiveNames.get(f.name) ?? (parts.length > 1 ? field(f.name, f.type) : f),
    );
    this.schema = schema([...fields, ...hive.filter((f) => !first.schema.index.has(f.name))]);
    const alone = parts.length === 1;
    this.rows = alone ? first.rows : null;
    this.rowsGuess = first.rows === null ? undefined : first.rows * parts.length;
    this.bytes = alone ? first.bytes : null;
    this.version = alone ? first.version : "";
    this.files = hive.length === 0 ? parts.map((p) => p.name) : undefined;
    this.stats = alone && hive.length === 0 ? first.stats : undefined;
    // All are read as the first one is, unless each tells its own format.
    const same = parts.length === 1 || parts.every((p) => p.format !== undefined && p.format === parts[0]?.format);
    this.filters = same && hive.length === 0 && first.filters === true;
    const [whole] = hive.length === 0 ? (first.split?.(1) ?? []) : [];
    const options = whole?.part?.options;
    const paths = parts.flatMap((p) => p.file ?? []);
    if (options !== undefined && paths.length === parts.length)
      this.split = (n) =>
        n > paths.length ? [] : Array.from({ length: n }, (_, i) => this.#stretch(i, n, paths, options));
  }

  /** The i-th of n stretches of the files, read by one thread. */
  #stretch(i: number, n: number, paths: readonly string[], options: TablePart["options"]): Table {
    const at = (k: number): number => Math.floor((this.#parts.length * k) / n);
    const [from, to] = [at(i), at(i + 1)];
    const own = this.#parts.slice(from, to);
    const { name: file = "", format } = this.#parts[0] ?? {};
    const files = { paths: paths.slice(from, to), like: this.schema, format };
    return {
      schema: this.schema,
      rows: null,
      rowsGuess: Math.ceil(((this.rowsGuess ?? 0) * own.length) / this.#parts.length),
      bytes: null,
      version: "",
      files: own.map((p) => p.name),
      part: { file, version: "", options, groups: [0, 0], files },
      filters: this.filters,
      scan: (request) => this.#scan(request, from, to, true),
      close: async () => {},
    };
  }

  #table(i: number): Promise<Table> {
    const opened = this.#tables[i];
    if (opened !== undefined) return opened;
    const part = this.#parts[i] as FilePart;
    const table = part.open(this.#own).then((t) => {
      const hive = new Set(this.#hive.map((f) => f.name));
      checkSchema(
        part.name,
        schema(t.schema.fields.filter((f) => !hive.has(f.name))),
        this.#parts[0]?.name ?? "",
        this.#own,
      );
      return t;
    });
    table.catch(() => {
      this.#tables[i] = undefined;
    });
    this.#tables[i] = table;
    return table;
  }

  #values(part: FilePart): ReadonlyMap<string, PartitionValue> {
    return new Map(
      this.#hive.map((f) => [f.name, PARTITIONED.code.partitionValue(f.type, part.partitions?.get(f.name) ?? null)]),
    );
  }

  scan(request: ScanRequest): AsyncIterable<Batch> {
    return this.#scan(request, 0, this.#parts.length, false);
  }

  async *#scan(request: ScanRequest, from: number, to: number, alone: boolean): AsyncIterable<Batch> {
    const wanted = request.columns ?? names(this.schema);
    const fields = wanted.map((name) => {
      const at = this.schema.index.get(name);
      if (at === undefined) throw columnNotFound(name, this.schema);
      return this.schema.fields[at] as Field;
    });
    const out = schema(fields);
    const hive = new Set(this.#hive.map((f) => f.name));
    const columns = wanted.filter((name) => !hive.has(name));
    let rows = 0;
    for (let i = from; i < to; i++) {
      checkSignal(request.signal);
      const part = this.#parts[i] as FilePart;
      const values = this.#values(part);
      if (request.predicate !== null && hive.size > 0 && !PARTITIONED.code.mayPass(request.predicate, values)) continue;
      const opened = await this.#table(i);
      const table = (alone ? opened.split?.(1)[0] : undefined) ?? opened;
      const left = request.limit === null || request.predicate !== null ? request.limit : request.limit - rows;
      for await (const b of table.scan({ ...request, columns, limit: left })) {
        const found = fields.map(
          (f): Column =>
            hive.has(f.name)
              ? PARTITIONED.code.constantColumn(f.type, values.get(f.name) ?? null, b.length)
              : (b.columns[columns.indexOf(f.name)] as Column),
        );
        rows += b.length;
        yield batch(out, found, b.length);
        if (request.limit !== null && request.predicate === null && rows >= request.limit) return;
      }
    }
  }

  /** Opens one file after the other; the rows in all, where each file tells. */
  async check(signal: Signal | undefined): Promise<number | null> {
    let rows: number | null = 0;
    for (let i = 0; i < this.#parts.length; i++) {
      checkSignal(signal);
      const table = await this.#table(i);
      rows = rows === null || table.rows === null ? null : rows + table.rows;
      if (i === 0) continue;
      this.#tables[i] = undefined;
      await table.close();
    }
    return rows;
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#tables.map(async (t) => (await t)?.close()));
  }
}

/** Many files as one table: the first is opened now, the others when a scan reaches them; partition columns come last. */
export async function unionTable(parts: readonly FilePart[]): Promise<Table> {
  const [part] = parts;
  if (part === undefined) throw new PolaroidError("INVALID_ARGUMENT", "there is no file to read");
  const hive = parts.some((p) => p.partitions !== null) ? PARTITIONED.code.partitionFields(parts) : [];
  const first = await part.open(null);
  return parts.length === 1 && hive.length === 0 ? first : new UnionTable(parts, first, hive);
}

/** Checks now, not when a scan comes to it, that all files of a table agree; gives its rows where the files tell. */
export const checkFiles = async (table: Table, signal?: Signal): Promise<number | null> =>
  table instanceof UnionTable ? table.check(signal) : table.rows;
