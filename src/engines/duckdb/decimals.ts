import { isInteger } from "../../arrow/type-info.ts";
import type { DataType } from "../../arrow/types.ts";
import type { Typed, TypedCall, TypedCast } from "../../expr/typed.ts";
import type { Scope } from "./scope.ts";
import { sqlType } from "./types.ts";

/** A Decimal's exact values as SQL, in as few digits as they are known to have. */
interface Exact {
  readonly sql: string;
  readonly precision: number;
  readonly scale: number;
}

const MOST = 38;
const DIGITS: Readonly<Record<string, number>> = { Int8: 3, UInt8: 3, Int16: 5, UInt16: 5, Int32: 10, UInt32: 10 };
const digitsOf = (t: DataType): number => DIGITS[t.id] ?? 20;
const decimal = (precision: number, scale: number): string => `DECIMAL(${precision}, ${scale})`;
const whole = (x: Exact): number => x.precision - x.scale;

function literal(e: Typed): Exact | null {
  if (e.kind !== "lit" || e.value === null) return null;
  const [, sign = "", before = "", after = ""] = /^(-?)0*(\d*)(?:\.(\d*?)0*)?$/.exec(String(e.value)) ?? [];
  const precision = Math.max(1, before.length + after.length);
  if (before + after === "" || precision > MOST) return null;
  const text = `${sign}${before === "" ? "0" : before}${after === "" ? "" : `.${after}`}`;
  return { sql: `CAST('${text}' AS ${decimal(precision, after.length)})`, precision, scale: after.length };
}

function cast(e: TypedCast, scope: Scope): Exact | null {
  const from = e.input.type;
  if (e.to.id !== "Decimal") return null;
  const room = e.to.precision - e.to.scale;
  if (isInteger(from)) {
    const digits = digitsOf(from);
    return digits > room
      ? null
      : { sql: `CAST(${scope.sql(e.input, scope)} AS ${decimal(digits, 0)})`, precision: digits, scale: 0 };
  }
  const x = from.id === "Decimal" && e.to.scale >= from.scale ? exact(e.input, scope) : null;
  return x === null || whole(x) > room ? null : x;
}

/** DuckDB goes past 64 bits only where one side does. */
const BITS64 = 18;
const roomy = (x: Exact, other: Exact, precision: number): string =>
  precision > BITS64 && x.precision <= BITS64 && other.precision <= BITS64
    ? `CAST(${x.sql} AS ${decimal(BITS64 + 1, x.scale)})`
    : x.sql;

function sum(op: string, a: Exact, b: Exact): Exact | null {
  const scale = Math.max(a.scale, b.scale);
  const precision = Math.max(whole(a), whole(b)) + 1 + scale;
  return precision > MOST ? null : { sql: `(${roomy(a, b, precision)} ${op} ${b.sql})`, precision, scale };
}

/** Digits behind the point, zeros but for the last one. */
const small = (digits: number, last: number): string => `0.${"0".repeat(digits - 1)}${last}`;

// DuckDB rounds half up: what lay half way goes to its even neighbour.
function rounded(x: Exact, scale: number): Exact {
  const type = decimal(x.precision, scale);
  const [unit, half] = [small(scale, 1), small(scale + 1, 5)].map(
    (t) => `CAST('${t}' AS ${decimal(x.precision, scale + 1)})`,
  ) as [string, string];
  const up = `CAST(${x.sql} AS ${type})`;
  const even = `CAST(${up} - CASE WHEN ${x.sql} > 0 THEN ${unit} ELSE -${unit} END AS ${type})`;
  const sql = `CASE WHEN abs(${x.sql} - ${up}) = ${half} AND ${up} % (2 * ${unit}) <> 0 THEN ${even} ELSE ${up} END`;
  return { sql, precision: x.precision, scale };
}

/** What is rounded stands five times in its SQL. */
const SHORT = 300;

function product(a: Exact, b: Exact, scale: number): Exact | null {
  const precision = a.precision + b.precision;
  if (precision >= MOST) return null;
  const x = { sql: `(${roomy(a, b, precision)} * ${b.sql})`, precision, scale: a.scale + b.scale };
  if (x.scale <= scale) return x;
  return x.sql.length > SHORT ? null : rounded(x, scale);
}

/** What a function gives of an expression in its scope, once: else each level of a chain would ask twice for the one below. */
function once<T>(f: (e: Typed, scope: Scope) => T): (e: Typed, scope: Scope) => T {
  const scopes = new WeakMap<Scope, WeakMap<Typed, { readonly value: T }>>();
  return (e, scope) => {
    const known = scopes.get(scope) ?? new WeakMap<Typed, { readonly value: T }>();
    scopes.set(scope, known);
    const found = known.get(e) ?? { value: f(e, scope) };
    known.set(e, found);
    return found.value;
  };
}

const text = once((e, scope) => scope.sql(e, scope));

/** Arithmetic without more digits than it needs; null where that may not be exact. */
const arithmetic = once((e, scope): Exact | null => {
  if (e.kind !== "call" || e.type.id !== "Decimal" || !["add", "sub", "mul"].includes(e.fn)) return null;
  const [a, b] = e.args.map((x) => (x.type.id === "Decimal" ? exact(x, scope) : null));
  if (a == null || b == null) return null;
  return e.fn === "mul" ? product(a, b, e.type.scale) : sum(e.fn === "add" ? "+" : "-", a, b);
});

function exact(e: Typed, scope: Scope): Exact | null {
  if (e.type.id !== "Decimal") return null;
  if (e.kind === "lit") return literal(e);
  const made = e.kind === "cast" ? cast(e, scope) : arithmetic(e, scope);
  return made ?? { sql: text(e, scope), precision: e.type.precision, scale: e.type.scale };
}

const READ = new Set("eq ne lt le gt ge eqMissing neMissing isBetween sum mean".split(" "));

/** A call of Decimals that keeps their type, by fewer digits; null where there is no such way. */
export function decimalCall(e: TypedCall, scope: Scope): string | null {
  const x = arithmetic(e, scope);
  return x === null ? null : `CAST(${x.sql} AS ${sqlType(e.type)})`;
}

/** What reads Decimals reads them in few digits. */
export function decimalArgs(e: TypedCall, scope: Scope): readonly string[] {
  const args = READ.has(e.fn) ? e.args.map((a) => exact(a, scope)) : [];
  const known = args.filter((a) => a !== null);
  const fits = Math.max(...known.map(whole)) + Math.max(...known.map((a) => a.scale)) <= MOST;
  return known.length > 0 && known.length === args.length && fits
    ? known.map((a) => a.sql)
    : e.args.map((a) => (a.type.id === "Decimal" ? text(a, scope) : scope.sql(a, scope)));
}

/** A Decimal that becomes a float. */
export const decimalInput = (e: Typed, scope: Scope): string => exact(e, scope)?.sql ?? text(e, scope);
