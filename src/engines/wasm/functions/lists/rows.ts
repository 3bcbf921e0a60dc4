import { type Column, type FixedListColumn, isValid, type ListColumn, listColumn } from "../../../../arrow/column.ts";
import { allNull, takeColumn } from "../../../../arrow/take.ts";
import type { CallInfo, Elementwise } from "../../function.ts";
import { columnIn, isScalar, scalar, spread, type Value } from "../../value.ts";

/** Lists of either layout with offsets. */
export function asList(c: Column): ListColumn {
  if (c.layout === "list") return c;
  const { size, child } = c as FixedListColumn;
  const offsets = new Int32Array(c.length + 1);
  for (let i = 0; i <= c.length; i++) offsets[i] = i * size;
  return listColumn(c.type, c.length, offsets, child, c.validity, c.nulls);
}

/** The lists, null ones without items: what lies there is of no matter, and must not fail. */
export function present(c: ListColumn): ListColumn {
  if (c.validity === null) return c;
  let stray = false;
  for (let i = 0; i < c.length && !stray; i++) stray = !isValid(c, i) && c.offsets[i] !== c.offsets[i + 1];
  if (!stray) return c;
  const offsets = new Int32Array(c.length + 1);
  const rows: number[] = [];
  for (let i = 0; i < c.length; i++) {
    if (isValid(c, i)) for (let k = c.offsets[i] as number; k < (c.offsets[i + 1] as number); k++) rows.push(k);
    offsets[i + 1] = rows.length;
  }
  return { ...c, offsets, child: takeColumn(c.child, Int32Array.from(rows)) };
}

/** A function of lists; the other arguments are scalars or columns of that length. */
export type OfLists = (c: ListColumn, rest: readonly Value[], info: CallInfo) => Column;

/** Lifts a function of lists to values; a null literal among the `needed` arguments makes the result null. */
export const listwise =
  (run: OfLists, needed: readonly number[] = []): Elementwise =>
  (args, info) => {
    const [first, ...rest] = args as readonly [Value, ...Value[]];
    const one = args.every(isScalar);
    const length = one ? 1 : info.length;
    const c = one ? columnIn(first) : spread(first, length);
    const missing = needed.some((i) => {
      const v = rest[i - 1];
      return v !== undefined && isScalar(v) && v.column.nulls === 1;
    });
    const out = missing || c.layout === "null" ? allNull(info.type, length) : run(asList(c), rest, { ...info, length });
    return one ? scalar(out) : out;
  };

/** Lists of other rows of the same child: `rows` has the items of all lists one after the other. */
export const regather = (c: ListColumn, info: CallInfo, rows: Int32Array, offsets: Int32Array): Column =>
  listColumn(info.type, c.length, offsets, takeColumn(c.child, rows), c.validity, c.nulls);

/** The row of each item's list. */
export function listOfItem(c: ListColumn): Int32Array {
  const first = c.offsets[0] as number;
  const out = new Int32Array((c.offsets[c.length] as number) - first);
  for (let i = 0; i < c.length; i++)
    out.fill(i, (c.offsets[i] as number) - first, (c.offsets[i + 1] as number) - first);
  return out;
}

/** The integer of a row, of a scalar or a column; what a null row holds is no matter. */
export function ints(v: Value): (i: number) => number {
  const { values } = columnIn(v) as { values: BigInt64Array };
  const clamp = (x: bigint): number => (x > 0x7fffffffn ? 0x7fffffff : x < -0x7fffffffn ? -0x7fffffff : Number(x));
  if (!isScalar(v)) return (i) => clamp(values[i] as bigint);
  const only = clamp(values[0] as bigint);
  return () => only;
}
