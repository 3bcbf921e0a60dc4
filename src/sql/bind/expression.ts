import { Bool, type DataType, List, Null, UInt32, Utf8 } from "../../arrow/types.ts";
import { call, cast, col, type Expr, lit } from "../../expr/node.ts";
import { chainOf } from "../print/expression.ts";
import type { Expr as Ast, Binary, Call, Case, Column, Comprehension, Index, InList, Slice } from "../syntax/expr.ts";
import type { Ident, Span } from "../syntax/node.ts";
import { isAggregate } from "./aggregates.ts";
import { type Env, typeIn } from "./env.ts";
import { scalarFunction } from "./functions.ts";
import { like } from "./like.ts";
import { interval, literal, meeting } from "./literal.ts";
import { binary, compare, jsonAt, logic, unary } from "./operators.ts";
import { quantified } from "./quantified.ts";
import { bodyOf, itemAt, kept, mapped, sliced } from "./scalar/list.ts";
import { find, fold, unknown } from "./scope.ts";
import { structOf } from "./struct.ts";
import { arrayQuery, existsQuery, inQuery, scalarQuery } from "./subquery.ts";
import { dataTypeOf } from "./type-name.ts";
import { windowFunction } from "./windows.ts";

type Rule<E> = (e: E, env: Env) => Expr;
type Rules = { readonly [K in Ast["kind"]]: Rule<Extract<Ast, { kind: K }>> };

const not = (e: Expr, yes: boolean): Expr => (yes ? call("not", [e]) : e);
const refuse =
  (what: string) =>
  (e: Span, env: Env): never => {
    throw env.binder.source.error(e, `${what} is not supported here`, "NOT_SUPPORTED");
  };

const fields = (e: Expr, rest: readonly Ident[]): Expr =>
  rest.reduce((s, { name }) => call("struct.field", [s], { name }), e);

function column(e: Column, env: Env): Expr {
  const { source } = env.binder;
  const bound = env.lambda?.get(fold((e.path[0] as Ident).name));
  if (bound !== undefined) return fields(bound, e.path.slice(1));
  const found = find(source, env.scope, e.path);
  if (found === null) throw unknown(source, env.scope, e.path);
  if (found.kind === "alias") {
    const aliases = new Map(env.scope.aliases);
    aliases.delete(fold((e.path[0] as Ident).name));
    const inner: Env = { ...env, scope: { ...env.scope, aliases } };
    const out = bind(found.ast, inner);
    env.rel = inner.rel;
    return fields(out, found.rest);
  }
  if (env.group !== null)
    throw source.error(
      e,
      `"${(e.path.at(-1) as Ident).name}" is neither in GROUP BY nor inside of an aggregate; group by it, or take any_value(${(e.path.at(-1) as Ident).name})`,
    );
  return fields(col(found.id), found.rest);
}

function cases(e: Case, env: Env): Expr {
  const operand = e.operand === undefined ? undefined : bind(e.operand, env);
  const args: Expr[] = [];
  for (const { when, result } of e.branches) {
    const condition = bind(when, env);
    args.push(operand === undefined ? condition : compare("=", operand, condition, env), bind(result, env));
  }
  args.push(e.otherwise === undefined ? lit(null) : bind(e.otherwise, env));
  return call("when", args);
}

function inList(e: InList, env: Env): Expr {
  const x = bind(e.operand, env);
  const items = e.items.map((i) => bind(i, env));
  const type = typeIn(env, x);
  const same = items.every((i) => i.kind === "lit" && i.value !== null && typeof i.value !== "object");
  const one = same && new Set(items.map((i) => (i.kind === "lit" ? i.type?.id : ""))).size === 1;
  if (one && items[0]?.kind === "lit" && items[0].type?.id === type.id && type.id !== "Decimal")
    return not(call("isIn", [x, lit(items.map((i) => (i.kind === "lit" ? i.value : null)) as never)]), e.not);
  const found = logic(
    "or",
    items.map((i) => compare("=", x, i, env)),
  );
  return not(found, e.not);
}

function callOf(e: Call, env: Env): Expr {
  const { source } = env.binder;
  const name = fold((e.name.at(-1) as Ident).name);
  if (e.over !== undefined) {
    if (!env.windows) throw source.error(e, `a window function cannot stand in ${env.clause}`);
    return windowFunction(e, env);
  }
  if (isAggregate(name)) throw source.error(e, `the aggregate ${name}() cannot stand in ${env.clause}`);
  return scalarFunction(name, e, env);
}

function index(e: Index, env: Env): Expr {
  const x = bind(e.operand, env);
  const type = typeIn(env, x);
  if (type.id === "Struct" && e.index.kind === "literal") return call("struct.field", [x], { name: e.index.text });
  return itemAt(x, bind(e.index, env), env);
}

function slice(e: Slice, env: Env): Expr {
  if (e.step !== undefined)
    throw env.binder.source.error(e.step, "a slice with a step is not supported", "NOT_SUPPORTED");
  return sliced(bind(e.operand, env), e.from && bind(e.from, env), e.to && bind(e.to, env), env);
}

/** `[value for x in list if condition]`. */
function comprehension(e: Comprehension, env: Env): Expr {
  const list = bind(e.list, env);
  const rest = e.condition === undefined ? list : kept(list, bodyOf(e.condition, list, e.names, env));
  return mapped(rest, bodyOf(e.value, rest, e.names, env));
}

/** A list among the items of a list is one item: without this its own items would be. */
const packed = (x: Expr, env: Env): Expr => {
  const { id } = typeIn(env, x);
  return id === "List" || id === "FixedSizeList" ? call("repeatBy", [x, lit(1, UInt32)]) : x;
};
const pair = (key: Expr, value: Expr): Expr =>
  structOf([
    { name: "key", value: key },
    { name: "value", value },
  ]);

/** Rows compared value by value, the first ones first; null for operators that compare nothing. */
function comparedRows(e: Binary, left: readonly Ast[], right: readonly Ast[], env: Env): Expr | null {
  if (!["=", "<>", "<", "<=", ">", ">="].includes(e.op)) return null;
  if (left.length !== right.length)
    throw env.binder.source.error(e, `rows of ${left.length} and ${right.length} values are compared`);
  const [a, b] = [left.map((x) => bind(x, env)), right.map((x) => bind(x, env))];
  const side = (op: string, i: number): Expr => compare(op, a[i] as Expr, b[i] as Expr, env);
  const each = (op: string): Expr[] => left.map((_, i) => side(op, i));
  if (e.op === "=") return logic("and", each("="));
  if (e.op === "<>") return logic("or", each("<>"));
  const strict = e.op[0] as string;
  const from = (i: number): Expr =>
    i === left.length - 1 ? side(e.op, i) : call("or", [side(strict, i), call("and", [side("=", i), from(i + 1)])]);
  return from(0);
}

const RULES: Rules = {
  literal,
  interval,
  column,
  typed: (e, env) => cast(lit(e.text, Utf8), dataTypeOf(env.binder.source, e.type)),
  param: (e, env) => env.binder.param(e),
  unary: (e, env) => unary(e, bind(e.operand, env), env),
  binary(e, env) {
    if (e.left.kind === "row" && e.right.kind === "row" && e.left.items.length > 1) {
      const rows = comparedRows(e, e.left.items, e.right.items, env);
      if (rows !== null) return rows;
    }
    const [first, ...rest] = chainOf(e);
    return rest.reduce((left, right) => binary({ ...e, right }, left, bind(right, env), env), bind(first as Ast, env));
  },
  logic: (e, env) =>
    logic(
      e.op,
      e.args.map((a) => bind(a, env)),
    ),
  between(e, env) {
    const x = bind(e.operand, env);
    const found = call("and", [compare(">=", x, bind(e.low, env), env), compare("<=", x, bind(e.high, env), env)]);
    return not(found, e.not);
  },
  inList,
  inQuery,
  inExpr: (e, env) => not(call("list.contains", [bind(e.set, env), bind(e.operand, env)]), e.not),
  like: (e, env) => like(e, bind(e.operand, env), bind(e.pattern, env), e.escape && bind(e.escape, env), env),
  is(e, env) {
    const x = bind(e.operand, env);
    if (e.test === "null" || e.test === "unknown") return call(e.not ? "isNotNull" : "isNull", [x]);
    return call(e.not ? "neMissing" : "eqMissing", [x, lit(e.test === "true", Bool)]);
  },
  isDistinct: (e, env) => call(e.not ? "eqMissing" : "neMissing", meeting(bind(e.left, env), bind(e.right, env), env)),
  quantified,
  case: cases,
  cast: (e, env) => converted(bind(e.operand, env), dataTypeOf(env.binder.source, e.type), !e.try, env),
  collate: refuse("a collation"),
  call: callOf,
  field: (e, env) => call("struct.field", [bind(e.operand, env)], { name: e.name.name }),
  index,
  slice,
  list: (e, env) =>
    e.items.length === 0
      ? lit([], List(Null) as DataType)
      : call(
          "concatList",
          e.items.map((i) => packed(bind(i, env), env)),
        ),
  comprehension,
  struct: (e, env) => structOf(e.fields.map((f) => ({ name: f.name.name, value: bind(f.value, env) }))),
  map: (e, env) =>
    call(
      "concatList",
      e.entries.map((x) => pair(bind(x.key, env), bind(x.value, env))),
    ),
  row: (e, env) => structOf(e.items.map((x, i) => ({ name: String(i + 1), value: bind(x, env) }))),
  lambda: refuse("a lambda"),
  arrow: (e, env) => jsonAt(bind(e.left, env), bind(e.right, env)),
  subquery: (e, env) => scalarQuery(e.query, e, env),
  arrayQuery: (e, env) => arrayQuery(e.query, e, env),
  exists: (e, env) => existsQuery(e.query, env),
  star: refuse("*"),
  columns: refuse("columns()"),
  unpack: refuse("*columns()"),
  position(e, env) {
    const column = env.scope.columns.filter((c) => c.hidden !== true)[Number(e.text) - 1];
    if (column === undefined)
      throw env.binder.source.error(e, `there is no column #${e.text} here`, "COLUMN_NOT_FOUND");
    return col(column.id);
  },
};

/** SQL rounds where a fraction becomes a whole number. */
export function converted(x: Expr, to: Parameters<typeof cast>[1], strict: boolean, env: Env): Expr {
  const from = typeIn(env, x);
  const rounds = /^U?Int/.test(to.id) && (from.id === "Float64" || from.id === "Float32" || from.id === "Decimal");
  return cast(rounds ? call("round", [x], { decimals: 0 }) : x, to, strict);
}

/** An expression over the rows of `env`, every column by its id. */
export function bind(e: Ast, env: Env): Expr {
  const hit = env.unnested?.get(e) ?? env.group?.match(e) ?? null;
  if (hit !== null) return hit;
  return (RULES[e.kind] as Rule<Ast>)(e, env);
}
