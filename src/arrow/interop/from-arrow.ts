import { PolaroidError } from "../../core/error.ts";
import { batch } from "../batch.ts";
import { sliceBits } from "../bitmap.ts";
import type { Column } from "../column.ts";
import { Cursor } from "../ipc/cursor.ts";
import type { Batches } from "../ipc/decode.ts";
import { decodeColumn } from "../ipc/decode-column.ts";
import { DictionaryStore } from "../ipc/dictionaries.ts";
import { corrupt } from "../ipc/flat-reader.ts";
import type { WireField } from "../ipc/wire.ts";
import { field, schema } from "../schema.ts";
import { sliceColumn } from "../slice.ts";
import type { ArrowBatch, ArrowData, ArrowSource } from "./arrow-js.ts";
import { wireFields } from "./arrow-type.ts";

export type { ArrowSource } from "./arrow-js.ts";

const EMPTY: Uint8Array = new Uint8Array(0);
/** An empty Table's columns come without their children. */
const NOTHING: ArrowData = { type: { typeId: 1 }, length: 0, offset: 0, nullCount: 0, children: [] };

const bytesOf = (view: unknown): Uint8Array =>
  ArrayBuffer.isView(view) ? new Uint8Array(view.buffer, view.byteOffset, view.byteLength) : EMPTY;

/** Reads `Data` as if it were the body of a record batch: the same nodes and buffers in the same order. */
class DataReader {
  readonly #store: DictionaryStore;
  readonly #seen: Map<bigint, object> = new Map();

  constructor(fields: readonly WireField[]) {
    this.#store = new DictionaryStore(fields);
  }

  read(f: WireField, data: ArrowData): Column {
    const nodes: number[] = [];
    const buffers: Uint8Array[] = [];
    const variadic: number[] = [];
    this.#visit(f, data, nodes, buffers, variadic);
    const header = {
      length: data.length,
      nodes: Float64Array.from(nodes),
      buffers: new Float64Array(buffers.length * 2),
      variadic: Float64Array.from(variadic),
      codec: "none" as const,
    };
    return decodeColumn(f, new Cursor(header, (i) => buffers[i] as Uint8Array, this.#store));
  }

  #visit(f: WireField, data: ArrowData, nodes: number[], buffers: Uint8Array[], variadic: number[]): void {
    const { length, offset } = data;
    const { kind } = f.wire;
    nodes.push(length, data.nullCount);
    if (kind === "null" && f.dictionary === null) return;
    const bitmap = data.nullBitmap;
    buffers.push(data.nullCount === 0 || bitmap == null ? EMPTY : sliceBits(bitmap, offset, length));
    if (f.dictionary !== null) {
      this.#dictionary(f, f.dictionary.id, data);
      buffers.push(bytesOf(data.values));
      return;
    }
    switch (kind) {
      case "bool":
        buffers.push(sliceBits(bytesOf(data.values), offset, length));
        return;
      case "bytes":
        buffers.push(bytesOf(data.valueOffsets), bytesOf(data.values));
        return;
      case "view": {
        const more = data.variadicBuffers ?? [];
        variadic.push(more.length);
        buffers.push(bytesOf(data.values), ...more);
        return;
      }
      case "list":
      case "map":
        buffers.push(bytesOf(data.valueOffsets));
        break;
      case "struct":
      case "fixedList":
        break;
      default:
        buffers.push(bytesOf(data.values));
        return;
    }
    f.children.forEach((child, i) => {
      this.#visit(child, data.children[i] ?? NOTHING, nodes, buffers, variadic);
    });
  }

  #dictionary(f: WireField, id: bigint, data: ArrowData): void {
    const { dictionary } = data;
    if (dictionary === undefined || this.#seen.get(id) === dictionary) return;
    this.#seen.set(id, dictionary);
    for (const [i, part] of dictionary.data.entries())
      this.#store.add(id, i > 0, this.read({ ...f, dictionary: null }, part));
  }
}

/**
 * The rows of an `apache-arrow` Table or RecordBatch; values share its memory where the layouts agree.
 * @throws `NOT_SUPPORTED` naming the column for unions and intervals.
 * @example
 * const { schema, batches } = fromArrow(tableFromArrays({ a: [1, 2] }));
 */
export function fromArrow(source: ArrowSource): Batches {
  try {
    return read(source);
  } catch (cause) {
    if (cause instanceof PolaroidError) throw cause;
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `this is not laid out as Tables of apache-arrow 17 or later are (${String(cause)}); pass the bytes of tableToIPC to readIpc instead`,
      { cause },
    );
  }
}
function read(source: ArrowSource): Batches {
  const parts: readonly ArrowBatch[] | null = "batches" in source ? source.batches : "data" in source ? [source] : null;
  if (parts === null || !Array.isArray(source.schema?.fields))
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      "this is neither a Table nor a RecordBatch of apache-arrow; pass IPC bytes to decode instead",
    );
  const fields = wireFields(source.schema.fields);
  const reader = new DataReader(fields);
  const columns = parts.map(({ data }) =>
    fields.map((f, i) => {
      const child = data.children[i] ?? NOTHING;
      if (child.length < data.length) throw corrupt(`${f.path} is shorter than its batch`);
      return sliceColumn(reader.read(f, child), 0, data.length);
    }),
  );
  // Makers of tables often leave `nullable` at its default.
  const nullable = fields.map(
    (f, i) => f.nullable || columns.some((batchColumns) => (batchColumns[i]?.nulls ?? 0) > 0),
  );
  const target = schema(fields.map((f, i) => field(f.name, f.type, nullable[i] || f.type.id === "Null")));
  return { schema: target, batches: parts.map(({ data }, i) => batch(target, columns[i] as Column[], data.length)) };
}
