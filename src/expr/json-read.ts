import { typeFromJson } from "../arrow/json.ts";
import { PolaroidError } from "../core/error.ts";
import type { WindowFrame } from "./frame.ts";
import {
  alias,
  call,
  cast,
  col,
  columns,
  type Eval,
  type Expr,
  evaluated,
  type LiteralValue,
  lit,
  orderKey,
  over,
  type Rename,
  rename,
} from "./node.ts";
import { pickFromJson } from "./pick-json.ts";

type Json = unknown;
type Fields = Readonly<Record<string, Json>>;

const bad = (json: Json, what = "an expression"): never => {
  throw new PolaroidError("CORRUPT", `${JSON.stringify(json)?.slice(0, 80)} is no ${what.replace(/^an? /, "")}`);
};
const str = (v: Json): string => (typeof v === "string" ? v : bad(v, "text"));
const arr = (v: Json): readonly Json[] => (Array.isArray(v) ? v : bad(v, "list"));
const obj = (v: Json): Fields =>
  typeof v === "object" && v !== null && !Array.isArray(v) ? (v as Fields) : bad(v, "object");

export function valueFromJson(v: Json): unknown {
  if (Array.isArray(v)) return Object.freeze(v.map(valueFromJson));
  if (typeof v !== "object" || v === null) return v;
  const { $, v: inner } = v as Fields;
  if ($ === "i") return /^-?\d{1,40}$/.test(str(inner)) ? BigInt(str(inner)) : bad(v, "integer");
  if ($ === "f") return Number(inner);
  if ($ === "b") return Uint8Array.from(arr(inner) as number[]);
  return Object.freeze(Object.fromEntries(Object.entries(v).map(([k, x]) => [k, valueFromJson(x)])));
}

type Readers = Readonly<Record<Expr["kind"], (f: Fields, args: readonly Expr[], depth: number) => Expr>>;

const COUNTS: ReadonlySet<string> = new Set(["Datetime", "Time", "Duration"]);
/** A value that a literal may have; objects are none, and nothing at all is none either. */
function literal(v: unknown): LiteralValue {
  if (Array.isArray(v)) return v.map(literal);
  const plain = typeof v === "object" ? v === null || v instanceof Uint8Array : v !== undefined;
  return plain ? (v as LiteralValue) : bad(v, "value of a literal");
}

const AS: readonly Eval["as"][] = ["list", "value", "array"];
const one = (args: readonly Expr[]): Expr => args[0] ?? bad(null);
const READ: Readers = {
  col: (f) => col(str(f.name)),
  columns: (f) => columns(pickFromJson(f.pick)),
  lit: (f) => {
    const value = literal(valueFromJson(f.value));
    const type = f.type === null ? null : typeFromJson(f.type);
    if (type !== null && COUNTS.has(type.id) && typeof value === "number" && !Number.isSafeInteger(value))
      return bad(value, `count of a ${type.id}`);
    return lit(value, type);
  },
  alias: (f, args) => alias(one(args), str(f.name)),
  rename: (f, args) => rename(one(args), str(f.how) as Rename["how"], str(f.text)),
  cast: (f, args) => cast(one(args), typeFromJson(f.to), f.strict === true),
  call: (f, args) => call(str(f.fn), args, Object.freeze(obj(valueFromJson(f.options)))),
  eval: (f, args, depth) =>
    evaluated(one(args), exprFromJson(f.body, depth + 1), AS.find((as) => as === f.as) ?? bad(f.as, "form of an eval")),
  over: (f, args) => {
    const n = f.partitions as number;
    const order = arr(f.order);
    if (!Number.isInteger(n) || args.length !== 1 + n + order.length) return bad(f);
    return over(
      one(args),
      args.slice(1, 1 + n),
      order.map((k, i) => orderKey(args[1 + n + i] as Expr, arr(k)[0] === true, arr(k)[1] === true)),
      f.frame === undefined ? undefined : (obj(f.frame) as unknown as WindowFrame),
      f.mapping === undefined
        ? undefined
        : f.mapping === "join" || f.mapping === "explode"
          ? f.mapping
          : bad(f.mapping, "mapping of over"),
    );
  },
};

/** The expression that `exprToJson` wrote; anything else is `CORRUPT`. */
export function exprFromJson(json: Json, depth = 0): Expr {
  if (depth > 1000) throw new PolaroidError("LIMIT_EXCEEDED", "an expression is nested more than 1000 levels deep");
  const f = obj(json);
  const args = f.args === undefined ? [] : arr(f.args).map((a) => exprFromJson(a, depth + 1));
  const read = Object.hasOwn(READ, str(f.kind)) ? READ[f.kind as Expr["kind"]] : undefined;
  return read === undefined ? bad(json) : read(f, args, depth);
}
