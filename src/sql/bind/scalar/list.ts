import { isInteger, isTemporal } from "../../../arrow/type-info.ts";
import { Bool, type DataType, Datetime, Float64, Int64, List, Utf8 } from "../../../arrow/types.ts";
import { columnsIn, rewrite } from "../../../expr/children.ts";
import { call, cast, col, ELEMENT, type Expr, evaluated, lit } from "../../../expr/node.ts";
import type { Expr as Ast, Comprehension } from "../../syntax/expr.ts";
import type { Ident, Span } from "../../syntax/node.ts";
import { aggregateValue, isAggregate } from "../aggregates.ts";
import { type Env, typeIn } from "../env.ts";
import { bind } from "../expression.ts";
import { ITEM, itemEnv, itemType, sameItem } from "../item.ts";
import { spanOf } from "../literal.ts";
import { compare, holding, overlapping } from "../operators.ts";
import { fold } from "../scope.ts";
import { structOf } from "../struct.ts";
import { arg, type Given, long, MANY, of, plain, type Rules, rule, typeAt, when, whole, written } from "./rule.ts";
import { place } from "./text.ts";

const perItem = (x: Expr): Expr => (columnsIn(x).size > 0 ? x : when(sameItem, x, x));

/** A list whose items are worked on, and an expression of one item; `back` gives the item itself of what stands for it. */
interface Worked {
  readonly list: Expr;
  readonly body: Expr;
  readonly back: (list: Expr) => Expr;
}

/** A body of a list's items. Columns that it reads travel beside the items, as fields of structs. */
export function workedOn(body: Ast, list: Expr, names: readonly Ident[], env: Env): Worked {
  const inside = itemEnv(env, list, names);
  const found = bind(body, inside);
  const outer = [...columnsIn(found)].filter((name) => name !== ELEMENT);
  if (outer.length === 0) return { list, body: perItem(found), back: (l) => l };
  const length = call("list.len", [list]);
  const beside = outer.map((name) => call("repeatBy", [inside.outer.get(name) ?? col(name), length]));
  const fields = ["item", ...outer.map((_, i) => `column ${i + 1}`)];
  const field = (i: number): Expr => call("struct.field", [ITEM], { name: fields[i] });
  const inner = rewrite(found, (e) => {
    if (e.kind !== "col") return e;
    return field(e.name === ELEMENT ? 0 : outer.indexOf(e.name) + 1);
  });
  return {
    list: call("list.zip", [list, ...beside], { names: fields }),
    body: inner,
    back: (l) => mapped(l, field(0)),
  };
}
const transformed = (body: Ast, list: Expr, names: readonly Ident[], env: Env): Expr => {
  const w = workedOn(body, list, names, env);
  return mapped(w.list, w.body);
};
const chosen = (body: Ast, list: Expr, names: readonly Ident[], env: Env): Expr => {
  const w = workedOn(body, list, names, env);
  return w.back(kept(w.list, w.body));
};
/** `[value for x in list if condition]`. */
export function comprehension(e: Comprehension, env: Env): Expr {
  const list = bind(e.list, env);
  const rest = e.condition === undefined ? list : chosen(e.condition, list, e.names, env);
  return transformed(e.value, rest, e.names, env);
}

interface Lambda {
  readonly names: readonly Ident[];
  readonly body: Ast;
}
/** `lambda x, i: body` and the older `x -> body`. */
function lambdaOf(e: Ast | undefined, at: Span, env: Env): Lambda {
  if (e?.kind === "lambda") return { names: e.params, body: e.body };
  if (e?.kind === "arrow") {
    const left = e.left.kind === "row" ? e.left.items : [e.left];
    return { names: left.flatMap((l) => (l.kind === "column" ? [l.path[0] as Ident] : [])), body: e.right };
  }
  throw env.binder.source.error(e ?? at, "a lambda is needed here, such as lambda x: x + 1");
}

function listAt(g: Given): Expr {
  const list = bind(g.asts[0] as Ast, g.env);
  const { id } = typeIn(g.env, list);
  if (id !== "List" && id !== "FixedSizeList" && id !== "Null")
    throw g.env.binder.source.error(g.asts[0] as Ast, `${g.name}() takes a list`, "TYPE_MISMATCH");
  return list;
}

export const kept = (list: Expr, condition: Expr): Expr => evaluated(list, call("filter", [ITEM, condition]), "list");
export const mapped = (list: Expr, body: Expr): Expr => evaluated(list, body, "list");

function reduced(g: Given): Expr {
  const list = listAt(g);
  const { names, body } = lambdaOf(g.asts[1], g.call, g.env);
  const [acc, item] = names.map((n) => fold(n.name));
  const is = (e: Ast, name: string | undefined): boolean =>
    e.kind === "column" && e.path.length === 1 && fold((e.path[0] as Ident).name) === name;
  const pair =
    body.kind === "binary" &&
    ((is(body.left, acc) && is(body.right, item)) || (is(body.left, item) && is(body.right, acc)));
  if (pair && body.kind === "binary" && g.asts.length === 2) {
    if (body.op === "+")
      return evaluated(list, aggregateValue("sum", [ITEM], itemEnv(g.env, list, []), g.call), "value");
    if (body.op === "*") return cast(evaluated(list, call("product", [ITEM]), "value"), itemType(typeIn(g.env, list)));
  }
  throw g.env.binder.source.error(
    g.call,
    "list_reduce() can add and multiply items here, nothing else",
    "NOT_SUPPORTED",
  );
}

/** An aggregate's name over a list's items. */
function folded(g: Given, name: string, rest: readonly Expr[] = []): Expr {
  const list = listAt(g);
  return evaluated(list, aggregateValue(name, [ITEM, ...rest], itemEnv(g.env, list, []), g.call), "value");
}

const clamped = (x: Expr): Expr => call("maxHorizontal", [x, long(0)]);
/** `list[from:to]`, both ends included, places from 1 on or from the end. */
export function sliced(x: Expr, from: Expr | undefined, to: Expr | undefined, env: Env): Expr {
  const isText = typeIn(env, x).id === "Utf8";
  const length = whole(call(isText ? "str.lenChars" : "list.len", [x]));
  const given = (e: Expr, ahead: (n: Expr) => Expr, back: (n: Expr) => Expr): Expr =>
    e.kind === "lit" && e.value !== null
      ? Number(e.value) < 0
        ? back(long(Number(e.value)))
        : ahead(long(Number(e.value)))
      : when(call("lt", [whole(e), long(0)]), back(whole(e)), ahead(whole(e)));
  const start =
    from === undefined || (from.kind === "lit" && from.value === null)
      ? long(0)
      : given(
          from,
          (n) => clamped(call("sub", [n, long(1)])),
          (n) => clamped(call("add", [length, n])),
        );
  const end =
    to === undefined || (to.kind === "lit" && to.value === null)
      ? length
      : given(
          to,
          (n) => n,
          (n) => call("add", [length, call("add", [n, long(1)])]),
        );
  return call(isText ? "str.slice" : "list.slice", [x, start, clamped(call("sub", [end, start]))]);
}

/** The item of a list, the letter of a text or the field of a struct at a place. */
export function itemAt(x: Expr, at: Expr, env: Env): Expr {
  const type = typeIn(env, x);
  if (type.id === "Utf8" && at.kind === "lit" && Number(at.value) === 0 && at.value !== null)
    return call("str.head", [x, long(0)]);
  if (type.id === "Utf8") return call("str.slice", [x, place(at), long(1)]);
  const inner = itemType(type);
  if (
    inner.id === "Struct" &&
    inner.fields.map((f) => f.name).join() === "key,value" &&
    typeIn(env, at).id === inner.fields[0]?.type.id
  ) {
    if (at.kind !== "lit") throw new TypeError("the key of a map is written out");
    const hit = kept(x, call("eq", [call("struct.field", [ITEM], { name: "key" }), at]));
    return call("struct.field", [call("list.first", [hit])], { name: "value" });
  }
  const zero = at.kind === "lit" ? Number(at.value) === 0 : false;
  if (zero) return when(call("isNull", [x]), lit(null, inner), lit(null, inner));
  return call(
    "list.get",
    [x, at.kind === "lit" ? place(at) : when(call("eq", [whole(at), long(0)]), lit(null, Int64), place(at))],
    { nullOnOob: true },
  );
}

function sorted(g: Given, otherwise: boolean): Expr {
  const order =
    g.args[1] === undefined ? (otherwise ? "DESC" : "ASC") : written(g.args[1], "the order", g).toUpperCase();
  const nulls = g.args[2] === undefined ? "NULLS LAST" : written(g.args[2], "the place of nulls", g).toUpperCase();
  return call("list.sort", [arg(g, 0)], { descending: order.startsWith("DESC"), nullsLast: nulls.endsWith("LAST") });
}

/** Times between two ends, by an interval that is written out. */
function times(g: Given, closed: boolean): Expr {
  const span = spanOf(arg(g, 2));
  if (span === undefined || !/^\d+[a-z]+$/.test(span))
    throw g.env.binder.source.error(
      g.asts[2] as Ast,
      `the step of ${g.name}() over times is an interval of one unit that is written out, such as interval 1 day`,
      "NOT_SUPPORTED",
    );
  const ends = [0, 1].map((i) => {
    const type = typeIn(g.env, arg(g, i));
    return type.id === "Datetime" ? arg(g, i) : cast(arg(g, i), Datetime("us") as DataType);
  });
  return call("datetimeRanges", ends, { interval: span, closed: closed ? "both" : "left" });
}

/** Whole numbers between two ends, by a step; SQL's lists. */
function range(g: Given, closed: boolean): Expr {
  if (g.args.length === 3 && isTemporal(typeIn(g.env, arg(g, 0)))) return times(g, closed);
  for (const [i] of g.args.entries())
    if (!isInteger(typeIn(g.env, arg(g, i))))
      throw g.env.binder.source.error(g.asts[i] as Ast, `${g.name}() takes whole numbers here`, "NOT_SUPPORTED");
  const [a, b, step] = g.args.map(whole);
  const [from, to] = b === undefined ? [long(0), a as Expr] : [a as Expr, b];
  const by = step ?? long(1);
  const end = !closed ? to : when(call("lt", [by, long(0)]), call("sub", [to, long(1)]), call("add", [to, long(1)]));
  return call("intRanges", [from, end, by]);
}
const field = (name: string): Rules[string] =>
  rule(1, 1, (g) => mapped(arg(g, 0), call("struct.field", [ITEM], { name })));
/** Whether a list holds a value; null is in none, and not known not to be. */
export const contained = (g: Given): Expr =>
  typeIn(g.env, arg(g, 1)).id === "Null" ? lit(null, Bool) : call("list.contains", g.args);
const position = rule(2, 2, (g) => {
  const [list, x] = g.args as readonly [Expr, Expr];
  if (x.kind !== "lit")
    throw g.env.binder.source.error(g.call, `what ${g.name}() looks for is written out`, "NOT_SUPPORTED");
  return cast(call("add", [whole(evaluated(list, call("indexOf", [ITEM, x]), "value")), long(1)]), Int64);
});
const joined = (list: Expr, item: Expr, first: boolean, env: Env): Expr => {
  const one = call("concatList", [item]);
  const [a, b] = [when(call("isNull", [list]), cast(lit([]), typeIn(env, list)), list), one];
  return call("concatList", first ? [b, a] : [a, b]);
};

const zipped = (lists: readonly { readonly name: string; readonly value: Expr }[]): Expr =>
  call(
    "list.zip",
    lists.map((l) => l.value),
    { names: lists.map((l) => l.name) },
  );

const [add, sub] = ["add", "sub"].map(
  (fn) =>
    (a: Expr, b: Expr): Expr =>
      call(fn, [a, b]),
) as [Two, Two];
type Two = (a: Expr, b: Expr) => Expr;
const root = (x: Expr): Expr => call("sqrt", [x]);
interface Products {
  readonly xx: Expr;
  readonly xy: Expr;
  readonly yy: Expr;
}
const cosine = ({ xx, xy, yy }: Products): Expr => call("div", [xy, root(call("mul", [xx, yy]))]);
/** Of two lists of numbers the sums of their products. */
const products = (make: (p: Products) => Expr): Rules[string] =>
  rule(2, 2, (g) => {
    const numbers = zipped(["x", "y"].map((name, i) => ({ name, value: cast(arg(g, i), List(Float64) as DataType) })));
    const field = (name: string): Expr => call("struct.field", [ITEM], { name });
    const sum = (a: string, b: string): Expr =>
      evaluated(numbers, call("sum", [call("mul", [field(a), field(b)])]), "value");
    return make({ xx: sum("x", "x"), xy: sum("x", "y"), yy: sum("y", "y") });
  });

const NO_LIST = { kind: "list", array: false } as const;

export const LISTS: Rules = {
  list_value: rule(0, MANY, (g) => bind({ ...NO_LIST, start: g.call.start, end: g.call.end, items: g.asts }, g.env)),
  list_transform: rule(2, 2, (g) => {
    const list = listAt(g);
    const { names, body } = lambdaOf(g.asts[1], g.call, g.env);
    return transformed(body, list, names, g.env);
  }),
  list_filter: rule(2, 2, (g) => {
    const list = listAt(g);
    const { names, body } = lambdaOf(g.asts[1], g.call, g.env);
    return chosen(body, list, names, g.env);
  }),
  list_reduce: rule(2, 3, reduced),
  list_aggregate: rule(2, MANY, (g) => {
    const name = written(g.args[1], "the aggregate", g).toLowerCase();
    if (!isAggregate(name)) throw g.env.binder.source.error(g.asts[1] as Ast, `there is no aggregate ${name}()`);
    return folded(g, name, g.args.slice(2));
  }),
  list_sort: rule(1, 3, (g) => sorted(g, false)),
  list_reverse_sort: rule(1, 2, (g) => sorted(g, true)),
  list_distinct: of(1, 1, (l) =>
    mapped(l as Expr, call("unique", [call("dropNulls", [ITEM])], { maintainOrder: true })),
  ),
  list_unique: of(1, 1, (l) => whole(evaluated(l as Expr, call("nUnique", [call("dropNulls", [ITEM])]), "value"))),
  list_position: position,
  list_has_any: of(2, 2, (a, b) => overlapping(a as Expr, b as Expr)),
  list_has_all: of(2, 2, (a, b) => holding(a as Expr, b as Expr)),
  list_intersect: of(2, 2, (a, b) => call("list.setIntersection", [a as Expr, b as Expr])),
  list_concat: rule(1, MANY, (g) =>
    call(
      "concatList",
      g.args
        .filter((a) => typeIn(g.env, a).id !== "Null")
        .map((a) => when(call("isNull", [a]), cast(lit([]), typeIn(g.env, a)), a)),
    ),
  ),
  list_append: rule(2, 2, (g) => joined(arg(g, 0), arg(g, 1), false, g.env)),
  list_prepend: rule(2, 2, (g) => joined(arg(g, 1), arg(g, 0), true, g.env)),
  list_slice: rule(3, 3, (g) => sliced(arg(g, 0), arg(g, 1), arg(g, 2), g.env)),
  list_extract: rule(2, 2, (g) => itemAt(arg(g, 0), arg(g, 1), g.env)),
  flatten: plain("list.flatten"),
  list_zip: rule(1, MANY, (g) => zipped(g.args.map((value, i) => ({ name: String(i + 1), value })))),
  map: rule(2, 2, (g) =>
    zipped([
      { name: "key", value: arg(g, 0) },
      { name: "value", value: arg(g, 1) },
    ]),
  ),
  list_where: rule(2, 2, (g) => {
    const both = zipped([
      { name: "item", value: arg(g, 0) },
      { name: "kept", value: arg(g, 1) },
    ]);
    return mapped(
      kept(both, call("struct.field", [ITEM], { name: "kept" })),
      call("struct.field", [ITEM], { name: "item" }),
    );
  }),
  list_select: rule(2, 2, (g) =>
    call("list.gather", [arg(g, 0), mapped(arg(g, 1), call("sub", [whole(ITEM), long(1)]))], { nullOnOob: true }),
  ),
  list_resize: rule(2, 3, (g) => {
    const [list, n] = [arg(g, 0), clamped(whole(arg(g, 1)))];
    if (g.args[2] === undefined)
      return call("list.gather", [list, call("intRanges", [long(0), n, long(1)])], { nullOnOob: true });
    const missing = clamped(call("sub", [n, whole(call("list.len", [list]))]));
    return call("concatList", [call("list.head", [list, n]), call("repeatBy", [arg(g, 2), missing])]);
  }),
  list_dot_product: products(({ xy }) => xy),
  list_distance: products(({ xx, xy, yy }) => root(add(sub(xx, add(xy, xy)), yy))),
  list_cosine_similarity: products(cosine),
  list_cosine_distance: products((p) => sub(lit(1, Float64), cosine(p))),
  array_pop_back: of(1, 1, (l) =>
    call("list.head", [l as Expr, clamped(sub(whole(call("list.len", [l as Expr])), long(1)))]),
  ),
  array_pop_front: of(1, 1, (l) => call("list.slice", [l as Expr, long(1)])),
  map_entries: of(1, 1, (m) => m as Expr),
  map_contains: rule(2, 2, (g) =>
    call("list.contains", [mapped(arg(g, 0), call("struct.field", [ITEM], { name: "key" })), arg(g, 1)]),
  ),
  map_extract_value: rule(2, 2, (g) => itemAt(arg(g, 0), arg(g, 1), g.env)),
  list_any_value: of(1, 1, (l) => evaluated(l as Expr, call("first", [call("dropNulls", [ITEM])]), "value")),
  struct_insert: rule(2, MANY, (g) => {
    const type = typeAt(g, 0);
    if (type.id !== "Struct")
      throw g.env.binder.source.error(g.asts[0] as Ast, "struct_insert() takes a struct", "TYPE_MISMATCH");
    const own = type.fields.map(({ name }) => ({ name, value: call("struct.field", [arg(g, 0)], { name }) }));
    const more = g.call.args.slice(1).map((a, i) => ({ name: a.name?.name ?? `v${i + 1}`, value: arg(g, i + 1) }));
    return structOf([...own, ...more]);
  }),
  array_to_string: rule(2, 2, (g) => call("list.join", [cast(arg(g, 0), List(Utf8) as DataType), arg(g, 1)])),
  range: rule(1, 3, (g) => range(g, false)),
  generate_series: rule(1, 3, (g) => range(g, true)),
  map_keys: field("key"),
  map_values: field("value"),
  element_at: rule(2, 2, (g) => itemAt(arg(g, 0), arg(g, 1), g.env)),
  struct_extract: rule(2, 2, (g) => call("struct.field", [arg(g, 0)], { name: written(g.args[1], "the field", g) })),
  struct_pack: rule(1, MANY, (g) =>
    structOf(g.call.args.map((a, i) => ({ name: a.name?.name ?? `v${i + 1}`, value: arg(g, i) }))),
  ),
  is_equal: rule(2, 2, (g) => compare("=", arg(g, 0), arg(g, 1), g.env)),
};

/** `list_sum` and the like: an aggregate's name behind `list_`. */
export function listAggregate(name: string): Rules[string] | undefined {
  const found = /^(?:list|array)_(.+)$/.exec(name)?.[1];
  return found !== undefined && isAggregate(found)
    ? rule(1, MANY, (g) => folded(g, found, g.args.slice(1)))
    : undefined;
}
