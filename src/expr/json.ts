import { typeToJson } from "../arrow/json.ts";
import { PolaroidError } from "../core/error.ts";
import { childrenOf } from "./children.ts";
import type { Expr } from "./node.ts";
import { pickToJson } from "./pick-json.ts";

type Json = unknown;
type Fields = Readonly<Record<string, Json>>;
/** What stands for a JavaScript function. */
export type OnFunction = (f: object) => unknown;

const refuse = (): never => {
  throw new PolaroidError("NOT_SERIALISABLE", "the plan holds a JavaScript function, which cannot leave this process");
};

/** A literal so that JSON keeps it: what JSON lacks is tagged. */
export function valueToJson(v: unknown, onFunction: OnFunction = refuse): Json {
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

type Writers = {
  readonly [K in Expr["kind"]]: (e: Extract<Expr, { kind: K }>, onFunction: OnFunction) => Fields;
};

// Fields beside the children, which the table of children carries.
const WRITE: Writers = {
  col: (e) => ({ name: e.name }),
  columns: (e) => ({ pick: pickToJson(e.pick) }),
  lit: (e) => ({ value: valueToJson(e.value), type: e.type === null ? null : typeToJson(e.type) }),
  alias: (e) => ({ name: e.name }),
  rename: (e, onFunction) => ({ how: e.how, text: e.text, ...(e.map && { map: onFunction(e.map) }) }),
  cast: (e) => ({ to: typeToJson(e.to), strict: e.strict }),
  call: (e, onFunction) => ({ fn: e.fn, options: valueToJson(e.options, onFunction) }),
  eval: (e, onFunction) => ({ as: e.as, body: exprToJson(e.body, onFunction) }),
  over: (e) => ({
    partitions: e.partitionBy.length,
    order: e.orderBy.map((k) => [k.descending, k.nullsLast]),
    ...(e.frame && { frame: e.frame }),
    ...(e.mapping && { mapping: e.mapping }),
  }),
};

/** An expression as plain JSON; a JavaScript function in it is `NOT_SERIALISABLE`. */
export function exprToJson(e: Expr, onFunction: OnFunction = refuse): Json {
  const args = childrenOf(e).map((c) => exprToJson(c, onFunction));
  return {
    kind: e.kind,
    ...(WRITE[e.kind] as (e: Expr, onFunction: OnFunction) => Fields)(e, onFunction),
    ...(args.length > 0 && { args }),
  };
}
