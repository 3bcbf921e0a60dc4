import { categoryOf } from "../lex/keywords.ts";
import type { Call, Expr, TypeName } from "../syntax/expr.ts";
import type { Ident } from "../syntax/node.ts";
import { callTail, type Print, type Printers, printWith, SQL } from "./expression.ts";
import { quoteName, quoteString } from "./ident.ts";

const TYPES: ReadonlyMap<string, string> = new Map(
  (
    [
      ["INTEGER", "int integer int4 signed int32"],
      ["BIGINT", "bigint int8 long int64"],
      ["SMALLINT", "smallint int2 short int16"],
      ["TINYINT", "tinyint int1"],
      ["VARCHAR", "varchar text string char bpchar character nchar nvarchar"],
      ["BOOLEAN", "boolean bool logical"],
      ["FLOAT", "float float4 real"],
      ["DOUBLE", "double float8"],
      ["DECIMAL", "decimal dec numeric"],
      ["TIMESTAMP", "timestamp datetime"],
      ["TIMESTAMP WITH TIME ZONE", "timestamptz"],
      ["BLOB", "blob bytea binary varbinary"],
    ] as const
  ).flatMap(([name, aliases]) => aliases.split(" ").map((alias) => [alias, name] as const)),
);

const typeText = ({ name, modifiers, fields, items, dimensions }: TypeName): string => {
  const known = TYPES.get(name.replace(/ (precision|varying)$/, "")) ?? (name === "json" ? name : name.toUpperCase());
  const bare = fields.length + items.length > 0 || categoryOf(known.toLowerCase()) === "column";
  const args = [
    ...modifiers.map(({ type, text }) => (type === "string" ? quoteString(text) : text)),
    ...fields.map((field) => `${quoteName(field.name.name)} ${typeText(field.type)}`),
    ...items.map(typeText),
  ];
  const text = `${bare ? known : `"${known}"`}${args.length > 0 ? `(${args.join(", ")})` : ""}`;
  return text + dimensions.map((size) => `[${size ?? ""}]`).join("");
};

const cast = (inner: string, type: string): string => `CAST(${inner} AS ${type})`;

/** DuckDB's own function, which it names with its schema when SQL's syntax stood for it. */
const system = (name: string, ...args: readonly string[]): string => `main.${quoteName(name)}(${args.join(", ")})`;

const no = (not: boolean, text: string): string => (not ? `(NOT ${text})` : text);
const LIKES = { like: "~~", ilike: "~~*", glob: "~~~", similar: "~" } as const;

const interval = (value: string, unit: string): string => {
  const plural = unit === "century" ? "centuries" : unit === "millennium" ? "millennia" : `${unit}s`;
  const double = cast(value, "DOUBLE");
  if (unit === "second" || unit === "millisecond") return `to_${plural}(${double})`;
  return `to_${plural}(${cast(`trunc(${double})`, /^(hour|minute|microsecond)$/.test(unit) ? "BIGINT" : "INTEGER")})`;
};

const RENAMED: Readonly<Record<string, string>> = {
  percentile_cont: "quantile_cont",
  percentile_disc: "quantile_disc",
};

const call = (expr: Call, print: Print): string => {
  const { name, args, withinGroup } = expr;
  const path = name.map((part) => part.name.toLowerCase());
  const [first = ""] = path;
  // Only where they are written: an argument that is printed twice on every level doubles with each.
  const values = (): string[] => args.map(({ value }) => print(value));
  if (path.length === 1) {
    if (first === "count" && (args.length === 0 || args[0]?.value.kind === "star"))
      return `${expr.over ? "count" : "count_star"}${callTail({ ...expr, args: [] }, print)}`;
    if (first === "coalesce" || first === "ifnull") return `COALESCE(${values().join(", ")})`;
    if (first === "grouping" || first === "grouping_id") return `GROUPING(${values().join(", ")})`;
    if (first === "if") {
      const [condition, yes, no] = values();
      return `CASE  WHEN (${condition}) THEN (${yes}) ELSE ${no} END`;
    }
    if (first === "date") return cast(values()[0] ?? "", "DATE");
  }
  const isWritten = (part: Ident | undefined): boolean => part === undefined || part.end > part.start;
  const prefix = isWritten(name[0]) || first === "nullif" ? "" : "main.";
  const renamed = RENAMED[first];
  if (renamed !== undefined && withinGroup !== undefined) {
    const inside = { ...expr, orderBy: withinGroup, withinGroup: undefined };
    return `${renamed}${callTail(inside, print)}`;
  }
  const tail = callTail(expr, print).replace("WITHIN GROUP (", "WITHIN GROUP ( ");
  return `${prefix}${path.map(quoteName).join(".")}${tail}`;
};

const chain = (expr: Extract<Expr, { kind: "binary" }>, print: Print): string => {
  const rest: string[] = [];
  let left: Expr = expr;
  while (left.kind === "binary" && left.op !== "~" && left.op !== "!~") {
    rest.push(` ${left.op === "<>" ? "!=" : left.op} ${print(left.right)})`);
    left = left.left;
  }
  if (rest.length > 0) return `${"(".repeat(rest.length)}${print(left)}${rest.reverse().join("")}`;
  return no(expr.op === "!~", `regexp_full_match(${print(expr.left)}, ${print(expr.right)})`);
};

const NAMES: Printers = {
  ...SQL,
  literal: ({ type, text }, print) => {
    if (type === "boolean") return cast(`'${text.charAt(0)}'`, "BOOLEAN");
    if (type === "hex" || type === "bits") return quoteString(`${type === "hex" ? "x" : "b"}${text}`);
    if (type === "number" && /e/i.test(text))
      return /[.e]/.test(String(Number(text))) ? String(Number(text)) : `${Number(text)}.0`;
    if (type === "number") return text.replace(/\.$/, "");
    return SQL.literal({ kind: "literal", start: 0, end: 0, type, text }, print);
  },
  typed: ({ type, text }) => cast(quoteString(text), typeText(type)),
  interval: ({ value, unit }, print) =>
    unit === undefined ? cast(print(value), "INTERVAL") : interval(print(value), unit),
  column: ({ path }) => path.map(({ name }) => quoteName(name)).join("."),
  unary: ({ op, operand, postfix }, print) => {
    const inner = print(operand);
    if (postfix) return `((${inner})${op})`;
    if (op === "not") return `(NOT ${inner})`;
    return op === "-" && operand.kind === "literal" && operand.type === "number" ? `-${inner}` : `${op}(${inner})`;
  },
  binary: chain,
  between: ({ operand, low, high, not }, print) =>
    no(not, `(${print(operand)} BETWEEN ${print(low)} AND ${print(high)})`),
  inQuery: ({ query, operand, not }, print) =>
    no(not, `(${print(operand)} = ANY${SQL.subquery({ kind: "subquery", start: 0, end: 0, query }, print)})`),
  quantified: (expr, print) => {
    const { op, left, quantifier, set } = expr;
    if (quantifier === "all") return SQL.quantified(expr, print);
    const query = set.kind === "subquery" ? print(set) : `(SELECT unnest(${print(set)}))`;
    return `(${print(left)} ${op === "<>" ? "!=" : op} ANY${query})`;
  },
  inExpr: ({ operand, set, not }, print) => no(not, `contains(${print(set)}, ${print(operand)})`),
  like: ({ op, operand, pattern, escape: escaped, not }, print) => {
    if (op === "similar") return no(not, `regexp_full_match(${print(operand)}, ${print(pattern)})`);
    if (escaped) return system(`${not ? "not_" : ""}${op}_escape`, print(operand), print(pattern), print(escaped));
    return `(${print(operand)} ${not ? "!" : ""}${LIKES[op]} ${print(pattern)})`;
  },
  is: ({ operand, test, not }, print) => {
    if (test === "null" || test === "unknown") return `(${print(operand)} IS ${not ? "NOT " : ""}NULL)`;
    return `(${cast(print(operand), "BOOLEAN")} IS ${not ? "" : "NOT "}DISTINCT FROM ${test})`;
  },
  case: ({ operand, branches, otherwise }, print) => {
    const subject = operand === undefined ? null : print(operand);
    const each = branches.map(({ when, result }) => {
      const condition = subject === null ? print(when) : `(${subject} = ${print(when)})`;
      return ` WHEN (${condition}) THEN (${print(result)})`;
    });
    return `CASE ${each.join("")} ELSE ${otherwise === undefined ? "NULL" : print(otherwise)} END`;
  },
  cast: ({ operand, type, try: attempt }, print) => `${attempt ? "TRY_" : ""}${cast(print(operand), typeText(type))}`,
  collate: ({ operand, collation }, print) =>
    `${print(operand)} COLLATE ${collation.map(({ name }) => name).join(".")}`,
  call,
  list: ({ items, array }, print) =>
    array ? `(ARRAY[${items.map(print).join(", ")}])` : system("list_value", ...items.map(print)),
  struct: ({ fields }, print) =>
    system("struct_pack", ...fields.map(({ name, value }) => `${quoteName(name.name)} := ${print(value)}`)),
  map: ({ entries }, print) =>
    system(
      "map",
      system("list_value", ...entries.map(({ key }) => print(key))),
      system("list_value", ...entries.map(({ value }) => print(value))),
    ),
  row: ({ items }, print) => system("row", ...items.map(print)),
  comprehension: ({ value, names, list, condition }, print) => {
    const lambda = (body: string): string => `(lambda ${names.map(({ name }) => quoteName(name)).join(", ")}: ${body})`;
    if (condition === undefined) return system("list_apply", print(list), lambda(print(value)));
    const pairs = lambda(system("struct_pack", `"filter" := ${print(condition)}`, `result := ${print(value)}`));
    const field = (name: string): string => `(lambda elem: ${system("struct_extract", "elem", quoteString(name))})`;
    const kept = system("list_filter", system("list_apply", print(list), pairs), field("filter"));
    return system("list_apply", kept, field("result"));
  },
  lambda: ({ params, body }, print) =>
    `(lambda ${params.map(({ name }) => quoteName(name)).join(", ")}: ${print(body)})`,
};

const printName: Print = printWith(NAMES);

/** The name that DuckDB gives a column without one: of a column its own, else its expression as DuckDB writes it. */
export const columnName = (expr: Expr): string => {
  if (expr.kind === "column") return expr.path[expr.path.length - 1]?.name ?? "";
  return printName(expr);
};
