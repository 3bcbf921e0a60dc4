import {
  type Column,
  fixedListColumn,
  isValid,
  type ListColumn,
  listColumn,
  structColumn,
} from "../../../../arrow/column.ts";
import { takeColumn } from "../../../../arrow/take.ts";
import { PolaroidError } from "../../../../core/error.ts";
import { columnIn, isScalar, type Value } from "../../value.ts";
import { nulled } from "./order.ts";
import { asList, ints, type OfLists } from "./rows.ts";

const outOfRange = (message: string): PolaroidError => new PolaroidError("OUT_OF_RANGE", message);
const present = (v: Value, i: number): boolean => isScalar(v) || isValid(v, i);
const startOf = (c: ListColumn, i: number): number => c.offsets[i] as number;
const sizeOf = (c: ListColumn, i: number): number => (c.offsets[i + 1] as number) - startOf(c, i);

export const item: OfLists = (c, _, { options }) => {
  const rows = new Int32Array(c.length).fill(-1);
  for (let i = 0; i < rows.length; i++) {
    if (!isValid(c, i)) continue;
    const size = sizeOf(c, i);
    if (size === 1) rows[i] = startOf(c, i);
    else if (size > 0 || options.allowEmpty !== true)
      throw outOfRange(
        `list.item needs lists of one item, got one of ${size}${size === 0 ? "; { allowEmpty: true } gives null there" : ""}`,
      );
  }
  return takeColumn(c.child, rows, true);
};

/** Rows of the child, list after list. */
class Picks {
  rows: Int32Array = new Int32Array(1024);
  count = 0;

  push(row: number): void {
    if (this.count === this.rows.length) {
      if (this.count >= 1 << 30)
        throw new PolaroidError("LIMIT_EXCEEDED", "the lists of one batch would have too many items");
      const more = new Int32Array(this.count * 2);
      more.set(this.rows);
      this.rows = more;
    }
    this.rows[this.count++] = row;
  }
  get all(): Int32Array {
    return this.rows.subarray(0, this.count);
  }
}

export const gather: OfLists = (c, [places], info) => {
  const v = places as Value;
  const at = columnIn(v);
  const loud = info.options.nullOnOob !== true;
  const picks = new Picks();
  const offsets = new Int32Array(c.length + 1);
  const list = at.layout === "null" ? null : asList(at);
  const wanted = list?.child as { readonly values?: BigInt64Array } & Column;
  for (let i = 0; i < c.length; i++) {
    if (list !== null && isValid(c, i) && present(v, i)) {
      const row = isScalar(v) ? 0 : i;
      const [start, size] = [startOf(c, i), sizeOf(c, i)];
      for (let k = startOf(list, row); k < (list.offsets[row + 1] as number); k++) {
        if (!isValid(wanted, k)) {
          picks.push(-1);
          continue;
        }
        const place = Number((wanted.values as BigInt64Array)[k]);
        const j = place < 0 ? place + size : place;
        if (loud && (j < 0 || j >= size))
          throw outOfRange(
            `list.gather: there is no item ${place} in a list of ${size}; with { nullOnOob: true } it gives null`,
          );
        picks.push(j >= 0 && j < size ? start + j : -1);
      }
    }
    offsets[i + 1] = picks.count;
  }
  return nulled(listColumn(info.type, c.length, offsets, takeColumn(c.child, picks.all, true), c.validity, c.nulls), v);
};

export const gatherEvery: OfLists = (c, [n, offset], info) => {
  const [every, from] = [n as Value, offset as Value];
  const [step, first] = [ints(every), ints(from)];
  const picks = new Picks();
  const offsets = new Int32Array(c.length + 1);
  for (let i = 0; i < c.length; i++) {
    if (isValid(c, i) && present(every, i) && present(from, i)) {
      const [by, at] = [step(i), first(i)];
      if (by < 1) throw outOfRange(`list.gatherEvery takes every n-th item with n from 1 on, got ${by}`);
      if (at < 0) throw outOfRange(`list.gatherEvery begins at an offset from 0 on, got ${at}`);
      for (let k = at; k < sizeOf(c, i); k += by) picks.push(startOf(c, i) + k);
    }
    offsets[i + 1] = picks.count;
  }
  const out = listColumn(info.type, c.length, offsets, takeColumn(c.child, picks.all), c.validity, c.nulls);
  return nulled(nulled(out, every), from);
};

export const shift: OfLists = (c, [n], info) => {
  const v = n as Value;
  const by = ints(v);
  const first = startOf(c, 0);
  const rows = new Int32Array((c.offsets[c.length] as number) - first).fill(-1);
  const offsets = c.offsets.slice(0, c.length + 1);
  for (let i = 0; i < offsets.length; i++) offsets[i] = (offsets[i] as number) - first;
  for (let i = 0; i < c.length; i++) {
    const [from, to] = [offsets[i] as number, offsets[i + 1] as number];
    const k = by(i);
    for (let j = Math.max(from, from + k); j < Math.min(to, to + k); j++) rows[j] = first + j - k;
  }
  return nulled(listColumn(info.type, c.length, offsets, takeColumn(c.child, rows, true), c.validity, c.nulls), v);
};

export const toStruct: OfLists = (c, _, { type }) => {
  const fields = type.id === "Struct" ? type.fields : [];
  const children = fields.map((_field, k) => {
    const rows = new Int32Array(c.length).fill(-1);
    for (let i = 0; i < rows.length; i++) if (isValid(c, i) && k < sizeOf(c, i)) rows[i] = startOf(c, i) + k;
    return takeColumn(c.child, rows, true);
  });
  return structColumn(type, c.length, children, c.validity, c.nulls);
};

export const toArray: OfLists = (c, _, { type }) => {
  const width = type.id === "FixedSizeList" ? type.size : 0;
  if (width * c.length > 1 << 30)
    throw new PolaroidError("LIMIT_EXCEEDED", `${c.length} arrays of ${width} items are too many for one batch`);
  const rows = new Int32Array(c.length * width).fill(-1);
  for (let i = 0; i < c.length; i++) {
    if (!isValid(c, i)) continue;
    if (sizeOf(c, i) !== width)
      throw new PolaroidError("SHAPE_MISMATCH", `list.toArray of width ${width} met a list of ${sizeOf(c, i)} items`);
    for (let k = 0; k < width; k++) rows[i * width + k] = startOf(c, i) + k;
  }
  return fixedListColumn(type, c.length, width, takeColumn(c.child, rows, true), c.validity, c.nulls);
};
