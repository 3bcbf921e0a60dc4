import type { BytesColumn } from "../../arrow/column.ts";
import { further } from "../../kernels/further.ts";
import { kernels } from "../../kernels/memory.ts";
import { SEED } from "../../kernels/seed.ts";
import type { Stored } from "./stored.ts";

/** A chunk's values as codes into their distinct ones. */
export interface Encoded {
  /** Where they lie in the kernels' stack. */
  readonly codes: number;
  readonly entries: Stored;
}

const MOST = 1 << 16;
/** A dictionary page larger than this costs more than it saves. */
const PAGE = 1 << 20;

const capacityFor = (entries: number): number => 2 ** Math.ceil(Math.log2(Math.max(64, entries * 2)));

function fixed(s: Stored & { kind: "fixed" }, most: number): Encoded | null {
  const n = s.length;
  const codes = kernels.push(n * 4);
  const mark = kernels.mark();
  const src = kernels.put(s.bytes);
  const cap = capacityFor(most);
  const table = kernels.push(cap * 4);
  const dict = kernels.push(most * s.width);
  const count =
    s.width === 8
      ? further.pqDict64(src, n, table, cap, most, dict, codes)
      : further.pqDict32(src, n, table, cap, most, dict, codes);
  if (count < 0) return null;
  const { u8 } = kernels;
  const entries: Stored = {
    kind: "fixed",
    width: s.width,
    bytes: u8.slice(dict, dict + count * s.width),
    length: count,
  };
  kernels.reset(mark);
  return { codes, entries };
}

function pick(c: BytesColumn, rows: ArrayLike<number>, n: number): BytesColumn {
  const offsets = new Int32Array(n + 1);
  for (let i = 0; i < n; i++) {
    const r = rows[i] as number;
    offsets[i + 1] = (offsets[i] as number) + (c.offsets[r + 1] as number) - (c.offsets[r] as number);
  }
  const data = new Uint8Array(offsets[n] as number);
  for (let i = 0; i < n; i++) {
    const r = rows[i] as number;
    data.set(c.data.subarray(c.offsets[r] as number, c.offsets[r + 1] as number), offsets[i] as number);
  }
  return { ...c, length: n, nulls: 0, validity: null, offsets, data };
}

function bytes(s: Stored & { kind: "bytes" }, most: number): Encoded | null {
  const { column: c, length: n } = s;
  const { k } = kernels;
  const codes = kernels.push(n * 4);
  const mark = kernels.mark();
  const from = c.offsets[0] as number;
  const data = kernels.put(c.data.subarray(from, c.offsets[n] as number)) - from;
  const offsets = kernels.put(c.offsets.subarray(0, n + 1));
  const cap = capacityFor(most);
  const table = kernels.push(cap * 4);
  const firsts = kernels.push(most * 4);
  const count = k.textDistinct(offsets, n, data, table, cap, firsts, codes, most, SEED);
  if (count < 0) return null;
  const { u8 } = kernels;
  const rows = new Int32Array(u8.slice(firsts, firsts + 4 * count).buffer);
  const column = pick(c, rows, count);
  kernels.reset(mark);
  return {
    codes,
    entries: { kind: "bytes", column, length: count },
  };
}

/** Only the entries that occur, in the order of the dictionary. */
function used(s: Stored & { kind: "dict" }): Encoded {
  const { column: c, length: n } = s;
  const { dictionary } = c;
  const to = new Int32Array(dictionary.length).fill(-1);
  for (let i = 0; i < n; i++) to[c.codes[i] as number] = 0;
  const rows: number[] = [];
  for (let e = 0; e < to.length; e++) if (to[e] === 0) to[e] = rows.push(e) - 1;
  const codes = kernels.push(n * 4);
  const at = codes >>> 2;
  const { i32 } = kernels.views;
  for (let i = 0; i < n; i++) i32[at + i] = to[c.codes[i] as number] as number;
  return { codes, entries: { kind: "bytes", column: pick(dictionary, rows, rows.length), length: rows.length } };
}

const sizeOf = (s: Stored): number =>
  s.kind === "bytes"
    ? (s.column.offsets[s.length] as number) - (s.column.offsets[0] as number) + 4 * s.length
    : s.kind === "fixed"
      ? s.bytes.length
      : 0;

/** Codes for a chunk's values where that is worth it, on the kernels' stack; text that is in codes already stays so. */
export function dictionaryOf(s: Stored, wanted: boolean): Encoded | null {
  if (s.length === 0) return null;
  if (s.kind === "dict") return used(s);
  if (!wanted || s.kind === "bits" || (s.kind === "fixed" && s.width > 8)) return null;
  const most = Math.min(MOST, Math.max(16, s.length >> 1));
  const mark = kernels.mark();
  const encoded = s.kind === "fixed" ? fixed(s, most) : bytes(s, most);
  if (encoded !== null && sizeOf(encoded.entries) <= PAGE) return encoded;
  kernels.reset(mark);
  return null;
}
