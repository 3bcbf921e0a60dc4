import { typeName } from "../arrow/type-info.ts";
import { MAX_DEPTH } from "./depth.ts";
import type { FrameBound, WindowFrame } from "./frame.ts";
import { ELEMENT, type Expr, type Lit, type LiteralValue, type OrderKey } from "./node.ts";
import { pickText } from "./pick-text.ts";

const INFIX: Readonly<Record<string, string>> = {
  add: "+",
  sub: "-",
  mul: "*",
  div: "/",
  floorDiv: "//",
  mod: "%",
  eq: "=",
  ne: "!=",
  lt: "<",
  le: "<=",
  gt: ">",
  ge: ">=",
  and: "and",
  or: "or",
  xor: "xor",
};

const word = (name: string): string =>
  /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? name : `"${name.replaceAll('"', '\\"')}"`;

function value(v: LiteralValue): string {
  if (v === null) return "null";
  if (typeof v === "string") return JSON.stringify(v.length > 60 ? `${v.slice(0, 60)}...` : v);
  if (v instanceof Uint8Array) return `${v.length} bytes`;
  if (typeof v === "object")
    return `[${v.slice(0, 8).map(value).join(", ")}${v.length > 8 ? `, ... ${v.length - 8} more` : ""}]`;
  return Object.is(v, -0) ? "-0" : String(v);
}

function literal(e: Lit): string {
  const id = e.type?.id;
  if (e.type !== null && typeof e.value === "bigint" && (id === "Datetime" || id === "Duration" || id === "Time"))
    return `${typeName(e.type)}(${e.value})`;
  if (id === "Date32" && typeof e.value === "number")
    return `date(${new Date(e.value * 86_400_000).toISOString().slice(0, 10)})`;
  return value(e.value);
}

export const keyText = (k: OrderKey): string =>
  `${exprText(k.expr)}${k.descending ? " desc" : ""}${k.nullsLast ? " nulls last" : ""}`;

function options(o: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(o)
    .filter(([, v]) => v !== undefined)
    .map(
      ([k, v]) =>
        `${k}: ${typeof v === "function" ? "js function (slow)" : JSON.stringify(v, (_, x) => (typeof x === "bigint" ? String(x) : x))}`,
    );
}

const EVAL = { list: "list.eval", value: "list.agg", array: "arr.eval" } as const;

// Printing never fails: what is nested deeper than any frame would take is cut.
let depth = 0;

const boundText = ({ side, offset }: FrameBound): string =>
  side === "current" ? "current row" : `${offset ?? "unbounded"} ${side}`;
const frameText = ({ unit, from, to, exclude }: WindowFrame): string =>
  `${unit} ${boundText(from)} to ${boundText(to)}${exclude === "none" ? "" : ` without ${exclude}`}`;

/** An expression as one line of text. */
export function exprText(e: Expr): string {
  if (depth > MAX_DEPTH) return "...";
  depth++;
  try {
    return textOf(e);
  } finally {
    depth--;
  }
}

function textOf(e: Expr): string {
  switch (e.kind) {
    case "col":
      return e.name === ELEMENT ? "element()" : word(e.name);
    case "columns":
      return pickText(e.pick, word);
    case "lit":
      return literal(e);
    case "alias": {
      const inner = exprText(e.input);
      return inner === word(e.name) ? inner : `${inner} as ${word(e.name)}`;
    }
    case "rename":
      return `${exprText(e.input)} name.${e.how}(${e.text === "" ? "" : JSON.stringify(e.text)})`;
    case "cast":
      return `${e.strict ? "cast" : "tryCast"}(${exprText(e.input)}, ${typeName(e.to)})`;
    case "eval":
      return `${EVAL[e.as]}(${exprText(e.input)}, ${exprText(e.body)})`;
    case "over": {
      const by = e.partitionBy.length > 0 ? [`by ${e.partitionBy.map(exprText).join(", ")}`] : [];
      const order = e.orderBy.length > 0 ? [`order ${e.orderBy.map(keyText).join(", ")}`] : [];
      const frame = e.frame === undefined ? [] : [frameText(e.frame)];
      return `${exprText(e.input)} over (${[...by, ...order, ...frame, ...(e.mapping === undefined ? [] : [e.mapping])].join(" ")})`;
    }
    case "call": {
      const op = INFIX[e.fn];
      if (op !== undefined && e.args.length === 2)
        return `(${exprText(e.args[0] as Expr)} ${op} ${exprText(e.args[1] as Expr)})`;
      return `${e.fn}(${[...e.args.map(exprText), ...options(e.options)].join(", ")})`;
    }
  }
}
