import type { Batch } from "../../arrow/batch.ts";
import type { Schema } from "../../arrow/schema.ts";
import { typeName } from "../../arrow/type-info.ts";
import type { DataType } from "../../arrow/types.ts";
import { type Stored, valuesOf } from "../../arrow/value.ts";
import { PolaroidError } from "../../core/error.ts";
import type { ByteSink, Host } from "../../core/host.ts";
import { ByteWriter } from "../byte-writer.ts";
import type { BatchWriter, FormatOptions } from "../format.ts";
import { choice, string } from "../option.ts";
import { type Codec, codecOf } from "./codec.ts";

const BLOCK = 4096;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
type Put = (v: Stored, out: ByteWriter) => void;
/** A type in Avro's words, and what writes its values. */
interface Written {
  readonly json: unknown;
  readonly put: Put;
}
/** Names that records have taken. */
type Names = { next: number };

function long(v: bigint, out: ByteWriter): void {
  let n = BigInt.asUintN(64, (v << 1n) ^ (v >> 63n));
  while (n > 127n) {
    out.byte(Number(n & 127n) | 128);
    n >>= 7n;
  }
  out.byte(Number(n));
}
function int(v: number, out: ByteWriter): void {
  let n = v < 0 ? -v * 2 - 1 : v * 2;
  while (n > 127) {
    out.byte((n % 128) | 128);
    n = Math.floor(n / 128);
  }
  out.byte(n);
}
function bytes(v: Uint8Array, out: ByteWriter): void {
  int(v.length, out);
  out.copy(v, 0, v.length);
}
const scratch = new DataView(new ArrayBuffer(8));
const scratchBytes = new Uint8Array(scratch.buffer);
const putInt: Put = (v, out) => int(v as number, out);
const putLong: Put = (v, out) => long(v as bigint, out);

/** A whole number as two's complement, the high byte first. */
function complement(v: bigint): Uint8Array {
  const out = new Uint8Array(16);
  let n = v;
  for (let i = 15; i >= 0; i--) {
    out[i] = Number(n & 255n);
    n >>= 8n;
  }
  return out;
}
const named = (name: string): string => {
  if (NAME.test(name)) return name;
  throw new PolaroidError(
    "INVALID_ARGUMENT",
    `Avro has no column "${name}": its names are letters, digits and _; rename it`,
  );
};

function writtenOf(name: string, t: DataType, host: Host, names: Names): Written {
  switch (t.id) {
    case "Null":
      return { json: "null", put: () => {} };
    case "Bool":
      return { json: "boolean", put: (v, out) => out.byte(v === true ? 1 : 0) };
    case "Int8":
    case "Int16":
    case "Int32":
    case "UInt8":
    case "UInt16":
      return { json: "int", put: putInt };
    case "UInt32":
      return { json: "long", put: putInt };
    case "Int64":
      return { json: "long", put: putLong };
    case "Float32":
      return {
        json: "float",
        put: (v, out) => {
          scratch.setFloat32(0, v as number, true);
          out.copy(scratchBytes, 0, 4);
        },
      };
    case "Float64":
      return {
        json: "double",
        put: (v, out) => {
          scratch.setFloat64(0, v as number, true);
          out.copy(scratchBytes, 0, 8);
        },
      };
    case "Utf8":
    case "Categorical":
    case "Enum":
      return { json: "string", put: (v, out) => bytes(host.encodeText(v as string), out) };
    case "Binary":
      return { json: "bytes", put: (v, out) => bytes(v as Uint8Array, out) };
    case "Decimal":
      return {
        json: { type: "bytes", logicalType: "decimal", precision: t.precision, scale: t.scale },
        put: (v, out) => bytes(complement(v as bigint), out),
      };
    case "Date32":
      return { json: { type: "int", logicalType: "date" }, put: putInt };
    case "Time":
      return {
        json: { type: "long", logicalType: "time-micros" },
        put: (v, out) => {
          if ((v as bigint) % 1000n !== 0n)
            throw new PolaroidError(
              "INVALID_CAST",
              `column "${name}" has a time of nanoseconds; Avro's go to the microsecond`,
            );
          long((v as bigint) / 1000n, out);
        },
      };
    case "Datetime": {
      const unit = { ms: "millis", us: "micros", ns: "nanos" }[t.unit];
      return {
        json: { type: "long", logicalType: `${t.zone === null ? "local-" : ""}timestamp-${unit}` },
        put: putLong,
      };
    }
    case "List":
    case "FixedSizeList": {
      const item = orNull(name, t.inner, host, names);
      return {
        json: { type: "array", items: item.json },
        put: (v, out) => {
          const list = v as readonly Stored[];
          if (list.length > 0) int(list.length, out);
          for (const x of list) item.put(x, out);
          int(0, out);
        },
      };
    }
    case "Struct": {
      const record = `r${names.next++}`;
      const fields = t.fields.map((f) => ({
        name: named(f.name),
        ...orNull(`${name}.${f.name}`, f.type, host, names),
      }));
      return {
        json: { type: "record", name: record, fields: fields.map((f) => ({ name: f.name, type: f.json })) },
        put: (v, out) => {
          for (const f of fields) f.put((v as Readonly<Record<string, Stored>>)[f.name] as Stored, out);
        },
      };
    }
    default:
      throw new PolaroidError(
        "NOT_SUPPORTED",
        `Avro has no ${typeName(t)} (column "${name}"); cast it, or write Parquet`,
      );
  }
}
/** Values that may be null: a union. */
function orNull(name: string, t: DataType, host: Host, names: Names): Written {
  const { json, put } = writtenOf(name, t, host, names);
  if (t.id === "Null") return { json, put };
  return {
    json: ["null", json],
    put: (v, out) => {
      out.byte(v === null ? 0 : 2);
      if (v !== null) put(v, out);
    },
  };
}

class AvroWriter implements BatchWriter {
  readonly #out: ByteWriter;
  readonly #puts: readonly Put[];
  readonly #codec: Codec;
  readonly #sync: Uint8Array;
  /** The block that is being written; never flushed by itself. */
  readonly #block: ByteWriter;

  constructor(sink: ByteSink, out: ByteWriter, puts: readonly Put[], codec: Codec, sync: Uint8Array) {
    this.#out = out;
    this.#block = new ByteWriter(sink);
    this.#puts = puts;
    this.#codec = codec;
    this.#sync = sync;
  }

  async write(batch: Batch): Promise<void> {
    const columns = batch.columns.map(valuesOf);
    for (let from = 0; from < batch.length; from += BLOCK) {
      const to = Math.min(from + BLOCK, batch.length);
      const block = this.#block;
      block.at = 0;
      for (let r = from; r < to; r++)
        for (const [i, put] of this.#puts.entries()) put((columns[i] as readonly Stored[])[r] as Stored, block);
      int(to - from, this.#out);
      bytes(this.#codec.deflate(block.bytes.subarray(0, block.at)), this.#out);
      this.#out.copy(this.#sync, 0, 16);
      if (this.#out.full) await this.#out.flush();
    }
  }

  finish(): Promise<void> {
    return this.#out.flush();
  }
}

/** Writes records of values that may all be null, in blocks of some thousand. */
export async function avroWriter(
  sink: ByteSink,
  schema: Schema,
  options: FormatOptions,
  host: Host,
): Promise<BatchWriter> {
  const compression = choice(options, "compression", ["uncompressed", "deflate", "snappy", "zstd"], "uncompressed");
  const name = string(options, "name", "");
  const names: Names = { next: 1 };
  const fields = schema.fields.map((f) => ({ name: named(f.name), ...orNull(f.name, f.type, host, names) }));
  const codec = { uncompressed: "null", deflate: "deflate", snappy: "snappy", zstd: "zstandard" }[compression];
  const json = JSON.stringify({
    type: "record",
    name: name === "" ? "" : named(name),
    fields: fields.map((f) => ({ name: f.name, type: f.json })),
  });
  const out = new ByteWriter(sink);
  out.copy(Uint8Array.of(0x4f, 0x62, 0x6a, 1), 0, 4);
  int(2, out);
  for (const text of ["avro.schema", json, "avro.codec", codec]) bytes(host.encodeText(text), out);
  int(0, out);
  // Any sixteen bytes that blocks are not likely to hold.
  const sync = Uint8Array.from({ length: 16 }, () => Math.floor(Math.random() * 256));
  out.copy(sync, 0, 16);
  return new AvroWriter(
    sink,
    out,
    fields.map((f) => f.put),
    await codecOf(codec, host),
    sync,
  );
}
