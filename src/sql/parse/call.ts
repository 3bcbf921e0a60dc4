import type { Argument, Call, Expr } from "../syntax/expr.ts";
import { type Ident, node } from "../syntax/node.ts";
import type { OrderBy } from "../syntax/window.ts";
import type { Cursor } from "./cursor.ts";
import { expression } from "./expression.ts";
import { orderBy } from "./order.ts";
import { over } from "./window.ts";

const NONE: readonly never[] = Object.freeze([]);

/** Reads an argument: a value, `name := value` or `name => value`. */
export const argument = (cursor: Cursor): Argument => {
  const { kind, category } = cursor.peek();
  const nameable = kind === "quoted" || (kind === "word" && category !== "reserved" && category !== "column");
  if (!nameable || !(cursor.is(":=", 1) || cursor.is("=>", 1)))
    return Object.freeze({ name: undefined, value: expression(cursor) });
  const name = cursor.identOf(cursor.next());
  cursor.next();
  return Object.freeze({ name, value: expression(cursor) });
};

const nullsClause = (cursor: Cursor): Call["nulls"] =>
  cursor.takeBoth("ignore", "nulls") ? "ignore" : cursor.takeBoth("respect", "nulls") ? "respect" : undefined;

/** What stands in a call's own parentheses, and what may follow them. */
type Parts = Omit<Call, "kind" | "start" | "end" | "name">;

const BARE: Parts = Object.freeze({
  args: NONE,
  distinct: false,
  orderBy: undefined,
  withinGroup: undefined,
  filter: undefined,
  nulls: undefined,
  over: undefined,
});

/** A call of nothing but arguments, for SQL's forms that are calls in disguise. */
export const plainCall = (
  name: Ident | string,
  start: number,
  end: number,
  values: readonly Expr[],
  more: readonly Argument[] = NONE,
): Call => {
  const ident = typeof name === "string" ? node<Ident>("ident", start, start, { name, quoted: false }) : name;
  const args = [...values.map((value): Argument => Object.freeze({ name: undefined, value })), ...more];
  return node<Call>("call", start, end, { ...BARE, name: Object.freeze([ident]), args: Object.freeze(args) });
};

const argumentsOf = (cursor: Cursor): Parts => {
  cursor.expect("(");
  if (cursor.take(")")) return BARE;
  const distinct = cursor.take("distinct");
  const all = !distinct && cursor.take("all");
  const sortsOnly = !distinct && !all && cursor.are("order", "by");
  const args = sortsOnly ? NONE : cursor.list(argument);
  const order = orderBy(cursor);
  const nulls = nullsClause(cursor);
  cursor.expect(")", '"," or ")"');
  return { ...BARE, args, distinct, orderBy: order, nulls };
};

/** Reads a call from its parenthesis on, without what makes it an aggregate or a window function. */
export const tableCall = (cursor: Cursor, start: number, name: readonly Ident[]): Call => {
  const parts = argumentsOf(cursor);
  return node<Call>("call", start, cursor.end, { ...parts, name });
};

/** Reads a call from its parenthesis on. */
export const call = (cursor: Cursor, start: number, name: readonly Ident[]): Call => {
  const parts = argumentsOf(cursor);
  checkArity(cursor, start, name, parts.args.length);
  const group = cursor.is("within") ? withinGroup(cursor, name, parts) : undefined;
  const filter = cursor.are("filter", "(") ? filterOf(cursor) : undefined;
  if (cursor.is("over") && cursor.inWindow)
    throw cursor.wrong("a window is not defined by another window function", start);
  const window = cursor.take("over") ? over(cursor) : undefined;
  if (parts.nulls !== undefined && window === undefined)
    throw cursor.wrong("IGNORE NULLS and RESPECT NULLS are for window functions only", start);
  const fields = { ...parts, name, withinGroup: group, filter, over: window };
  return node<Call>("call", start, cursor.end, fields);
};

const ARITY: ReadonlyMap<string, number> = new Map([
  ["if", 3],
  ["ifnull", 2],
  ["date", 1],
  ["try", 1],
]);

const checkArity = (cursor: Cursor, start: number, path: readonly Ident[], found: number): void => {
  const called = path[path.length - 1]?.name.toLowerCase() ?? "";
  const needed = ARITY.get(called) ?? found;
  if (needed !== found)
    throw cursor.wrong(`${called} takes ${needed} argument${needed > 1 ? "s" : ""}, not ${found}`, start);
};

const ORDERED = ["percentile_cont", "percentile_disc", "mode"];

const withinGroup = (
  cursor: Cursor,
  name: readonly Ident[],
  { args, orderBy: own, distinct }: Parts,
): OrderBy | undefined => {
  if (!cursor.is("group", 1)) return undefined;
  const called = name[name.length - 1]?.name.toLowerCase() ?? "";
  if (!ORDERED.includes(called)) throw cursor.wrong(`WITHIN GROUP goes with ${ORDERED.join(", ")}, not with ${called}`);
  if (args.length !== (called === "mode" ? 0 : 1))
    throw cursor.wrong(`${called} takes ${called === "mode" ? "no arguments" : "one argument"}`);
  if (own !== undefined) throw cursor.wrong("a call may have one ORDER BY: in its arguments or WITHIN GROUP");
  if (distinct) throw cursor.wrong("DISTINCT and WITHIN GROUP do not go together");
  cursor.next();
  cursor.next();
  cursor.expect("(");
  const order = orderBy(cursor);
  if (order === undefined) throw cursor.unexpected("ORDER BY");
  cursor.expect(")");
  return order;
};

const filterOf = (cursor: Cursor): Expr => {
  cursor.next();
  cursor.next();
  cursor.take("where");
  const condition = expression(cursor);
  cursor.expect(")");
  return condition;
};
