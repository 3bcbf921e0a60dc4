import { type Batch, batch } from "../../arrow/batch.ts";
import { columnFrom } from "../../arrow/build.ts";
import { field, fieldOf, type Schema, schema } from "../../arrow/schema.ts";
import type { Stored } from "../../arrow/value.ts";
import { PolaroidError } from "../../core/error.ts";
import type { ByteSource, Host, Signal } from "../../core/host.ts";
import type { ScanRequest, Table } from "../../plan/table.ts";
import { type Codec, codecOf } from "./codec.ts";
import { Cursor, corrupt } from "./cursor.ts";
import { fieldsOf, type Json, type Reader } from "./types.ts";

const BATCH = 16_384;
const MAX_BLOCK = 1 << 30;
const MAX_META = 1 << 24;
const MAGIC = [0x4f, 0x62, 0x6a, 1];

/** The bytes of a stream in pieces of the sizes that are asked for. */
class Pieces {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #have: Uint8Array = new Uint8Array(0);

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }
  async #more(): Promise<boolean> {
    const { done, value } = await this.#chunks.next();
    if (done) return false;
    const all = new Uint8Array(this.#have.length + value.length);
    all.set(this.#have);
    all.set(value, this.#have.length);
    this.#have = all;
    return true;
  }
  async ended(): Promise<boolean> {
    while (this.#have.length === 0) if (!(await this.#more())) return true;
    return false;
  }
  async take(n: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    let size = this.#have.length;
    // Chunks are put together once, not one by one.
    while (size < n) {
      const { done, value } = await this.#chunks.next();
      if (done) throw corrupt("it ends too early");
      parts.push(value.slice());
      size += value.length;
    }
    if (parts.length > 0) {
      const all = new Uint8Array(size);
      let at = 0;
      for (const p of [this.#have, ...parts]) {
        all.set(p, at);
        at += p.length;
      }
      this.#have = all;
    }
    const out = this.#have.subarray(0, n);
    this.#have = this.#have.subarray(n);
    return out;
  }
  async long(most: number): Promise<number> {
    const bytes: number[] = [];
    do bytes.push((await this.take(1))[0] as number);
    while ((bytes.at(-1) as number) > 127);
    const value = new Cursor(Uint8Array.from(bytes)).int();
    if (value < 0 || value > most) throw corrupt(`a length of ${value}`);
    return value;
  }
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}

interface Head {
  readonly fields: readonly { readonly name: string; readonly reader: Reader }[];
  readonly codec: Codec;
  readonly sync: Uint8Array;
}

async function headOf(pieces: Pieces, host: Host): Promise<Head> {
  const magic = await pieces.take(4);
  if (!MAGIC.every((b, i) => magic[i] === b)) throw corrupt("it does not begin as Avro files do");
  const meta = new Map<string, Uint8Array>();
  let room = MAX_META;
  for (let count = await signed(pieces); count !== 0; count = await signed(pieces)) {
    if (count < 0) await pieces.long(MAX_META);
    for (let i = Math.abs(count); i > 0; i--) {
      const key = (await pieces.take(await pieces.long(room))).slice();
      const value = (await pieces.take(await pieces.long(room))).slice();
      room -= key.length + value.length + 2;
      if (room < 0) throw corrupt("its head is larger than 16 MiB");
      meta.set(host.decodeText(key), value);
    }
  }
  const sync = (await pieces.take(16)).slice();
  let json: Json;
  try {
    json = JSON.parse(host.decodeText(meta.get("avro.schema") ?? new Uint8Array(0)));
  } catch (cause) {
    throw new PolaroidError("CORRUPT", "the Avro file is damaged: its schema is no JSON", { cause });
  }
  const f = json as Readonly<Record<string, Json>> | null;
  if (f?.["type"] !== "record")
    throw new PolaroidError("NOT_SUPPORTED", "an Avro file whose rows are no records is not read");
  const codec = await codecOf(host.decodeText(meta.get("avro.codec") ?? new Uint8Array(0)) || "null", host);
  const space = typeof f["namespace"] === "string" ? f["namespace"] : "";
  const own = `${space === "" ? "" : `${space}.`}${String(f["name"])}`;
  return { fields: fieldsOf(f, new Map([[own, null]]), space), codec, sync };
}
async function signed(pieces: Pieces): Promise<number> {
  const bytes: number[] = [];
  do bytes.push((await pieces.take(1))[0] as number);
  while ((bytes.at(-1) as number) > 127 && bytes.length < 10);
  return new Cursor(Uint8Array.from(bytes)).int();
}

/** A container of Avro records: blocks of rows, one after the other. */
export class AvroTable implements Table {
  readonly schema: Schema;
  readonly rows = null;
  readonly bytes: number | null;
  readonly version: string;
  readonly #source: ByteSource;
  readonly #host: Host;

  constructor(source: ByteSource, s: Schema, host: Host) {
    this.schema = s;
    this.bytes = source.size < 0 ? null : source.size;
    this.version = source.version;
    this.#source = source;
    this.#host = host;
  }

  async *scan(request: ScanRequest): AsyncGenerator<Batch> {
    const names = request.columns ?? this.schema.fields.map((f) => f.name);
    const out = schema(names.map((n) => fieldOf(this.schema, n)));
    const most = request.predicate === null ? (request.limit ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
    const pieces = new Pieces(this.#source.stream(0, request.signal));
    try {
      const head = await headOf(pieces, this.#host);
      const at = head.fields.map((f) => names.indexOf(f.name));
      let columns: Stored[][] = names.map(() => []);
      let [held, done] = [0, 0];
      const flush = (): Batch => {
        const made = batch(
          out,
          columns.map((v, i) => columnFrom(v, out.fields[i]?.type)),
          held,
        );
        columns = names.map(() => []);
        done += held;
        held = 0;
        return made;
      };
      while (done + held < most && !(await pieces.ended())) {
        const count = await pieces.long(Number.MAX_SAFE_INTEGER);
        const packed = await pieces.take(await pieces.long(MAX_BLOCK));
        const c = new Cursor(head.codec.inflate(packed));
        if (!(await pieces.take(16)).every((b, i) => b === head.sync[i]))
          throw corrupt("a block does not end where it should");
        // Rows without bytes could be any number.
        if (count > c.left && (c.left > 0 || count > 1 << 24)) throw corrupt(`${count} rows in ${c.left} bytes`);
        for (let r = 0; r < count; r++) {
          head.fields.forEach((f, i) => {
            const value = f.reader.read(c);
            const to = at[i] as number;
            if (to >= 0) (columns[to] as Stored[]).push(value);
          });
          if (++held === BATCH) yield flush();
        }
        if (c.left > 0) throw corrupt(`${c.left} bytes are left in a block of ${count} rows`);
      }
      if (held > 0) yield flush();
    } finally {
      await pieces.close();
    }
  }

  close(): Promise<void> {
    return this.#source.close();
  }
}

/** Opens a file: its schema is read. */
export async function openAvro(source: ByteSource, host: Host, signal?: Signal): Promise<AvroTable> {
  const pieces = new Pieces(source.stream(0, signal));
  try {
    const { fields } = await headOf(pieces, host);
    return new AvroTable(source, schema(fields.map((f) => field(f.name, f.reader.type, f.reader.nullable))), host);
  } finally {
    await pieces.close();
  }
}
