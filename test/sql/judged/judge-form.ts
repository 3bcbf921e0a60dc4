import type { JudgeNode } from "./judge.ts";

/** An expression in a form that both parsers' trees are brought to: a word and its operands. */
export type Form = string | number | boolean | null | readonly Form[];

interface Typed {
  readonly id: string;
  readonly type_info?: Readonly<Record<string, unknown>> | null;
}

interface Value {
  readonly type: Typed;
  readonly is_null: boolean;
  readonly value?: unknown;
}

interface Order {
  readonly type: string;
  readonly null_order: string;
  readonly expression: JudgeNode;
}

const typeOf = ({ id, type_info: info }: Typed): string => {
  if (id === "LIST") return `${typeOf(info?.["child_type"] as Typed)}[]`;
  if (id === "ARRAY") return `${typeOf(info?.["child_type"] as Typed)}[${info?.["size"]}]`;
  if (id === "DECIMAL") return `DECIMAL(${info?.["width"]},${info?.["scale"]})`;
  if (id === "STRUCT") {
    const fields = info?.["child_types"] as readonly { readonly first: string; readonly second: Typed }[];
    return `STRUCT(${fields.map(({ first, second }) => `${first} ${typeOf(second)}`).join(",")})`;
  }
  return id;
};

const constant = ({ type, is_null: isNull, value }: Value): Form => {
  if (isNull) return ["null"];
  if (type.id === "VARCHAR") return ["string", String(value)];
  if (type.id === "BOOLEAN") return ["boolean", Boolean(value)];
  if (type.id === "LIST") return ["open"];
  if (type.id === "DECIMAL") return ["number", Number(value) / 10 ** Number(type.type_info?.["scale"] ?? 0)];
  return ["number", Number(value)];
};

const all = (nodes: unknown): readonly Form[] => (nodes as readonly JudgeNode[]).map(judgeForm);
const one = (node: unknown): Form => (node === null || node === undefined ? null : judgeForm(node as JudgeNode));
const named = (nodes: unknown): readonly Form[] =>
  (nodes as readonly JudgeNode[]).map((node) =>
    node.alias ? ["named", node.alias, judgeForm(node)] : judgeForm(node),
  );

const orders = (found: unknown): Form =>
  (found as readonly Order[]).map(({ type, null_order: nulls, expression }) => [type, nulls, judgeForm(expression)]);

const COMPARE: Readonly<Record<string, string>> = {
  COMPARE_EQUAL: "=",
  COMPARE_NOTEQUAL: "<>",
  COMPARE_LESSTHAN: "<",
  COMPARE_GREATERTHAN: ">",
  COMPARE_LESSTHANOREQUALTO: "<=",
  COMPARE_GREATERTHANOREQUALTO: ">=",
  COMPARE_DISTINCT_FROM: "distinct",
  COMPARE_NOT_DISTINCT_FROM: "not distinct",
};

const flat = (op: string, args: readonly Form[]): Form => [
  op,
  ...args.flatMap((arg) => (Array.isArray(arg) && arg[0] === op ? (arg.slice(1) as Form[]) : [arg])),
];

const FORMS: Readonly<Record<string, (node: JudgeNode) => Form>> = {
  COLUMN_REF: (node) => ["column", ...(node["column_names"] as readonly string[])],
  CONSTANT: (node) => constant(node["value"] as Value),
  COMPARISON: (node) => [COMPARE[node.type] ?? node.type, one(node["left"]), one(node["right"])],
  CONJUNCTION: (node) => flat(node.type === "CONJUNCTION_AND" ? "and" : "or", all(node["children"])),
  BETWEEN: (node) => ["between", one(node["input"]), one(node["lower"]), one(node["upper"])],
  CAST: (node) => [node["try_cast"] ? "try_cast" : "cast", typeOf(node["cast_type"] as Typed), one(node["child"])],
  CASE: (node) => {
    const checks = node["case_checks"] as readonly { readonly when_expr: unknown; readonly then_expr: unknown }[];
    const branches = checks.map((check) => [one(check.when_expr), one(check.then_expr)]);
    return ["case", ...branches, one(node["else_expr"])];
  },
  COLLATE: (node) => ["collate", String(node["collation"]), one(node["child"])],
  LAMBDA: (node) => ["lambda", one(node["lhs"]), one(node["expr"])],
  PARAMETER: (node) => ["param", String(node["identifier"])],
  POSITIONAL_REFERENCE: (node) => ["position", Number(node["index"])],
  OPERATOR: (node) => [node.type, ...all(node["children"])],
  STAR: (node) => ["star", String(node["relation_name"]), Boolean(node["columns"]), one(node["expr"])],
  SUBQUERY: (node) => ["subquery", String(node["subquery_type"]), one(node["child"]), String(node["comparison_type"])],
  FUNCTION: (node) => {
    const order = (node["order_bys"] as { readonly orders: unknown }).orders;
    const schema = node["schema"] === "main" ? "" : node["schema"];
    const name = [node["catalog"], schema, node["function_name"]].filter(Boolean).join(".");
    const parts: Form[] = ["call", name, ...named(node["children"])];
    if (node["distinct"]) parts.push(["distinct"]);
    if ((order as readonly unknown[]).length > 0) parts.push(["order", orders(order)]);
    if (node["filter"]) parts.push(["filter", one(node["filter"])]);
    return parts;
  },
  WINDOW: (node) => [
    "window",
    String(node["function_name"]),
    all(node["children"]),
    ["partition", ...all(node["partitions"])],
    ["order", orders(node["orders"])],
    [String(node["start"]), one(node["start_expr"]), String(node["end"]), one(node["end_expr"])],
    [String(node["exclude_clause"]), Boolean(node["ignore_nulls"]), Boolean(node["distinct"])],
    ["filter", one(node["filter_expr"])],
    ["offset", one(node["offset_expr"]), one(node["default_expr"])],
    ["argument order", orders(node["arg_orders"])],
  ],
};

/** The form of a tree of DuckDB's. */
export const judgeForm = (node: JudgeNode): Form => {
  const form = FORMS[node.class];
  if (form === undefined) throw new Error(`no form for ${node.class}: ${JSON.stringify(node)}`);
  return form(node);
};
