import { text } from "../../core/utf8.ts";
import { bytesColumn, type BytesColumn, type DictColumn, dictColumn, isValid } from "../column.ts";
import { concatColumns } from "../concat.ts";
import { entries } from "../dictionary.ts";
import { sliceColumn } from "../slice.ts";
import { takeColumn } from "../take.ts";
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
  return dictColumn(c.type, c.length, codes, takeColumn(plain, Int32Array.from(kept)) as BytesColumn, c.validity, c.nulls);
}

/** Keeps each field's dictionary at the reader: as it is, extended (delta), replaced, or, where a file forbids that, recoded. */
export class DictionaryWriter {
  readonly #sent: Map<number, Sent> = new Map();
  readonly #replace: boolean;
  readonly #send: SendDictionary;

  constructor(replace: boolean, send: SendDictionary) {
    this.#replace = replace;
    this.#send = send;
  }

  /** The codes of a column, after the reader was told what it lacks. */
  code(field: FieldPlan, column: BytesColumn | DictColumn): Int32Array {
    const c = column.layout === "dict" ? column : withDictionary(column);
    const id = field.dictionary;
    const sent = this.#sent.get(id);
    const { dictionary } = c;
    if (sent === undefined) {
      this.#put(id, dictionary, false);
      return c.codes;
    }
    if (sent.source === dictionary) return c.codes;
    if (isPrefix(sent.dictionary, dictionary)) {
      const more = dictionary.length - sent.dictionary.length;
      if (more > 0) this.#send(id, sliceColumn(dictionary, sent.dictionary.length, more) as BytesColumn, true);
      this.#sent.set(id, { dictionary, source: dictionary, index: null });
      return c.codes;
    }
    if (isPrefix(dictionary, sent.dictionary)) return c.codes;
    if (this.#replace) {
      this.#put(id, dictionary, false);
      return c.codes;
    }
    return this.#recode(id, sent, c);
  }

  #put(id: number, dictionary: BytesColumn, delta: boolean): void {
    this.#send(id, dictionary, delta);
    this.#sent.set(id, { dictionary, source: dictionary, index: null });
  }

  #recode(id: number, sent: Sent, c: DictColumn): Int32Array {
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
      this.#send(id, more, true);
      sent.dictionary = concatColumns(sent.dictionary.type, [sent.dictionary, more]) as BytesColumn;
      sent.source = sent.dictionary;
    }
    sent.index = index;
    const codes = new Int32Array(c.length);
    for (let i = 0; i < c.length; i++) codes[i] = map[c.codes[i] as number] ?? 0;
    return codes;
  }
}
