import { PolaroidError } from "../../core/error.ts";
import { type BytesColumn, type Column, isValid } from "../column.ts";
import { concatColumns } from "../concat.ts";
import { dictionaryOf, entries } from "../dictionary.ts";
import { sliceColumn } from "../slice.ts";
import { allNull, takeColumn } from "../take.ts";
import { Utf8 } from "../types.ts";
import { Cursor, type Dictionaries } from "./cursor.ts";
import { decodeColumn } from "./decode-column.ts";
import { corrupt } from "./flat-reader.ts";
import type { BatchHeader, WireField } from "./wire.ts";

interface Resolved {
  readonly values: Column;
  readonly recode: Int32Array | null;
}
interface State {
  /** The field of the entries themselves. */
  readonly field: WireField;
  parts: Column[];
  resolved: Resolved | null;
}

/** The dictionaries of a stream or a file, as its messages fill, extend and replace them. */
export class DictionaryStore implements Dictionaries {
  readonly #states: Map<bigint, State> = new Map();

  constructor(fields: readonly WireField[]) {
    for (const field of fields) this.#collect(field);
  }

  #collect(field: WireField): void {
    const { dictionary, wire, children, type } = field;
    for (const child of children) this.#collect(child);
    if (dictionary === null) return;
    const known = this.#states.get(dictionary.id);
    if (
      known !== undefined &&
      (known.field.wire.kind !== wire.kind ||
        known.field.children.length !== children.length ||
        JSON.stringify(known.field.type) !== JSON.stringify(type))
    )
      throw corrupt(`${field.path} and ${known.field.path} share a dictionary but not its type`);
    if (known === undefined)
      this.#states.set(dictionary.id, { field: { ...field, dictionary: null }, parts: [], resolved: null });
  }

  has(id: bigint): boolean {
    return this.#states.has(id);
  }

  /** Takes a dictionary message. */
  put(id: bigint, delta: boolean, header: BatchHeader, bytes: (buffer: number) => Uint8Array): void {
    const state = this.#states.get(id);
    if (state === undefined) throw corrupt(`dictionary ${id} belongs to no column`);
    const cursor = new Cursor(header, bytes, this);
    const values = decodeColumn(state.field, cursor);
    if (values.length !== header.length)
      throw corrupt(
        `${state.field.path}: a dictionary of ${values.length} entries where ${header.length} are promised`,
      );
    this.add(id, delta, values);
  }

  add(id: bigint, delta: boolean, values: Column): void {
    const state = this.#states.get(id);
    if (state === undefined) return;
    if (delta) state.parts.push(values);
    else state.parts = [values];
    state.resolved = null;
  }

  use(field: WireField): Resolved {
    const state = this.#states.get(field.dictionary?.id ?? -1n);
    if (state === undefined) throw corrupt(`${field.path} has no dictionary`);
    if (state.resolved === null) {
      const { type } = state.field;
      const values =
        state.parts.length === 0
          ? allNull(type.id === "Enum" || type.id === "Categorical" ? Utf8 : type, 0)
          : concatColumns(state.parts[0]?.type ?? type, state.parts);
      state.parts = [values];
      state.resolved =
        values.layout === "bytes" && type.id !== "Binary" ? distinct(values, state.field) : { values, recode: null };
    }
    return state.resolved;
  }
}

/** Entries that differ and are not null, and what became of each code; an Enum's entries are its categories. */
function distinct(values: BytesColumn, field: WireField): Resolved {
  const plain: BytesColumn = { ...values, type: Utf8 };
  const texts = entries(plain);
  const { type } = field;
  const index = new Map<string, number>(type.id === "Enum" ? type.categories.map((c, i) => [c, i]) : []);
  const fixed = type.id === "Enum";
  const recode = new Int32Array(texts.length);
  const kept: number[] = [];
  let same = !fixed || texts.length === type.categories.length;
  for (let i = 0; i < texts.length; i++) {
    const entry = texts[i] as string;
    let code = isValid(values, i) ? index.get(entry) : -1;
    if (code === undefined) {
      if (fixed)
        throw new PolaroidError(
          "CORRUPT",
          `Arrow IPC: ${field.path}: "${entry.slice(0, 60)}" is none of its categories`,
        );
      code = index.size;
      index.set(entry, code);
      kept.push(i);
    }
    recode[i] = code;
    if (code !== i) same = false;
  }
  if (same) return { values: sliceColumn(plain, 0, texts.length), recode: null };
  return { values: fixed ? dictionaryOf(type.categories) : takeColumn(plain, Int32Array.from(kept)), recode };
}
