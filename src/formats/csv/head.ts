import { PolaroidError } from "../../core/error.ts";
import type { ByteSource } from "../../core/host.ts";
import { text } from "../../core/utf8.ts";
import { type Dialect, isComment, lineEnd, readRecord, unquoteTwin } from "../../kernels/twins/csv.ts";
import { Pending } from "../pending.ts";
import { ColumnGuess } from "./infer.ts";
import { lossyChunks } from "./lossy.ts";
import type { CsvReadOptions } from "./options.ts";

const KEPT = 1 << 20;

export interface Head {
  readonly dialect: Dialect;
  readonly names: readonly string[];
  readonly guesses: readonly ColumnGuess[];
  /** Where the first row begins in the file. */
  readonly dataStart: number;
  /** The whole file where it is small. */
  readonly whole: Uint8Array | null;
}

/** Looks at the start of a file, a record at a time. */
class HeadReader {
  readonly #pending: Pending;
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly fields: number[] = [];
  dialect: Dialect;
  taken = 0;
  ended = false;
  kept: Uint8Array[] | null = [];
  keptBytes = 0;

  constructor(name: string, chunks: AsyncIterator<Uint8Array>, dialect: Dialect) {
    this.#pending = new Pending(name);
    this.#chunks = chunks;
    this.dialect = dialect;
  }

  get bytes(): Uint8Array {
    return this.#pending.bytes;
  }

  /** Takes in more of the file, at least as much again as waits; false at its end. */
  async more(): Promise<boolean> {
    const before = this.#pending.length;
    do {
      if (this.ended) return false;
      const { done, value } = await this.#chunks.next();
      if (done) {
        this.ended = true;
        const { bytes, dialect } = this;
        if (bytes.length === 0 || bytes[bytes.length - 1] === dialect.eol) return bytes.length > before;
        // The last record lacks its line end.
        this.#pending.push(Uint8Array.of(dialect.eol));
        return true;
      }
      this.keptBytes += value.length;
      if (this.keptBytes > KEPT) this.kept = null;
      this.kept?.push(value.slice());
      this.#pending.push(value);
    } while (this.#pending.length < 2 * before);
    return true;
  }

  skip(length: number): void {
    this.#pending.drop(length);
    this.taken += length;
  }

  /** Drops the next line, quotes or not; false at the end. */
  async line(): Promise<boolean> {
    for (;;) {
      const next = lineEnd(this.bytes, 0, this.bytes.length, this.dialect.eol);
      if (next >= 0) {
        this.skip(next);
        return true;
      }
      if (!(await this.more())) return false;
    }
  }

  /** The bytes of the next record, comments left out; 0 at the end. */
  async record(): Promise<number> {
    for (;;) {
      const { bytes, dialect } = this;
      if (bytes.length < dialect.comment.length && !this.ended) await this.more();
      else if (isComment(bytes, 0, bytes.length, dialect.comment)) {
        if (!(await this.line())) return 0;
      } else {
        const next = bytes.length === 0 ? -1 : readRecord(bytes, 0, bytes.length, dialect, this.fields);
        if (next > 0) return next;
        if (!(await this.more())) return 0;
      }
    }
  }

  field(i: number): string {
    const { bytes, dialect } = this;
    const field = bytes.subarray(this.fields[2 * i], this.fields[2 * i + 1]);
    const plain = unquoteTwin(field, dialect.quote) ?? field;
    return text(plain, 0, plain.length);
  }

  get blank(): boolean {
    return this.fields.length === 2 && this.fields[0] === this.fields[1];
  }
}

/** Names that come twice get `_duplicated_0`, `_duplicated_1`, ... */
function distinct(names: readonly string[], source: string): string[] {
  const counts = new Map<string, number>();
  const out = names.map((name) => {
    const seen = counts.get(name) ?? 0;
    counts.set(name, seen + 1);
    return seen === 0 ? name : `${name}_duplicated_${seen - 1}`;
  });
  if (new Set(out).size !== out.length)
    throw new PolaroidError(
      "DUPLICATE_COLUMN",
      `${source}: a column's name comes twice, and its "_duplicated_0" is taken too; name the columns with { columns: [...] }`,
    );
  return out;
}

async function start(reader: HeadReader, options: CsvReadOptions): Promise<void> {
  while (reader.bytes.length < 3 && (await reader.more()));
  const { bytes } = reader;
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) reader.skip(3);
  if (
    !options.eolGiven &&
    reader.bytes.indexOf(10) < 0 &&
    reader.bytes.indexOf(13) >= 0 &&
    reader.bytes.indexOf(13) < reader.bytes.length - 1
  )
    reader.dialect = { ...reader.dialect, eol: 13 };
}

/** Reads the header and as many rows as inference looks at. */
export async function readHead(source: ByteSource, options: CsvReadOptions): Promise<Head> {
  const stream = source.stream(0);
  const chunks = (options.lossy ? lossyChunks(stream) : stream)[Symbol.asyncIterator]();
  const reader = new HeadReader(source.name, chunks, options.dialect);
  try {
    await start(reader, options);
    for (let i = 0; i < options.skipLines; i++) await reader.line();
    for (let i = 0; i < options.skipRows; i++) reader.skip(await reader.record());
    let next = await reader.record();
    // Before a header blank lines are nothing; without one they are rows of nulls, as anywhere else.
    while (options.hasHeader && next > 0 && reader.blank) {
      reader.skip(next);
      next = await reader.record();
    }
    const known = options.hasHeader ? null : (options.schema?.keys() ?? null);
    if (next === 0 && known === null)
      throw new PolaroidError(
        "CORRUPT",
        `${source.name} is empty: it has no ${options.hasHeader ? "header" : "row"} to tell the columns; a frame without columns is written so`,
      );
    const names: string[] = next === 0 ? [...(known ?? [])] : [];
    if (options.hasHeader) {
      for (let i = 0; i < reader.fields.length / 2; i++) names.push(reader.field(i));
      reader.skip(next);
      for (let i = 0; i < options.skipRowsAfterHeader; i++) reader.skip(await reader.record());
    }
    const dataStart = reader.taken;
    const guesses = await infer(reader, options, names);
    const whole = reader.ended && reader.kept !== null ? Uint8Array.from(concat(reader.kept)) : null;
    return {
      dialect: reader.dialect,
      names: options.hasHeader ? distinct(names, source.name) : names,
      guesses,
      dataStart,
      whole,
    };
  } finally {
    await chunks.return?.();
  }
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, p) => sum + p.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

async function infer(reader: HeadReader, options: CsvReadOptions, names: string[]): Promise<ColumnGuess[]> {
  const guess = (): ColumnGuess => new ColumnGuess(options.tryParseDates, options.decimalPoint === 44);
  const guesses = names.map(guess);
  const nulls = names.map((name) => options.nullValues(name));
  const wanted = options.inferSchemaLength ?? Number.POSITIVE_INFINITY;
  // Without a header the widest of the rows looked at counts the columns, so at least one is looked at.
  for (let rows = 0; rows < (options.hasHeader ? wanted : Math.max(1, wanted)); rows++) {
    const next = await reader.record();
    if (next === 0) break;
    const width = reader.fields.length / 2;
    if (!options.hasHeader) {
      for (let c = names.length; c < width; c++) {
        names.push(options.columns?.[c] ?? `column_${c}`);
        guesses.push(guess());
        nulls.push(options.nullValues(names[c] as string));
      }
    }
    if (wanted > 0) {
      for (let c = 0; c < Math.min(width, guesses.length); c++) {
        const value = reader.field(c);
        const quoted = reader.fields[2 * c] !== reader.fields[2 * c + 1];
        if (nulls[c]?.includes(value) !== true) guesses[c]?.see(value, quoted);
      }
    }
    reader.skip(next);
  }
  return guesses;
}
