import { isNumeric } from "../../arrow/type-info.ts";
import { Bool, type DataType, List, Null, UInt32, Utf8 } from "../../arrow/types.ts";
import { partsOf } from "../../expr/children.ts";
import { call, cast, col, type Expr, lit } from "../../expr/node.ts";
import { supertype } from "../../expr/supertype.ts";
import { chainOf } from "../print/expression.ts";
import type { Expr as Ast, Binary, Call, Case, Column, Index, InList, Slice } from "../syntax/expr.ts";
import type { Ident, Span } from "../syntax/node.ts";
import { isAggregate } from "./aggregates.ts";
import { collated } from "./collate.ts";
import { converted, textOf } from "./convert.ts";
import { type Binder, type Env, typeIn } from "./env.ts";
import { scalarFunction } from "./functions.ts";
import { like } from "./like.ts";
import { interval, literal, meeting } from "./literal.ts";
import { binary, compare, jsonAt, logic, unary } from "./operators.ts";
import { quantified } from "./quantified.ts";
import { comprehension, itemAt, sliced } from "./scalar/list.ts";
import { find, fold, unknown } from "./scope.ts";
import { shared, tooLarge } from "./shared.ts";
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

/** A field of a struct by its name, in any case; by the start of the message it is known where it is missed. */
function fieldOf(x: Expr, name: Ident, env: Env): Expr {
  const type = typeIn(env, x);
  const all = type.id === "Struct" ? type.fields.map((f) => f.name) : null;
  const found = all?.find((f) => f === name.name) ?? all?.find((f) => fold(f) === fold(name.name));
  if (found === undefined)
    throw env.binder.source.error(
      name,
      all === null
        ? `"${name.name}" is asked of what is no struct`
        : `there is no field "${name.name}"; there are ${all.join(", ")}`,
      "COLUMN_NOT_FOUND",
    );
  return call("struct.field", [x], { name: found });
}
const fields = (e: Expr, rest: readonly Ident[], env: Env): Expr => rest.reduce((s, name) => fieldOf(s, name, env), e);

/** The functions that are called without brackets, where no column has the name. */
const NOW: ReadonlySet<string> = new Set(["current_date", "current_time", "current_timestamp", "localtimestamp"]);
const calling = (e: Column): Call =>
  ({ kind: "call", name: e.path, args: [], distinct: false, start: e.start, end: e.end }) as unknown as Call;

function column(e: Column, env: Env): Expr {
  const { source } = env.binder;
  const bound = env.lambda?.get(fold((e.path[0] as Ident).name));
  if (bound !== undefined) return fields(bound, e.path.slice(1), env);
  const found = find(source, env.scope, e.path);
  if (found === null) {
    const name = fold((e.path[0] as Ident).name);
    if (e.path.length === 1 && NOW.has(name)) return scalarFunction(name, calling(e), env);
    throw unknown(source, env.scope, e.path);
  }
  if (found.kind === "alias") {
    const aliases = new Map(env.scope.aliases);
    aliases.delete(fold((e.path[0] as Ident).name));
    const inner: Env = { ...env, scope: { ...env.scope, aliases } };
    const out = bind(found.ast, inner);
    env.rel = inner.rel;
    return fields(out, found.rest, env);
  }
  const own = e.path.length === 1 ? env.scope.aliases.get(fold((e.path[0] as Ident).name)) : undefined;
  if (env.group !== null && env.clause === "HAVING" && own !== undefined && own !== e) return bind(own, env);
  if (env.group !== null)
    throw source.error(
      e,
      `"${(e.path.at(-1) as Ident).name}" is neither in GROUP BY nor inside of an aggregate; group by it, or take any_value(${(e.path.at(-1) as Ident).name})`,
    );
  return fields(col(found.id), found.rest, env);
}

function cases(e: Case, env: Env): Expr {
  const operand = e.operand === undefined ? undefined : shared(bind(e.operand, env), env);
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

/** A list among the items of a list is one item: without this its own items would be. */
const packed = (x: Expr, env: Env): Expr => {
  const { id } = typeIn(env, x);
  return id === "List" || id === "FixedSizeList" ? call("repeatBy", [x, lit(1, UInt32)]) : x;
};
/** A list of values; a null that is written out is an item, not a list that is missing. */
function listOf(items: readonly Expr[], env: Env): Expr {
  const types = items.map((i) => typeIn(env, i));
  const typed = items.filter((_, i) => types[i]?.id !== "Null");
  if (typed.length === items.length) return call("concatList", items);
  if (typed.length === 0)
    return lit(
      items.map(() => null),
      List(Null) as DataType,
    );
  const type = types.filter((t) => t.id !== "Null").reduce<DataType>((a, b) => supertype(a, b) ?? a, Null);
  const whole = /^(List|FixedSizeList)$/.test(type.id);
  return call(
    "concatList",
    items.map((x, i) => (types[i]?.id !== "Null" ? x : cast(whole ? lit([null]) : lit(null), type))),
  );
}
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

/** Chains that are longer are trees of even depth: sums of fractions are added in another order there. */
const LONG = 64;
/** Many texts or numbers at once; null where they are neither all. */
function together(op: "+" | "||", items: readonly Expr[], env: Env): Expr | null {
  const types = items.map((x) => typeIn(env, x));
  if (op === "||") {
    if (types.some((t) => t.id === "List" || t.id === "FixedSizeList")) return null;
    return call(
      "concatStr",
      items.map((x) => textOf(x, env)),
      { separator: "" },
    );
  }
  return types.every(isNumeric) ? halved(items) : null;
}
const halved = (items: readonly Expr[]): Expr => {
  const half = items.length >> 1;
  return items.length === 1
    ? (items[0] as Expr)
    : call("add", [halved(items.slice(0, half)), halved(items.slice(half))]);
};

const COMPARED: ReadonlySet<string> = new Set(["=", "<>", "<", "<=", ">", ">="]);

const RULES: Rules = {
  literal,
  interval,
  column,
  typed(e, env) {
    const text = lit(e.text, Utf8);
    env.binder.made.push({ expr: text, ast: e, rel: env.rel });
    return converted(text, dataTypeOf(env.binder.source, e.type), true, env, e);
  },
  param: (e, env) => env.binder.param(e),
  unary: (e, env) => unary(e, bind(e.operand, env), env),
  binary(e, env) {
    if (e.left.kind === "row" && e.right.kind === "row" && e.left.items.length > 1) {
      const rows = comparedRows(e, e.left.items, e.right.items, env);
      if (rows !== null) return rows;
    }
    const form = COMPARED.has(e.op) ? collated([e.left, e.right], env) : null;
    if (form !== null) return compare(e.op, form(bind(e.left, env)), form(bind(e.right, env)), env, e);
    const chain = chainOf(e);
    if (chain.length > LONG && (e.op === "+" || e.op === "||")) {
      const items = chain.map((x) => bind(x, env));
      const found = together(e.op, items, env);
      if (found !== null) return found;
    }
    const [first, ...rest] = chain;
    return rest.reduce((left, right) => binary({ ...e, right }, left, bind(right, env), env), bind(first as Ast, env));
  },
  logic: (e, env) =>
    logic(
      e.op,
      e.args.map((a) => bind(a, env)),
    ),
  between(e, env) {
    const x = shared(bind(e.operand, env), env);
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
  cast: (e, env) => converted(bind(e.operand, env), dataTypeOf(env.binder.source, e.type), !e.try, env, e),
  collate: (e, env) => bind(e.operand, env),
  call: callOf,
  field: (e, env) => fieldOf(bind(e.operand, env), e.name, env),
  index,
  slice,
  list: (e, env) =>
    e.items.length === 0
      ? lit([], List(Null) as DataType)
      : listOf(
          e.items.map((i) => packed(bind(i, env), env)),
          env,
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

/** An expression over the rows of `env`, every column by its id. */
export function bind(e: Ast, env: Env): Expr {
  const hit = env.unnested?.get(e) ?? env.group?.match(e) ?? null;
  if (hit !== null) return hit;
  const out = (RULES[e.kind] as Rule<Ast>)(e, env);
  if (tooLarge(out))
    throw env.binder.source.error(e, "an expression comes to more parts than can be worked on", "LIMIT_EXCEEDED");
  const { calendar, made } = env.binder;
  made.push({ expr: out, ast: e, rel: env.rel });
  if (calendar.size > 0 && !calendar.has(out)) checkCalendar(out, env.binder);
  return out;
}

/** An expression whose value is kept, so that it cannot be an interval of months, which has none. */
export function bindValue(e: Ast, env: Env): Expr {
  const out = bind(e, env);
  checkCalendar(out, env.binder);
  return out;
}

/** Throws where an interval of months is left: no value holds it. */
function checkCalendar(e: Expr, { calendar, source }: Pick<Binder, "calendar" | "source">): void {
  if (calendar.size === 0 || checked.has(e)) return;
  const found = calendar.get(e);
  if (found !== undefined)
    throw source.error(
      found,
      "an interval of months or years has no one length: add it to a date or a time, or take it from one",
      "NOT_SUPPORTED",
    );
  for (const part of partsOf(e)) checkCalendar(part, { calendar, source });
  checked.add(e);
}
const checked = new WeakSet<Expr>();
