import { text } from "../../core/utf8.ts";
import { type BytesColumn, bytesColumn, type DictColumn, dictColumn, isValid } from "../column.ts";
import { concatColumns } from "../concat.ts";
import { entries } from "../dictionary.ts";
import { sliceColumn } from "../slice.ts";
import { emptyDictionary, takeColumn } from "../take.ts";
import type { FieldPlan } from "./layout-plan.ts";

/** Tells the reader of a dictionary's new entries. */
export type SendDictionary = (id: number, entries: BytesColumn, delta: boolean) => void;

interface Sent {
  /** What the reader holds. */
  dictionary: BytesColumn;
  /** The last dictionary that was written without recoding, by identity. */
  source: BytesColumn;
  index: Map<string, number> | null;
}

const same = (a: Uint8Array, b: Uint8Array): boolean => {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
};

/** Whether the first entries of `b` are all those of `a`. */
function isPrefix(a: BytesColumn, b: BytesColumn): boolean {
  if (a.length > b.length) return false;
  const [a0, b0] = [a.offsets[0] as number, b.offsets[0] as number];
  for (let i = 1; i <= a.length; i++) if ((a.offsets[i] as number) - a0 !== (b.offsets[i] as number) - b0) return false;
  const size = (a.offsets[a.length] as number) - a0;
  return same(a.data.subarray(a0, a0 + size), b.data.subarray(b0, b0 + size));
}

/** Gives plain text a dictionary. */
function withDictionary(c: BytesColumn): DictColumn {
  const index = new Map<string, number>();
  const kept: number[] = [];
  const codes = new Int32Array(c.length);
  for (let i = 0; i < c.length; i++) {
    if (!isValid(c, i)) continue;
    const value = text(c.data, c.offsets[i] as number, c.offsets[i + 1] as number);
    let code = index.get(value);
    if (code === undefined) {
      code = index.size;
      index.set(value, code);
      kept.push(i);
    }
    codes[i] = code;
  }
  const plain = bytesColumn(c.type, c.length, c.offsets, c.data);
  return dictColumn(
    c.type,
    c.length,
    codes,
    takeColumn(plain, Int32Array.from(kept)) as BytesColumn,
    c.validity,
    c.nulls,
  );
}

/**
 * What a reader may be told: "replace" sends a dictionary again when it changes, "extend" sends what is new where it can,
 * "unify" sends each dictionary once, at the end (files; Polars and others refuse deltas there).
 */
export type DictionaryMode = "replace" | "extend" | "unify";

/** Keeps each field's dictionary at the reader. */
export class DictionaryWriter {
  readonly #sent: Map<number, Sent> = new Map();
  readonly #mode: DictionaryMode;
  readonly #send: SendDictionary;

  constructor(mode: DictionaryMode, send: SendDictionary) {
    this.#mode = mode;
    this.#send = send;
  }

  /** The codes of a column, after the reader was told what it lacks. */
  code(field: FieldPlan, column: BytesColumn | DictColumn): Int32Array {
    const c = column.layout === "dict" ? column : withDictionary(column);
    const id = field.dictionary;
    const sent = this.#sent.get(id);
    const { dictionary } = c;
    if (sent?.source === dictionary) return c.codes;
    if (sent === undefined) this.#put(id, dictionary);
    else if (isPrefix(dictionary, sent.dictionary)) return c.codes;
    else if (this.#mode !== "replace" && isPrefix(sent.dictionary, dictionary)) {
      const old = sent.dictionary.length;
      if (this.#mode === "extend")
        this.#send(id, sliceColumn(dictionary, old, dictionary.length - old) as BytesColumn, true);
      this.#sent.set(id, { dictionary, source: dictionary, index: null });
    } else if (this.#mode === "unify") return this.#recode(sent, c);
    else this.#put(id, dictionary);
    return c.codes;
  }

  /** Sends what waited for the end. */
  finish(ids: Iterable<number>): void {
    if (this.#mode !== "unify") return;
    for (const id of ids) this.#send(id, this.#sent.get(id)?.dictionary ?? emptyDictionary(), false);
  }

  #put(id: number, dictionary: BytesColumn): void {
    if (this.#mode !== "unify") this.#send(id, dictionary, false);
    this.#sent.set(id, { dictionary, source: dictionary, index: null });
  }

  #recode(sent: Sent, c: DictColumn): Int32Array {
    const index = sent.index ?? new Map(entries(sent.dictionary).map((e, i) => [e, i]));
    const fresh: number[] = [];
    const map = Int32Array.from(entries(c.dictionary), (entry, i) => {
      let code = index.get(entry);
      if (code === undefined) {
        code = index.size;
        index.set(entry, code);
        fresh.push(i);
      }
      return code;
    });
    if (fresh.length > 0) {
      const more = takeColumn(c.dictionary, Int32Array.from(fresh)) as BytesColumn;
      sent.dictionary = concatColumns(sent.dictionary.type, [sent.dictionary, more]) as BytesColumn;
      sent.source = sent.dictionary;
    }
    sent.index = index;
    const codes = new Int32Array(c.length);
    for (let i = 0; i < c.length; i++) codes[i] = map[c.codes[i] as number] ?? 0;
    return codes;
  }
}
