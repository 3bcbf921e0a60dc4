import {
  type BoolColumn,
  type BytesColumn,
  bytesColumn,
  type Column,
  dictColumn,
  type FixedColumn,
  isValid,
} from "../../../arrow/column.ts";
import { dictionaryOf } from "../../../arrow/dictionary.ts";
import { formatValue } from "../../../arrow/format-value.ts";
import { room } from "../../../arrow/layout.ts";
import { datetimeText } from "../../../arrow/moment-text.ts";
import { isInteger } from "../../../arrow/type-info.ts";
import { Utf8 } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";
import { utf8Into } from "../../../core/utf8.ts";
import { datetimeWriter } from "./write-times.ts";

const FLAGS = dictionaryOf(["false", "true"]);

/** How the rows of a column are written. */
function writer(c: Column): (i: number) => string {
  const { type } = c;
  if (c.layout === "fixed" && type.id === "Datetime") return (i) => datetimeText(c.values[i] as bigint, type, true);
  if (c.layout === "fixed" && isInteger(type)) return numberWriter(c);
  return (i) => formatValue(c, i);
}

// String() of a bigint costs several times that of a number.
function numberWriter(c: FixedColumn): (i: number) => string {
  const { values } = c;
  if (!(values instanceof BigInt64Array) && !(values instanceof BigUint64Array)) return (i) => String(values[i]);
  const words = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  const signed = values instanceof BigInt64Array;
  return (i) => {
    const high = words[2 * i + 1] as number;
    const v = (signed ? high : high >>> 0) * 4294967296 + ((words[2 * i] as number) >>> 0);
    return Number.isSafeInteger(v) ? String(v) : String(values[i]);
  };
}

function flags(c: BoolColumn): Column {
  const codes = new Int32Array(c.length);
  for (let i = 0; i < codes.length; i++) codes[i] = ((c.bits[i >> 3] as number) >> (i & 7)) & 1;
  return dictColumn(Utf8, c.length, codes, FLAGS, c.validity, c.nulls);
}

/** Rows from which a dictionary may pay, and the most that numbers may differ for it. */
const FEW = 512;
const NARROW = 4096;

/** Numbers that hardly differ as one dictionary of all that lie between them; null where they are further apart. */
function narrow(c: FixedColumn): Column | null {
  const { values, length: n } = c;
  if (n < FEW || values instanceof BigInt64Array || values instanceof BigUint64Array) return null;
  const most = Math.min(NARROW, n >> 3);
  let [least, greatest] = [values[0] as number, values[0] as number];
  for (let at = 0; at < n; ) {
    for (const stop = Math.min(n, at + 4096); at < stop; at++) {
      const v = values[at] as number;
      if (v < least) least = v;
      else if (v > greatest) greatest = v;
    }
    if (greatest - least >= most) return null;
  }
  const codes = new Int32Array(room(4 * n));
  for (let i = 0; i < n; i++) codes[i] = (values[i] as number) - least;
  return dictColumn(Utf8, n, codes, numbersBetween(least, greatest), c.validity, c.nulls);
}

// Morsels of one column have the same numbers time and again.
let latest: { readonly least: number; readonly greatest: number; readonly texts: BytesColumn } | null = null;
function numbersBetween(least: number, greatest: number): BytesColumn {
  if (latest?.least !== least || latest.greatest !== greatest) {
    const texts = Array.from({ length: greatest - least + 1 }, (_, i) => String(least + i));
    latest = { least, greatest, texts: dictionaryOf(texts) };
  }
  return latest.texts;
}

/** Every value as its exact text; `coded` says that a dictionary may have texts that no row has. */
export function toText(c: Column, coded = true): Column {
  if (c.layout === "bool") return flags(c);
  if (coded && c.layout === "fixed" && isInteger(c.type)) {
    const made = narrow(c);
    if (made !== null) return made;
  }
  const write = writer(c);
  const fast = c.layout === "fixed" && c.type.id === "Datetime" ? datetimeWriter(c, c.type) : null;
  const offsets = new Int32Array(c.length + 1);
  let data = new Uint8Array(Math.max(64, c.length * (c.type.id === "Datetime" ? 40 : 12)));
  let at = 0;
  for (let i = 0; i < c.length; i++) {
    if (c.nulls === 0 || isValid(c, i)) {
      if (fast !== null && at + 64 <= data.length) {
        const size = fast(i, data, at);
        if (size !== undefined) {
          at += size;
          offsets[i + 1] = at;
          continue;
        }
      }
      const s = write(i);
      const need = at + s.length * 3;
      if (need > data.length) {
        if (need > 0x7fffffff)
          throw new PolaroidError("LIMIT_EXCEEDED", "a column of text would pass 2 GiB in one batch");
        const more = new Uint8Array(Math.min(0x7fffffff, Math.max(need, data.length * 2)));
        more.set(data.subarray(0, at));
        data = more;
      }
      at += utf8Into(s, data, at);
    }
    offsets[i + 1] = at;
  }
  return bytesColumn(
    Utf8,
    c.length,
    offsets,
    at * 2 < data.length ? data.slice(0, at) : data.subarray(0, at),
    c.validity,
    c.nulls,
  );
}
