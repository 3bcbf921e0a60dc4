import type { Expr, Literal } from "../syntax/expr.ts";
import { node } from "../syntax/node.ts";
import type { Sample } from "../syntax/table.ts";
import type { Cursor } from "./cursor.ts";
import { isName, name } from "./names.ts";
import { primary } from "./primary.ts";

interface Size {
  readonly size: Expr;
  readonly percent: boolean;
}

const sizeOf = (cursor: Cursor): Size => {
  const { kind, start, text } = cursor.peek();
  if (kind !== "number" && kind !== "param") throw cursor.unexpected("the size of the sample, a number");
  const size =
    kind === "param"
      ? primary(cursor, true)
      : node<Literal>("literal", start, cursor.next().end, { type: "number", text });
  const percent = cursor.take("%") || cursor.take("percent");
  if (!percent) cursor.take("rows");
  if (kind === "number" && percent && Number(text) > 100) throw cursor.wrong("a sample has at most 100 percent", start);
  if (kind === "number" && !percent && !/^\d+$/.test(text))
    throw cursor.wrong("a sample has a whole number of rows", start);
  return { size, percent };
};

const seedOf = (cursor: Cursor): number => {
  const { kind, text } = cursor.peek();
  if (kind !== "number" || !/^\d{1,9}$/.test(text)) throw cursor.unexpected("a whole number");
  cursor.next();
  return Number(text);
};

const METHODS = ["system", "bernoulli", "reservoir"];

const methodOf = (cursor: Cursor): string => {
  const { start } = cursor;
  const method = name(cursor, "SYSTEM, BERNOULLI or RESERVOIR").name.toLowerCase();
  if (!METHODS.includes(method)) throw cursor.wrong("a sample's method is SYSTEM, BERNOULLI or RESERVOIR", start);
  return method;
};

/** Reads what follows `using sample` and `tablesample`: `10%`, `10 rows (reservoir, 42)`, `bernoulli(5%) repeatable (1)`. */
export const sample = (cursor: Cursor): Sample => {
  const { start } = cursor;
  const first = cursor.peek();
  if (first.key === "(" || (isName(first) && cursor.is("(", 1))) {
    const method = first.key === "(" ? undefined : methodOf(cursor);
    cursor.expect("(");
    const size = sizeOf(cursor);
    cursor.expect(")");
    const seed = cursor.take("repeatable") ? repeatable(cursor) : undefined;
    return node<Sample>("sample", start, cursor.end, { ...size, method, seed });
  }
  const size = sizeOf(cursor);
  const detailed = cursor.take("(");
  const method = detailed ? methodOf(cursor) : undefined;
  const seed = detailed && cursor.take(",") ? seedOf(cursor) : undefined;
  if (detailed) cursor.expect(")");
  return node<Sample>("sample", start, cursor.end, { ...size, method, seed });
};

const repeatable = (cursor: Cursor): number => {
  cursor.expect("(");
  const seed = seedOf(cursor);
  cursor.expect(")");
  return seed;
};

/** Reads `tablesample ...` if it comes next. */
export const tableSample = (cursor: Cursor): Sample | undefined =>
  cursor.take("tablesample") ? sample(cursor) : undefined;
