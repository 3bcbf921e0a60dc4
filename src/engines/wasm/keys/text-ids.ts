import type { BytesColumn, Column, DictColumn } from "../../../arrow/column.ts";
import { plainText } from "../../../arrow/concat.ts";
import { room } from "../../../arrow/layout.ts";
import { sliceColumn } from "../../../arrow/slice.ts";
import { takeColumn } from "../../../arrow/take.ts";
import { BytesIds } from "./bytes-ids.ts";

const UNKNOWN = -1;
const AWAITED = -2;
const STRETCH = 1 << 14;
const JUST_NULL = Int32Array.of(-1);

/** Ids of text in either layout; each entry of a dictionary is looked up once. */
export class TextIds extends BytesIds {
  #known = new WeakMap<BytesColumn, Int32Array>();
  #found = new WeakMap<BytesColumn, Int32Array>();
  #nullId = UNKNOWN;

  override add(c: Column, into?: Int32Array): Int32Array {
    if (c.layout !== "dict") {
      const ids = super.add(c);
      if (this.#nullId === UNKNOWN && c.nulls > 0)
        this.#nullId = super.find(takeColumn(c, JUST_NULL, true))[0] as number;
      return ids;
    }
    let ids = this.#known.get(c.dictionary);
    if (ids === undefined) {
      ids = new Int32Array(c.dictionary.length).fill(UNKNOWN);
      this.#known.set(c.dictionary, ids);
    }
    const n = c.length;
    const out = into ?? new Int32Array(room(4 * n), 0, n);
    // New entries are met early: what is looked at twice is a stretch of many rows, not all of them.
    for (let at = 0; at < n; at += STRETCH) {
      const part = n <= STRETCH ? c : (sliceColumn(c, at, Math.min(STRETCH, n - at)) as DictColumn);
      const to = n <= STRETCH ? out : out.subarray(at, at + part.length);
      mapped(part, ids, this.#nullId, to);
      if (to.indexOf(UNKNOWN) < 0) continue;
      this.#learn(part, ids);
      mapped(part, ids, this.#nullId, to);
    }
    return out;
  }

  override find(c: Column): Int32Array {
    if (c.layout !== "dict") return super.find(c);
    let ids = this.#found.get(c.dictionary);
    if (ids === undefined) {
      if (c.dictionary.length > 4 * c.length) return super.find(plainText(c));
      ids = super.find(c.dictionary);
      this.#found.set(c.dictionary, ids);
    }
    return mapped(c, ids, this.#nullId);
  }

  override free(): void {
    super.free();
    this.#known = new WeakMap();
    this.#found = new WeakMap();
    this.#nullId = UNKNOWN;
  }

  /** Looks up the entries (and null, as -1) that rows meet for the first time, in the rows' order. */
  #learn({ codes, dictionary, validity, length }: DictColumn, ids: Int32Array): void {
    this.#found = new WeakMap();
    const fresh: number[] = [];
    for (let i = 0; i < length; i++) {
      const code = validity === null || ((validity[i >> 3] as number) >> (i & 7)) & 1 ? (codes[i] as number) : -1;
      if (code < 0) {
        if (this.#nullId !== UNKNOWN) continue;
        this.#nullId = AWAITED;
      } else {
        if (ids[code] !== UNKNOWN) continue;
        ids[code] = AWAITED;
      }
      fresh.push(code);
    }
    const given = super.add(takeColumn(dictionary, Int32Array.from(fresh), true));
    fresh.forEach((code, i) => {
      if (code < 0) this.#nullId = given[i] as number;
      else ids[code] = given[i] as number;
    });
  }
}

function mapped(
  { codes, validity, length }: DictColumn,
  ids: Int32Array,
  nullId: number,
  out: Int32Array = new Int32Array(length),
): Int32Array {
  if (validity === null) for (let i = 0; i < length; i++) out[i] = ids[codes[i] as number] as number;
  else
    for (let i = 0; i < length; i++)
      out[i] = ((validity[i >> 3] as number) >> (i & 7)) & 1 ? (ids[codes[i] as number] as number) : nullId;
  return out;
}
