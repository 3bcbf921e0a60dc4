import { fieldOf, type Schema } from "../../arrow/schema.ts";
import { isFloat, isInteger, isText } from "../../arrow/type-info.ts";
import type { DataType } from "../../arrow/types.ts";
import type { Expr } from "../../expr/node.ts";
import { fromLiteral, type Value } from "./value.ts";

export type Op = "eq" | "lt" | "le" | "gt" | "ge";
/** Everything that a literal may be as a value of its column. */
export type Literal = readonly [Value, Value];

/** What is known of a predicate; "any" may be true anywhere. */
export type Test =
  | { readonly kind: "any" }
  | { readonly kind: "compare"; readonly column: string; readonly op: Op; readonly value: Literal }
  | { readonly kind: "in"; readonly column: string; readonly values: readonly Literal[] }
  | { readonly kind: "null"; readonly column: string; readonly isNull: boolean }
  | { readonly kind: "and" | "or"; readonly parts: readonly Test[] };

const ANY: Test = { kind: "any" };
const SWAPPED: Readonly<Record<Op, Op>> = { eq: "eq", lt: "gt", le: "ge", gt: "lt", ge: "le" };
const OPS: readonly string[] = ["eq", "lt", "le", "gt", "ge"];
const DEPTH = 200;

/** Whether a cast changes neither the values nor their order. */
function keeps(from: DataType, to: DataType): boolean {
  if (from.id === to.id) return from.id !== "Decimal" && !isTime(from);
  if (isInteger(from) && (isInteger(to) || to.id === "Float64")) return widens(from, to);
  return isFloat(from) ? from.id === "Float32" && to.id === "Float64" : from.id === "Categorical" && to.id === "Utf8";
}
const isTime = (t: DataType): boolean => t.id === "Datetime" || t.id === "Duration";
const bits = (t: DataType): number => (t.id === "Float64" ? 64 : Number(t.id.replace(/\D/g, "")));
function widens(from: DataType, to: DataType): boolean {
  if (to.id === "Float64") return true;
  const unsigned = from.id.startsWith("U");
  if (to.id.startsWith("U")) return unsigned && bits(to) >= bits(from);
  return unsigned ? bits(to) > bits(from) : bits(to) >= bits(from);
}

class Reader {
  readonly #schema: Schema;
  constructor(schema: Schema) {
    this.#schema = schema;
  }

  #column(e: Expr): { name: string; type: DataType } | null {
    if (e.kind === "cast") {
      const inner = this.#column(e.input);
      return inner !== null && keeps(inner.type, e.to) ? inner : null;
    }
    if (e.kind === "alias") return this.#column(e.input);
    return e.kind === "col" && this.#schema.index.has(e.name)
      ? { name: e.name, type: fieldOf(this.#schema, e.name).type }
      : null;
  }

  #literal(e: Expr, type: DataType): Literal | null {
    if (e.kind === "lit") return e.value === null ? null : fromLiteral(type, e.value, e.type);
    if (e.kind !== "cast" || e.input.kind !== "lit" || e.input.value === null) return null;
    const { value } = e.input;
    const whole = typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value));
    const same =
      (isInteger(e.to) && whole) ||
      (e.to.id === "Float64" && typeof value === "number") ||
      (isText(e.to) && typeof value === "string");
    return same ? fromLiteral(type, value, null) : null;
  }

  #compare(op: Op, left: Expr, right: Expr): Test {
    const column = this.#column(left);
    if (column === null) return this.#column(right) === null ? ANY : this.#compare(SWAPPED[op], right, left);
    const value = this.#literal(right, column.type);
    if (value === null) return ANY;
    // An Enum's order is that of its categories; NaN is above every number and in no statistics.
    if (op !== "eq" && (column.type.id === "Enum" || column.type.id === "Categorical")) return ANY;
    if ((op === "gt" || op === "ge") && isFloat(column.type)) return ANY;
    return { kind: "compare", column: column.name, op, value };
  }

  #isIn(left: Expr, right: Expr): Test {
    const column = this.#column(left);
    const list = right.kind === "cast" ? right.input : right;
    if (column === null || list.kind !== "lit" || !Array.isArray(list.value)) return ANY;
    const inner = list.type?.id === "List" || list.type?.id === "FixedSizeList" ? list.type.inner : null;
    const values: Literal[] = [];
    for (const v of list.value) {
      const one = v === null ? null : fromLiteral(column.type, v, inner);
      if (one === null) return ANY;
      values.push(one);
    }
    return { kind: "in", column: column.name, values };
  }

  test(e: Expr, depth = 0): Test {
    if (depth > DEPTH) return ANY;
    if (e.kind === "alias") return this.test(e.input, depth + 1);
    if (e.kind !== "call") return ANY;
    const [left, right] = e.args;
    if (left === undefined) return ANY;
    if (e.fn === "and" || e.fn === "or") return { kind: e.fn, parts: e.args.map((a) => this.test(a, depth + 1)) };
    if (e.fn === "isNull" || e.fn === "isNotNull") {
      const column = this.#column(left);
      return column === null ? ANY : { kind: "null", column: column.name, isNull: e.fn === "isNull" };
    }
    if (right === undefined) return ANY;
    if (OPS.includes(e.fn)) return this.#compare(e.fn as Op, left, right);
    return e.fn === "isIn" ? this.#isIn(left, right) : ANY;
  }
}

/** What of a predicate can be checked against statistics; shapes that are not known rule nothing out. */
export const testOf = (predicate: Expr, schema: Schema): Test => new Reader(schema).test(predicate);

/** The columns that a test is about. */
export function columnsOf(test: Test): string[] {
  switch (test.kind) {
    case "any":
      return [];
    case "and":
    case "or":
      return test.parts.flatMap(columnsOf);
    default:
      return [test.column];
  }
}

/** The columns that are compared for equality, with all the values: what a bloom filter may rule out. */
export function equalities(test: Test): { readonly column: string }[] {
  switch (test.kind) {
    case "and":
    case "or":
      return test.parts.flatMap(equalities);
    case "compare":
      return test.op === "eq" ? [test] : [];
    case "in":
      return [test];
    default:
      return [];
  }
}
