import type { BytesColumn, Column, DictColumn } from "../../../arrow/column.ts";
import { plainText } from "../../../arrow/concat.ts";
import { takeColumn } from "../../../arrow/take.ts";
import { bytesIds } from "./bytes-ids.ts";
import type { KeyIds } from "./key-ids.ts";

const UNKNOWN = -1;
const AWAITED = -2;

/** Ids of text in either layout; each entry of a dictionary is looked up once. */
export function textIds(): KeyIds {
  const texts = bytesIds();
  let known = new WeakMap<BytesColumn, Int32Array>();
  let found = new WeakMap<BytesColumn, Int32Array>();
  let nullId = UNKNOWN;

  /** Looks up the entries (and null, as -1) that rows meet for the first time, in the rows' order. */
  const learn = (c: DictColumn, ids: Int32Array): void => {
    const { codes, dictionary, validity, length } = c;
    const fresh: number[] = [];
    for (let i = 0; i < length; i++) {
      const code = validity === null || ((validity[i >> 3] as number) >> (i & 7)) & 1 ? (codes[i] as number) : -1;
      if (code < 0) {
        if (nullId !== UNKNOWN) continue;
        nullId = AWAITED;
      } else {
        if (ids[code] !== UNKNOWN) continue;
        ids[code] = AWAITED;
      }
      fresh.push(code);
    }
    if (fresh.length === 0) return;
    const given = texts.add(takeColumn(dictionary, Int32Array.from(fresh), true));
    fresh.forEach((code, i) => {
      if (code < 0) nullId = given[i] as number;
      else ids[code] = given[i] as number;
    });
  };

  const mapped = (c: DictColumn, ids: Int32Array): Int32Array => {
    const { codes, validity, length } = c;
    const out = new Int32Array(length);
    if (validity === null) for (let i = 0; i < length; i++) out[i] = ids[codes[i] as number] as number;
    else
      for (let i = 0; i < length; i++)
        out[i] = ((validity[i >> 3] as number) >> (i & 7)) & 1 ? (ids[codes[i] as number] as number) : nullId;
    return out;
  };

  return {
    add(c) {
      if (c.layout !== "dict") {
        const ids = texts.add(c);
        if (nullId === UNKNOWN && c.nulls > 0) nullId = texts.find(nullOf(c))[0] as number;
        return ids;
      }
      let ids = known.get(c.dictionary);
      if (ids === undefined) {
        ids = new Int32Array(c.dictionary.length).fill(UNKNOWN);
        known.set(c.dictionary, ids);
      }
      const out = mapped(c, ids);
      if (out.indexOf(UNKNOWN) < 0) return out;
      learn(c, ids);
      return mapped(c, ids);
    },
    find(c) {
      if (c.layout !== "dict") return texts.find(c);
      let ids = found.get(c.dictionary);
      if (ids === undefined) {
        if (c.dictionary.length > 4 * c.length) return texts.find(plainText(c));
        ids = texts.find(c.dictionary);
        found.set(c.dictionary, ids);
      }
      return mapped(c, ids);
    },
    get count() {
      return texts.count;
    },
    get bytes() {
      return texts.bytes;
    },
    free() {
      texts.free();
      known = new WeakMap();
      found = new WeakMap();
      nullId = UNKNOWN;
    },
  };
}

const nullOf = (c: Column): Column => takeColumn(c, Int32Array.of(-1), true);
