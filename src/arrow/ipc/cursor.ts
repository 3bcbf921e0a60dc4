import { PolaroidError } from "../../core/error.ts";
import type { Column } from "../column.ts";
import { corrupt } from "./flat-reader.ts";
import { type BatchHeader, MAX_ROWS, type WireField } from "./wire.ts";

/** Bytes that a batch may make beyond those it holds (runs, views and dictionaries written out). */
const MAX_EXPANDED = 2 ** 30;

/** The dictionary that a field's codes refer to. */
export interface Dictionaries {
  use(field: WireField): { readonly values: Column; readonly recode: Int32Array | null };
}

/** Walks the nodes and buffers of one batch in the order of its fields. */
export class Cursor {
  readonly length: number;
  readonly dictionaries: Dictionaries;
  readonly #header: BatchHeader;
  readonly #bytes: (buffer: number) => Uint8Array;
  #node = 0;
  #buffer = 0;
  #variadic = 0;
  #expanded = 0;

  constructor(header: BatchHeader, bytes: (buffer: number) => Uint8Array, dictionaries: Dictionaries) {
    this.#header = header;
    this.#bytes = bytes;
    this.length = header.length;
    this.dictionaries = dictionaries;
  }

  /** How many buffers were passed. */
  get buffers(): number {
    return this.#buffer;
  }

  node(field: WireField): { readonly length: number; readonly nulls: number } {
    const { nodes } = this.#header;
    const i = 2 * this.#node++;
    if (i >= nodes.length) throw corrupt(`${field.path} is missing in a batch`);
    const length = nodes[i] as number;
    if (length > MAX_ROWS)
      throw new PolaroidError(
        "LIMIT_EXCEEDED",
        `${field.path} has ${length} values in a batch; at most ${MAX_ROWS} are read`,
      );
    return { length, nulls: nodes[i + 1] as number };
  }

  buffer(field: WireField): Uint8Array {
    if (2 * this.#buffer >= this.#header.buffers.length) throw corrupt(`${field.path} misses a buffer`);
    return this.#bytes(this.#buffer++);
  }

  /** How many data buffers a column of views has. */
  views(field: WireField): number {
    const n = this.#header.variadic[this.#variadic++];
    if (n === undefined || n > this.#header.buffers.length / 2)
      throw corrupt(`${field.path} does not tell its number of buffers`);
    return n;
  }

  /** Says that `bytes` will be made that the message does not hold. */
  expand(bytes: number, field: WireField): void {
    this.#expanded += bytes;
    if (this.#expanded > MAX_EXPANDED)
      throw new PolaroidError(
        "LIMIT_EXCEEDED",
        `${field.path}: a batch would grow to more than ${MAX_EXPANDED} bytes when written out`,
      );
  }

  /** Passes a field without looking at its bytes. */
  skip(field: WireField): void {
    this.node(field);
    this.#buffer += buffersOf(field);
    if (field.dictionary !== null) return;
    if (field.wire.kind === "view") this.#buffer += this.views(field);
    for (const child of field.children) this.skip(child);
  }
}

function buffersOf(field: WireField): number {
  if (field.dictionary !== null) return 2;
  switch (field.wire.kind) {
    case "null":
    case "ree":
      return 0;
    case "struct":
    case "fixedList":
      return 1;
    case "bytes":
    case "listView":
      return 3;
    default:
      return 2;
  }
}
