import { isFloat } from "../arrow/type-info.ts";
import type { DataType } from "../arrow/types.ts";
import type { Stored } from "../arrow/value.ts";

/** How close floats must be: design.md, "Equality". */
export type Tolerance = "exact" | "sum" | "variance" | "ulps";

const RELATIVE: Readonly<Record<Tolerance, number>> = {
  exact: 0,
  sum: 1e-12,
  variance: 1e-9,
  ulps: 2 * Number.EPSILON,
};
// A Float32 has 24 bits of fraction.
const COARSE = 2 ** -22;

function sameFloat(a: number, b: number, type: DataType, tolerance: Tolerance): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true;
  if (tolerance === "exact") return false;
  const scale = Math.max(Math.abs(a), Math.abs(b), tolerance === "ulps" ? 0 : 1);
  return Math.abs(a - b) <= scale * (type.id === "Float32" ? COARSE : RELATIVE[tolerance]);
}

/** Whether two stored values of a type are the same. */
export function sameValue(a: Stored, b: Stored, type: DataType, tolerance: Tolerance): boolean {
  if (a === null || b === null) return a === b;
  if (isFloat(type)) return sameFloat(Number(a), Number(b), type, tolerance);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return a.length === b.length && a.every((v, i) => v === b[i]);
  if (Array.isArray(a) && Array.isArray(b) && (type.id === "List" || type.id === "FixedSizeList"))
    return a.length === b.length && a.every((v, i) => sameValue(v, b[i], type.inner, tolerance));
  if (type.id === "Struct") {
    const [x, y] = [a, b] as readonly Readonly<Record<string, Stored>>[];
    return type.fields.every((f) => sameValue(x?.[f.name] ?? null, y?.[f.name] ?? null, f.type, tolerance));
  }
  return a === b;
}

const rank = (v: Stored): number => (v === null ? 0 : typeof v === "number" ? 1 : 2);

function compare(a: Stored, b: Stored): number {
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (typeof a === "number" && typeof b === "number") {
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
    return a - b;
  }
  const [x, y] = [shown(a), shown(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

/**
 * An order of rows in which the same rows meet: by the columns that are no floats first, since floats that differ in the last
 * bits must not decide where a row stands.
 */
export const rowOrder =
  (types: readonly DataType[]) =>
  (a: readonly Stored[], b: readonly Stored[]): number => {
    for (const floats of [false, true])
      for (const [i, type] of types.entries()) {
        if (isFloat(type) !== floats) continue;
        const c = compare(a[i] as Stored, b[i] as Stored);
        if (c !== 0) return c;
      }
    return 0;
  };

/** A stored value as text. */
export function shown(v: Stored): string {
  if (typeof v === "bigint") return `${v}n`;
  if (typeof v === "number") return Object.is(v, -0) ? "-0" : String(v);
  if (v instanceof Uint8Array) return `bytes(${[...v].join(" ")})`;
  if (Array.isArray(v)) return `[${v.map(shown).join(", ")}]`;
  if (typeof v === "object" && v !== null)
    return `{${Object.entries(v)
      .map(([k, x]) => `${k}: ${shown(x as Stored)}`)
      .join(", ")}}`;
  return JSON.stringify(v);
}
