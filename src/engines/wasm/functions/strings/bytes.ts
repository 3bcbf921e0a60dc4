import { type BytesColumn, bytesColumn, isValid } from "../../../../arrow/column.ts";
import { Utf8 } from "../../../../arrow/types.ts";
import { PolaroidError } from "../../../../core/error.ts";

/** Where the needle (not empty) first lies in [from, end); -1 where it does not. */
export function indexOf(data: Uint8Array, from: number, end: number, needle: Uint8Array): number {
  const size = needle.length;
  const first = needle[0];
  for (let at = from, last = end - size; at <= last; at++) {
    if (data[at] !== first) continue;
    let k = 1;
    while (k < size && data[at + k] === needle[k]) k++;
    if (k === size) return at;
  }
  return -1;
}

/** How often the needle occurs in each row, none overlapping. */
export function counts(c: BytesColumn, needle: Uint8Array): Uint32Array {
  const { data, offsets } = c;
  const out = new Uint32Array(c.length);
  for (let i = 0; i < out.length; i++) {
    const end = offsets[i + 1] as number;
    let n = 0;
    for (
      let at = indexOf(data, offsets[i] as number, end, needle);
      at >= 0;
      at = indexOf(data, at + needle.length, end, needle)
    )
      n++;
    out[i] = n;
  }
  return out;
}

/** Bytes that grow as they are written. */
export class Sink {
  data: Uint8Array;
  at = 0;

  constructor(size: number) {
    this.data = new Uint8Array(size);
  }
  copy(from: Uint8Array, start: number, end: number): void {
    const size = end - start;
    if (this.at + size > this.data.length) this.#grow(size);
    const { data, at } = this;
    if (size > 48) data.set(from.subarray(start, end), at);
    else for (let k = 0; k < size; k++) data[at + k] = from[start + k] as number;
    this.at = at + size;
  }
  #grow(size: number): void {
    const need = this.at + size;
    if (need > 0x7fffffff)
      throw new PolaroidError(
        "LIMIT_EXCEEDED",
        "a column of text would pass 2 GiB in one batch; work on fewer rows at once",
      );
    const more = new Uint8Array(Math.min(0x7fffffff, Math.max(need, this.data.length * 2)));
    more.set(this.data.subarray(0, this.at));
    this.data = more;
  }
}

/** The first `n` occurrences of the needle (not empty) in each row replaced. */
export function replaceBytes(c: BytesColumn, needle: Uint8Array, by: Uint8Array, n: number): BytesColumn {
  const { data, offsets } = c;
  const to = new Int32Array(c.length + 1);
  const sink = new Sink((offsets[c.length] as number) - (offsets[0] as number) + 64);
  for (let i = 0; i < c.length; i++) {
    if (isValid(c, i)) {
      const end = offsets[i + 1] as number;
      let from = offsets[i] as number;
      for (let left = n; left > 0; left--) {
        const at = indexOf(data, from, end, needle);
        if (at < 0) break;
        sink.copy(data, from, at);
        sink.copy(by, 0, by.length);
        from = at + needle.length;
      }
      sink.copy(data, from, end);
    }
    to[i + 1] = sink.at;
  }
  return bytesColumn(Utf8, c.length, to, sink.data.subarray(0, sink.at), c.validity, c.nulls);
}

/** Where a list's items end, growing. */
class Ends {
  list: Int32Array = new Int32Array(1024);
  count = 0;

  push(end: number): void {
    if (this.count === this.list.length) {
      const more = new Int32Array(this.list.length * 2);
      more.set(this.list);
      this.list = more;
    }
    this.list[this.count++] = end;
  }
}

/** The parts between separators (not empty); `inclusive` leaves the separator at their end and an empty last part out. */
export function splitBytes(
  c: BytesColumn,
  by: Uint8Array,
  inclusive: boolean,
): { readonly offsets: Int32Array; readonly parts: BytesColumn } {
  const { data, offsets } = c;
  const lists = new Int32Array(c.length + 1);
  const sink = new Sink((offsets[c.length] as number) - (offsets[0] as number) + 64);
  const ends = new Ends();
  ends.push(0);
  for (let i = 0; i < c.length; i++) {
    if (isValid(c, i)) {
      const end = offsets[i + 1] as number;
      let from = offsets[i] as number;
      for (let at = indexOf(data, from, end, by); at >= 0; at = indexOf(data, from, end, by)) {
        sink.copy(data, from, inclusive ? at + by.length : at);
        ends.push(sink.at);
        from = at + by.length;
      }
      if (!inclusive || from < end) {
        sink.copy(data, from, end);
        ends.push(sink.at);
      }
    }
    lists[i + 1] = ends.count - 1;
  }
  return {
    offsets: lists,
    parts: bytesColumn(Utf8, ends.count - 1, ends.list.subarray(0, ends.count), sink.data.subarray(0, sink.at)),
  };
}
