import { type Column, isValid, type ListColumn, listColumn } from "../../../../arrow/column.ts";
import { concatColumns } from "../../../../arrow/concat.ts";
import { takeColumn } from "../../../../arrow/take.ts";
import { valueAt } from "../../../../arrow/value.ts";
import { columnIn, isScalar, type Value } from "../../value.ts";
import { identity, nulled } from "./order.ts";
import { asList, type OfLists } from "./rows.ts";

/** What is in one set by its identity, and the row that it came from, in order of appearance. */
type Items = Map<unknown, number>;
type Operation = (a: Items, b: Items) => Iterable<number>;

function keysOf(c: Column): (row: number) => unknown {
  if (c.layout !== "fixed" || c.type.id === "Decimal") return (row) => identity(valueAt(c, row));
  const { values } = c;
  return (row) => (isValid(c, row) ? values[row] : null);
}

function itemsOf(c: ListColumn, i: number, key: (row: number) => unknown, base: number): Items {
  const out: Items = new Map();
  for (let k = c.offsets[i] as number; k < (c.offsets[i + 1] as number); k++) {
    const id = key(k);
    if (!out.has(id)) out.set(id, base + k);
  }
  return out;
}

const sets =
  (operate: Operation): OfLists =>
  (c, [second], info) => {
    const v = second as Value;
    const given = columnIn(v);
    const d = asList(given);
    const { type } = info;
    const inner = type.id === "List" ? type.inner : type;
    const items = concatColumns(inner, [c.child, d.child]);
    const [x, y] = [keysOf(c.child), keysOf(d.child)];
    const base = c.child.length;
    const same = isScalar(v) && c.length > 0 ? itemsOf(d, 0, y, base) : null;
    const rows: number[] = [];
    const offsets = new Int32Array(c.length + 1);
    for (let i = 0; i < c.length; i++) {
      if (isValid(c, i) && (same !== null || isValid(given, i)))
        for (const row of operate(itemsOf(c, i, x, 0), same ?? itemsOf(d, i, y, base))) rows.push(row);
      offsets[i + 1] = rows.length;
    }
    const out = listColumn(type, c.length, offsets, takeColumn(items, Int32Array.from(rows)), c.validity, c.nulls);
    return nulled(out, v);
  };

const among = (a: Items, b: Items, wanted: boolean): number[] =>
  [...a].filter(([id]) => b.has(id) === wanted).map(([, row]) => row);

export const setUnion: OfLists = sets((a, b) => [...a.values(), ...among(b, a, false)]);
export const setIntersection: OfLists = sets((a, b) => among(a, b, true));
export const setSymmetricDifference: OfLists = sets((a, b) => [...among(a, b, false), ...among(b, a, false)]);

/** What goes leaves its place to the last one, as in Polars: its order is part of many recorded answers. */
export const setDifference: OfLists = sets((a, b) => {
  const left = [...a];
  const places = new Map(left.map(([id], i) => [id, i]));
  for (const id of b.keys()) {
    const at = places.get(id);
    if (at === undefined) continue;
    const last = left.pop() as [unknown, number];
    places.delete(id);
    if (at === left.length) continue;
    left[at] = last;
    places.set(last[0], at);
  }
  return left.map(([, row]) => row);
});
