import { isFloat, isInteger } from "../arrow/type-info.ts";
import type { DataType } from "../arrow/types.ts";
import type { Arg } from "./function.ts";

type Numeric = number | bigint;
const isNumber = (v: unknown): v is Numeric => typeof v === "number" || typeof v === "bigint";

/** As in Polars, these keep the literal that they are made of. */
const KEEPS: ReadonlySet<string> = new Set(["abs", "clip", "floor", "ceil", "round", "sign"]);
/** These count as what comes out. */
const COUNTS: Readonly<Record<string, (a: number, b: number) => number>> = {
  neg: (a) => -a,
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  mod: (a, b) => a - b * Math.floor(a / b),
  floorDiv: (a, b) => Math.floor(a / b),
};

/** One value that needs the room of all, whatever sign they have. */
function widest(values: readonly Numeric[]): Numeric | undefined {
  if (!values.every((v) => typeof v === "bigint" || Number.isInteger(v))) return 0.5;
  const [low, high] = [Math.min(...values.map(Number)), Math.max(...values.map(Number))];
  const out = low < 0 ? Math.min(low, -high - 1) : high;
  return Number.isSafeInteger(out) ? out : undefined;
}

/** The value that a call of bare literals alone counts as where its type is chosen; undefined where its type is settled. */
export function literalOf(fn: string, args: readonly Arg[], type: DataType): Numeric | undefined {
  if (fn === "when") {
    const chosen = args.filter((_, i) => i % 2 === 1 || i === args.length - 1);
    const values = chosen.map((a) => (a.untyped ? a.literal : undefined)).filter((v) => v !== null);
    return values.length > 0 && values.every(isNumber) ? widest(values) : undefined;
  }
  const first = args[0];
  if (first === undefined || !(isInteger(type) || isFloat(type))) return undefined;
  if (!args.every((a) => a.untyped && isNumber(a.literal))) return undefined;
  const value = first.literal as Numeric;
  if (KEEPS.has(fn)) return value;
  const count = Object.hasOwn(COUNTS, fn) ? COUNTS[fn] : undefined;
  if (count === undefined) return undefined;
  const out = count(Number(value), Number(args[1]?.literal ?? 0));
  // A float is one where it happens to be whole, too.
  if (isFloat(type)) return Number.isInteger(out) ? 0.5 : out;
  // What divides by zero or is not exact has the type that it was given.
  return Number.isSafeInteger(out) ? (typeof value === "bigint" ? BigInt(out) : out) : undefined;
}
