import type { Argument, Call, Expr, TypeName } from "../../../src/sql/syntax/expr.ts";
import type { Bound, OrderBy, Window } from "../../../src/sql/syntax/window.ts";
import type { Form } from "./judge-form.ts";

const TYPES: Readonly<Record<string, string>> = {
  int: "INTEGER",
  integer: "INTEGER",
  bigint: "BIGINT",
  text: "VARCHAR",
  varchar: "VARCHAR",
  boolean: "BOOLEAN",
  double: "DOUBLE",
  "double precision": "DOUBLE",
  date: "DATE",
  time: "TIME",
  timestamp: "TIMESTAMP",
  "timestamp with time zone": "TIMESTAMP WITH TIME ZONE",
  interval: "INTERVAL",
};

const typeOf = ({ name, modifiers, fields, dimensions }: TypeName): string => {
  const args = [
    ...modifiers.map(({ text }) => text),
    ...fields.map((field) => `${field.name.name} ${typeOf(field.type)}`),
  ];
  const base = `${TYPES[name] ?? name.toUpperCase()}${args.length > 0 ? `(${args.join(",")})` : ""}`;
  return base + dimensions.map((size) => `[${size ?? ""}]`).join("");
};

const call = (name: string, ...args: readonly Form[]): Form => ["call", name, ...args];
const no = (form: Form, not: boolean): Form => (not ? ["OPERATOR_NOT", form] : form);
const flat = (op: string, args: readonly Form[]): Form => [
  op,
  ...args.flatMap((arg) => (Array.isArray(arg) && arg[0] === op ? (arg.slice(1) as Form[]) : [arg])),
];

const INVERSE: ReadonlyMap<string, string> = new Map(
  [
    ["=", "<>"],
    ["<", ">="],
    [">", "<="],
    ["distinct", "not distinct"],
  ].flatMap(([a = "", b = ""]) => [[a, b] as const, [b, a] as const]),
);

const inverse = (form: Form): Form => {
  const op = Array.isArray(form) ? INVERSE.get(String(form[0])) : undefined;
  return op === undefined ? no(form, true) : [op, ...(form as readonly Form[]).slice(1)];
};

const COMPARE: ReadonlySet<string> = new Set(["=", "<>", "<", ">", "<=", ">="]);
const LIKES: Readonly<Record<string, string>> = { like: "~~", ilike: "~~*", glob: "~~~" };
const NULL: Form = ["null"];
const OPEN: Form = ["open"];

const cast = (type: string, form: Form): Form => ["cast", type, form];
const truncated = (form: Form, type: string): Form => cast(type, call("trunc", cast("DOUBLE", form)));

const interval = (value: Form, unit: string | undefined): Form => {
  if (unit === undefined) return cast("INTERVAL", value);
  const plural = unit === "century" ? "centuries" : unit === "millennium" ? "millennia" : `${unit}s`;
  if (unit === "second" || unit === "millisecond") return call(`to_${plural}`, cast("DOUBLE", value));
  return call(`to_${plural}`, truncated(value, /^(hour|minute|microsecond)$/.test(unit) ? "BIGINT" : "INTEGER"));
};

const negated = (form: Form): Form =>
  Array.isArray(form) && form[0] === "number" ? ["number", -Number(form[1])] : call("-", form);

const argument = ({ name, value }: Argument): Form =>
  name === undefined ? ourForm(value) : ["named", name.name, ourForm(value)];

const orders = (order: OrderBy | undefined): Form =>
  (order?.items ?? []).map(({ value, descending, nulls }) => [
    descending === undefined ? "ORDER_DEFAULT" : descending ? "DESCENDING" : "ASCENDING",
    nulls === undefined ? "ORDER_DEFAULT" : nulls === "first" ? "NULLS FIRST" : "NULLS LAST",
    value === undefined ? null : ourForm(value),
  ]);

const bound = ({ side, offset }: Bound, unit: string): readonly [string, Form] => {
  if (side === "current") return [`CURRENT_ROW_${unit}`, null];
  const upper = side.toUpperCase();
  return offset === undefined ? [`UNBOUNDED_${upper}`, null] : [`EXPR_${upper}_${unit}`, ourForm(offset)];
};

const window = (expr: Call, { partitionBy, orderBy, frame }: Window): Form => {
  const unit = (frame?.unit ?? "range").toUpperCase();
  const from = frame === undefined ? ["UNBOUNDED_PRECEDING", null] : bound(frame.from, unit);
  const to = frame === undefined ? ["CURRENT_ROW_RANGE", null] : bound(frame.to, unit);
  const shifts = /^(lag|lead)$/.test(expr.name[0]?.name ?? "");
  const values = expr.args.map(argument);
  return [
    "window",
    expr.name[0]?.name.toLowerCase() ?? "",
    shifts ? values.slice(0, 1) : values,
    ["partition", ...partitionBy.map(ourForm)],
    ["order", orders(orderBy)],
    [...from, ...to] as readonly Form[],
    [
      frame?.exclude ? frame.exclude.toUpperCase().replace(" ", "_") : "NO_OTHER",
      expr.nulls === "ignore",
      expr.distinct,
    ],
    ["filter", expr.filter ? ourForm(expr.filter) : null],
    ["offset", (shifts ? values[1] : undefined) ?? null, (shifts ? values[2] : undefined) ?? null],
    ["argument order", orders(expr.orderBy)],
  ];
};

const called = (expr: Call): Form => {
  const { name, args, distinct, orderBy, filter, over } = expr;
  const path = name.map((part) => part.name.toLowerCase()).join(".");
  if (over?.kind === "window") return window(expr, over);
  const [first] = args;
  if (path === "coalesce" || path === "ifnull") return ["OPERATOR_COALESCE", ...args.map(argument)];
  if (path === "grouping") return ["GROUPING_FUNCTION", ...args.map(argument)];
  if (path === "if") {
    const [when = null, result = null, otherwise = null] = args.map(argument);
    return ["case", [when, result], otherwise];
  }
  const counted = path === "count" && (first === undefined || first.value.kind === "star");
  const parts: Form[] = ["call", counted ? "count_star" : path, ...(counted ? [] : args.map(argument))];
  if (distinct) parts.push(["distinct"]);
  if (orderBy) parts.push(["order", orders(orderBy)]);
  if (filter) parts.push(["filter", ourForm(filter)]);
  return parts;
};

const row = (items: readonly Form[]): Form => call("row", ...items);
const names = (idents: readonly { readonly name: string }[]): Form => {
  const columns = idents.map(({ name }): Form => ["column", name]);
  return columns.length === 1 ? (columns[0] as Form) : row(columns);
};

/** The form of a tree of ours, in which what DuckDB rewrites while it parses is rewritten too. */
export const ourForm = (expr: Expr): Form => {
  switch (expr.kind) {
    case "literal":
      if (expr.type === "number") return ["number", Number(expr.text)];
      if (expr.type === "boolean") return cast("BOOLEAN", ["string", expr.text.charAt(0)]);
      if (expr.type === "null") return NULL;
      return ["string", `${expr.type === "hex" ? "x" : expr.type === "bits" ? "b" : ""}${expr.text}`];
    case "typed":
      return cast(typeOf(expr.type), ["string", expr.text]);
    case "interval":
      return interval(ourForm(expr.value), expr.unit);
    case "column":
      return ["column", ...expr.path.map(({ name }) => name)];
    case "star":
      return ["star", expr.table?.name ?? "", false, null];
    case "columns": {
      const choice = expr.choice.kind === "star" ? null : ourForm(expr.choice);
      const star: Form = ["star", expr.table?.name ?? "", true, choice];
      return expr.unpack ? ["OPERATOR_UNPACK", star] : star;
    }
    case "unpack":
      return ["OPERATOR_UNPACK", ourForm(expr.operand)];
    case "position":
      return ["position", Number(expr.text)];
    case "param":
      return ["param", expr.name ?? String(expr.index)];
    case "unary":
      if (expr.op === "not") return inverse(ourForm(expr.operand));
      if (expr.op === "-") return negated(ourForm(expr.operand));
      return call(expr.postfix ? `${expr.op}__postfix` : expr.op, ourForm(expr.operand));
    case "binary": {
      const [left, right] = [ourForm(expr.left), ourForm(expr.right)];
      if (COMPARE.has(expr.op)) return [expr.op, left, right];
      if (expr.op === "~" || expr.op === "!~") return no(call("regexp_full_match", left, right), expr.op === "!~");
      return call(expr.op, left, right);
    }
    case "logic":
      return flat(expr.op, expr.args.map(ourForm));
    case "between":
      return no(["between", ourForm(expr.operand), ourForm(expr.low), ourForm(expr.high)], expr.not);
    case "inList":
      return [expr.not ? "COMPARE_NOT_IN" : "COMPARE_IN", ourForm(expr.operand), ...expr.items.map(ourForm)];
    case "inExpr":
      return no(call("contains", ourForm(expr.set), ourForm(expr.operand)), expr.not);
    case "inQuery":
      return no(["subquery", "ANY", ourForm(expr.operand), "COMPARE_EQUAL"], expr.not);
    case "like": {
      const operands = [ourForm(expr.operand), ourForm(expr.pattern)];
      if (expr.op === "similar") return no(call("regexp_full_match", ...operands), expr.not);
      if (expr.escape) return call(`${expr.not ? "not_" : ""}${expr.op}_escape`, ...operands, ourForm(expr.escape));
      return call(`${expr.not ? "!" : ""}${LIKES[expr.op]}`, ...operands);
    }
    case "is": {
      const operand = ourForm(expr.operand);
      if (expr.test === "null" || expr.test === "unknown")
        return [expr.not ? "OPERATOR_IS_NOT_NULL" : "OPERATOR_IS_NULL", operand];
      return [expr.not ? "distinct" : "not distinct", cast("BOOLEAN", operand), ["boolean", expr.test === "true"]];
    }
    case "isDistinct":
      return [expr.not ? "not distinct" : "distinct", ourForm(expr.left), ourForm(expr.right)];
    case "quantified":
      return ["quantified"];
    case "case": {
      const subject = expr.operand && ourForm(expr.operand);
      const branches = expr.branches.map(({ when, result }): Form => {
        const condition = ourForm(when);
        return [subject === undefined ? condition : ["=", subject, condition], ourForm(result)];
      });
      return ["case", ...branches, expr.otherwise ? ourForm(expr.otherwise) : NULL];
    }
    case "cast":
      return [expr.try ? "try_cast" : "cast", typeOf(expr.type), ourForm(expr.operand)];
    case "collate":
      return ["collate", expr.collation.map(({ name }) => name).join("."), ourForm(expr.operand)];
    case "call":
      return called(expr);
    case "field":
      return ["STRUCT_EXTRACT", ourForm(expr.operand), ["string", expr.name.name]];
    case "index":
      return ["ARRAY_EXTRACT", ourForm(expr.operand), ourForm(expr.index)];
    case "slice": {
      const bounds = [expr.from, expr.to].map((side) => (side ? ourForm(side) : OPEN));
      return ["ARRAY_SLICE", ourForm(expr.operand), ...bounds, ...(expr.step ? [ourForm(expr.step)] : [])];
    }
    case "list":
      return expr.array
        ? ["ARRAY_CONSTRUCTOR", ...expr.items.map(ourForm)]
        : call("list_value", ...expr.items.map(ourForm));
    case "comprehension":
      if (expr.condition) return ["comprehension"];
      return call("list_apply", ourForm(expr.list), ["lambda", names(expr.names), ourForm(expr.value)]);
    case "struct":
      return call("struct_pack", ...expr.fields.map(({ name, value }): Form => ["named", name.name, ourForm(value)]));
    case "map": {
      const keys = call("list_value", ...expr.entries.map(({ key }) => ourForm(key)));
      return call("map", keys, call("list_value", ...expr.entries.map(({ value }) => ourForm(value))));
    }
    case "row":
      return row(expr.items.map(ourForm));
    case "lambda":
      return ["lambda", names(expr.params), ourForm(expr.body)];
    case "arrow":
      return ["lambda", ourForm(expr.left), ourForm(expr.right)];
    case "subquery":
      return ["subquery", "SCALAR", null, "INVALID"];
    case "exists":
      return ["subquery", "EXISTS", null, "INVALID"];
    case "arrayQuery":
      return ["arrayQuery"];
  }
};
