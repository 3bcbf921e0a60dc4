import { categoryOf } from "../lex/keywords.ts";
import type { Argument, Binary, Call, Expr, Star } from "../syntax/expr.ts";
import type { Query } from "../syntax/query.ts";
import { printIdent, printPath, quoteString } from "./ident.ts";
import { printQuery } from "./query.ts";
import { printType } from "./type-name.ts";
import { printOrderBy, printWindow } from "./window.ts";

/** How a kind of expression becomes text; `print` prints what is inside of it. */
export type Printers = { readonly [K in Expr["kind"]]: (expr: Extract<Expr, { kind: K }>, print: Print) => string };
export type Print = (expr: Expr) => string;

const COMPARE: ReadonlySet<string> = new Set(["=", "<>", "<", ">", "<=", ">="]);

/** The operands of a chain `a + b + c` of one operator, so that no walk recurses along it. */
export const chainOf = (expr: Binary): readonly Expr[] => {
  const operands: Expr[] = [expr.right];
  let left = expr.left;
  while (left.kind === "binary" && left.op === expr.op && !COMPARE.has(expr.op)) {
    operands.push(left.right);
    left = left.left;
  }
  return operands.concat(left).reverse();
};

const all = (items: readonly Expr[], print: Print): string => items.map(print).join(", ");
const not = (flag: boolean): string => (flag ? "NOT " : "");
const when = (text: string | undefined): string => (text === undefined ? "" : ` ${text}`);
const query = (inner: Query): string => `(${printQuery(inner)})`;

const star = ({ table, exclude, replace, rename }: Star, print: Print): string => {
  const parts = [
    table === undefined ? "*" : `${printIdent(table)}.*`,
    exclude.length > 0 && `EXCLUDE (${exclude.map(printPath).join(", ")})`,
    replace.length > 0 &&
      `REPLACE (${replace.map(({ value, name }) => `${print(value)} AS ${printIdent(name)}`).join(", ")})`,
    rename.length > 0 &&
      `RENAME (${rename.map(({ from, to }) => `${printPath(from)} AS ${printIdent(to)}`).join(", ")})`,
  ];
  return parts.filter(Boolean).join(" ");
};

const argument = ({ name, value }: Argument, print: Print): string =>
  name === undefined ? print(value) : `${printIdent(name)} := ${print(value)}`;

const OWN_SYNTAX: ReadonlySet<string> = new Set(["coalesce", "grouping", "grouping_id", "nullif"]);

/** A function's path; a keyword that does not stand before arguments gets quotes. */
export const functionName = ({ name }: Call): string => {
  const [only] = name;
  if (name.length > 1 || only === undefined || only.quoted || OWN_SYNTAX.has(only.name.toLowerCase()))
    return printPath(name);
  return categoryOf(only.name.toLowerCase()) === "column" ? `"${only.name}"` : only.name;
};

/** What stands behind a function's name. */
export const callTail = (call: Call, print: Print): string => {
  const { args, distinct, orderBy, withinGroup, filter, nulls, over } = call;
  const inner = [
    distinct && "DISTINCT",
    args.length > 0 && args.map((arg) => argument(arg, print)).join(", "),
    orderBy && printOrderBy(orderBy, print),
    nulls && `${nulls.toUpperCase()} NULLS`,
  ];
  const group = withinGroup && `WITHIN GROUP (${printOrderBy(withinGroup, print)})`;
  const window = over && `OVER ${over.kind === "ident" ? printIdent(over) : printWindow(over, print)}`;
  const after = [group, filter && `FILTER (WHERE ${print(filter)})`, window];
  return `(${inner.filter(Boolean).join(" ")})${after.map((part) => when(part)).join("")}`;
};

/** What a field or a subscript is taken of; the parentheses of `(a).b` keep it from being a path. */
const based = (operand: Expr, print: Print, path: boolean): string =>
  operand.kind === "index" || operand.kind === "slice" || (path && operand.kind === "column")
    ? print(operand)
    : `(${print(operand)})`;

const LIKE = { like: "LIKE", ilike: "ILIKE", glob: "GLOB", similar: "SIMILAR TO" } as const;

/** Every expression in parentheses where another could bind tighter. */
export const SQL: Printers = {
  literal: ({ type, text }) => {
    if (type === "string") return quoteString(text);
    if (type === "bits" || type === "hex") return `${type === "bits" ? "b" : "x"}${quoteString(text)}`;
    return type === "number" ? text : text.toUpperCase();
  },
  typed: ({ type, text }) => `${printType(type)} ${quoteString(text)}`,
  interval: ({ value, unit }, print) => `INTERVAL (${print(value)})${when(unit?.toUpperCase())}`,
  column: ({ path }) => printPath(path),
  star,
  columns: ({ table, choice, unpack }, print) =>
    `${unpack ? "*" : ""}${table ? `${printIdent(table)}.` : ""}COLUMNS(${print(choice)})`,
  unpack: ({ operand }, print) => `UNPACK(${print(operand)})`,
  position: ({ text }) => `#${text}`,
  param: ({ index, name }) => `$${name ?? index}`,
  unary: ({ op, operand, postfix }, print) =>
    postfix ? `(${print(operand)} ${op})` : op === "not" ? `(NOT ${print(operand)})` : `(${op} ${print(operand)})`,
  binary: (expr, print) => `(${chainOf(expr).map(print).join(` ${expr.op} `)})`,
  logic: ({ op, args }, print) => `(${args.map(print).join(` ${op.toUpperCase()} `)})`,
  between: ({ operand, low, high, not: no }, print) =>
    `(${print(operand)} ${not(no)}BETWEEN ${print(low)} AND ${print(high)})`,
  inList: ({ operand, items, not: no }, print) => `(${print(operand)} ${not(no)}IN (${all(items, print)}))`,
  inQuery: ({ operand, query: inner, not: no }, print) => `(${print(operand)} ${not(no)}IN ${query(inner)})`,
  inExpr: ({ operand, set, not: no }, print) => `(${print(operand)} ${not(no)}IN ${print(set)})`,
  like: ({ op, operand, pattern, escape: escaped, not: no }, print) =>
    `(${print(operand)} ${not(no)}${LIKE[op]} ${print(pattern)}${escaped ? ` ESCAPE ${print(escaped)}` : ""})`,
  is: ({ operand, test, not: no }, print) => `(${print(operand)} IS ${not(no)}${test.toUpperCase()})`,
  isDistinct: ({ left, right, not: no }, print) => `(${print(left)} IS ${not(no)}DISTINCT FROM ${print(right)})`,
  quantified: ({ op, left, quantifier, set }, print) =>
    `(${print(left)} ${op} ${quantifier.toUpperCase()} ${set.kind === "subquery" ? print(set) : `(${print(set)})`})`,
  case: ({ operand, branches, otherwise }, print) => {
    const each = branches.map((branch) => `WHEN ${print(branch.when)} THEN ${print(branch.result)}`);
    return `CASE${when(operand && print(operand))} ${each.join(" ")}${otherwise ? ` ELSE ${print(otherwise)}` : ""} END`;
  },
  cast: ({ operand, type, try: attempt }, print) =>
    `${attempt ? "TRY_CAST" : "CAST"}(${print(operand)} AS ${printType(type)})`,
  collate: ({ operand, collation }, print) => `(${print(operand)} COLLATE ${printPath(collation)})`,
  call: (call, print) => `${functionName(call)}${callTail(call, print)}`,
  field: ({ operand, name }, print) => `${based(operand, print, false)}.${printIdent(name)}`,
  index: ({ operand, index }, print) => `${based(operand, print, true)}[${print(index)}]`,
  slice: ({ operand, from, to, step }, print) => {
    const end = to === undefined ? (step === undefined ? "" : "-") : print(to);
    return `${based(operand, print, true)}[${from ? print(from) : ""}:${end}${step ? `:${print(step)}` : ""}]`;
  },
  list: ({ items, array }, print) => `${array ? "ARRAY" : ""}[${all(items, print)}]`,
  comprehension: ({ value, names, list, condition }, print) =>
    `[${print(value)} FOR ${names.map(printIdent).join(", ")} IN (${print(list)})${condition ? ` IF ${print(condition)}` : ""}]`,
  struct: ({ fields }, print) =>
    `{${fields.map(({ name, value }) => `${printIdent(name)}: ${print(value)}`).join(", ")}}`,
  map: ({ entries }, print) => `MAP {${entries.map(({ key, value }) => `${print(key)}: ${print(value)}`).join(", ")}}`,
  row: ({ items }, print) => `ROW(${all(items, print)})`,
  lambda: ({ params, body }, print) => `(LAMBDA ${params.map(printIdent).join(", ")}: ${print(body)})`,
  arrow: ({ left, right }, print) => `(${print(left)} -> ${print(right)})`,
  subquery: ({ query: inner }) => query(inner),
  arrayQuery: ({ query: inner }) => `ARRAY${query(inner)}`,
  exists: ({ query: inner }) => `EXISTS${query(inner)}`,
};

/** Makes the function that prints with one table. */
export const printWith = (printers: Printers): Print => {
  const print: Print = (expr) => (printers[expr.kind] as (expr: Expr, print: Print) => string)(expr, print);
  return print;
};

/** An expression as SQL text that parses to the same tree. */
export const printExpression: Print = printWith(SQL);
