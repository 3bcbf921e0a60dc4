import { typeFromJson, typeToJson } from "../arrow/json.ts";
import { PolaroidError } from "../core/error.ts";
import { childrenOf } from "./children.ts";
import {
  alias,
  call,
  cast,
  col,
  columns,
  type Expr,
  type LiteralValue,
  lit,
  orderKey,
  over,
  type Pick,
  type Rename,
  rename,
} from "./node.ts";

type Json = unknown;
type Fields = Readonly<Record<string, Json>>;

const refuse = (): never => {
  throw new PolaroidError("NOT_SERIALISABLE", "the plan holds a JavaScript function, which cannot leave this process");
};

/** A literal so that JSON keeps it: what JSON lacks is tagged. */
export function valueToJson(v: unknown, onFunction: (f: object) => Json = refuse): Json {
  switch (typeof v) {
    case "bigint":
      return { $: "i", v: String(v) };
    case "number":
      return Number.isFinite(v) && !Object.is(v, -0) ? v : { $: "f", v: Object.is(v, -0) ? "-0" : String(v) };
    case "function":
      return onFunction(v);
    case "object":
      if (v === null) return null;
      if (v instanceof Uint8Array) return { $: "b", v: [...v] };
      if (Array.isArray(v)) return v.map((x) => valueToJson(x, onFunction));
      return Object.fromEntries(
        Object.entries(v)
          .filter(([, x]) => x !== undefined)
          .map(([k, x]) => [k, valueToJson(x, onFunction)]),
      );
    default:
      return v;
  }
}

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

type Writers = {
  readonly [K in Expr["kind"]]: (e: Extract<Expr, { kind: K }>, onFunction: (f: object) => Json) => Fields;
};
type Readers = Readonly<Record<Expr["kind"], (f: Fields, args: readonly Expr[]) => Expr>>;

const pickToJson = (p: Pick): Fields => (p.by === "types" ? { by: p.by, types: p.types.map(typeToJson) } : { ...p });

function pickFromJson(json: Json): Pick {
  const f = obj(json);
  const texts = (v: Json): readonly string[] => Object.freeze(arr(v).map(str));
  switch (f.by) {
    case "all":
      return Object.freeze({ by: "all", except: texts(f.except) });
    case "names":
      return Object.freeze({ by: "names", names: texts(f.names) });
    case "regex":
      return Object.freeze({ by: "regex", pattern: str(f.pattern) });
    case "types":
      return Object.freeze({ by: "types", types: Object.freeze(arr(f.types).map(typeFromJson)) });
    case "class":
      return Object.freeze({ by: "class", name: str(f.name) as "numeric" });
    default:
      return bad(json, "pick of columns");
  }
}

// Fields beside the children, which the table of children carries.
const WRITE: Writers = {
  col: (e) => ({ name: e.name }),
  columns: (e) => ({ pick: pickToJson(e.pick) }),
  lit: (e) => ({ value: valueToJson(e.value), type: e.type === null ? null : typeToJson(e.type) }),
  alias: (e) => ({ name: e.name }),
  rename: (e) => ({ how: e.how, text: e.text }),
  cast: (e) => ({ to: typeToJson(e.to), strict: e.strict }),
  call: (e, onFunction) => ({ fn: e.fn, options: valueToJson(e.options, onFunction) }),
  over: (e) => ({ partitions: e.partitionBy.length, order: e.orderBy.map((k) => [k.descending, k.nullsLast]) }),
};

const one = (args: readonly Expr[]): Expr => args[0] ?? bad(null);
const READ: Readers = {
  col: (f) => col(str(f.name)),
  columns: (f) => columns(pickFromJson(f.pick)),
  lit: (f) => lit(valueFromJson(f.value) as LiteralValue, f.type === null ? null : typeFromJson(f.type)),
  alias: (f, args) => alias(one(args), str(f.name)),
  rename: (f, args) => rename(one(args), str(f.how) as Rename["how"], str(f.text)),
  cast: (f, args) => cast(one(args), typeFromJson(f.to), f.strict === true),
  call: (f, args) => call(str(f.fn), args, Object.freeze(obj(valueFromJson(f.options)))),
  over: (f, args) => {
    const n = f.partitions as number;
    const order = arr(f.order);
    if (!Number.isInteger(n) || args.length !== 1 + n + order.length) return bad(f);
    return over(
      one(args),
      args.slice(1, 1 + n),
      order.map((k, i) => orderKey(args[1 + n + i] as Expr, arr(k)[0] === true, arr(k)[1] === true)),
    );
  },
};

/** An expression as plain JSON; a JavaScript function in it is `NOT_SERIALISABLE`. */
export function exprToJson(e: Expr, onFunction: (f: object) => Json = refuse): Json {
  const args = childrenOf(e).map((c) => exprToJson(c, onFunction));
  return {
    kind: e.kind,
    ...(WRITE[e.kind] as (e: Expr, onFunction: (f: object) => Json) => Fields)(e, onFunction),
    ...(args.length > 0 && { args }),
  };
}

/** The expression that `exprToJson` wrote; anything else is `CORRUPT`. */
export function exprFromJson(json: Json, depth = 0): Expr {
  if (depth > 1000) throw new PolaroidError("LIMIT_EXCEEDED", "an expression is nested more than 1000 levels deep");
  const f = obj(json);
  const args = f.args === undefined ? [] : arr(f.args).map((a) => exprFromJson(a, depth + 1));
  const read = Object.hasOwn(READ, str(f.kind)) ? READ[f.kind as Expr["kind"]] : undefined;
  return read === undefined ? bad(json) : read(f, args);
}
