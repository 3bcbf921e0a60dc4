import type { Arrow, Binary, Cast, Collate, Expr, Is, IsDistinct, Logic, Quantified, Unary } from "../syntax/expr.ts";
import { node } from "../syntax/node.ts";
import { plainCall } from "./call.ts";
import type { Cursor } from "./cursor.ts";
import { match, matchesAt } from "./match.ts";
import { qualifiedName } from "./names.ts";
import { parenthesis } from "./parenthesis.ts";
import * as power from "./precedence.ts";
import { primary } from "./primary.ts";
import { startsExpression } from "./starts.ts";
import { typeName } from "./type-name.ts";

/**
 * Reads an expression whose operators bind tighter than `min`. A `plain` one, the lower bound of `between` and the
 * operands of `position(a in b)`, has none of the operators that are words.
 */
export const expression = (cursor: Cursor, min = 0, plain = false): Expr => {
  cursor.deeper();
  const start = cursor.start;
  let left = prefix(cursor, plain);
  let barred = -1;
  for (let steps = 0; ; steps++) {
    const level = levelAt(cursor, plain);
    if (level <= min) break;
    if (level === barred) throw cursor.wrong("this operator does not chain; put one of the two in parentheses");
    const { kind } = left;
    left = operation(cursor, start, left, plain);
    barred = openLevel(left, level);
    if (kind === "binary" && left.kind === "binary") steps--;
    cursor.stacked(steps);
  }
  cursor.shallower();
  return left;
};

/** The level of which no further operator may follow, since the right end of this one is an expression. */
const openLevel = ({ kind }: Expr, level: number): number => {
  if (kind === "isDistinct") return power.IS;
  if (kind === "like" || kind === "between") return power.MATCH;
  return kind === "binary" && level === power.COMPARE ? level : -1;
};

const prefix = (cursor: Cursor, plain: boolean): Expr => {
  const { kind, key, start } = cursor.peek();
  const level = kind === "op" ? power.PREFIX.get(key) : key === "not" && !plain ? power.NOT : undefined;
  if (level === undefined) return primary(cursor, plain);
  cursor.next();
  const operand = expression(cursor, level, plain);
  return node<Unary>("unary", start, cursor.end, { op: key, operand, postfix: false });
};

/** How tightly what comes next binds; 0 when it is no operator. */
const levelAt = (cursor: Cursor, plain: boolean): number => {
  const { kind, key } = cursor.peek();
  if (kind === "op") {
    if (key === "::") return power.CAST;
    const level = power.BINARY.get(key);
    if (level !== undefined) {
      if (level === power.ARROW && plain) return 0;
      return key === "%" && !startsExpression(cursor, 1) ? 0 : level;
    }
    return key === "!" ? power.OTHER : 0;
  }
  if (kind !== "word") return 0;
  if (plain) return isDistinctAt(cursor) ? power.IS : 0;
  return wordLevel(cursor, key);
};

const isDistinctAt = (cursor: Cursor): boolean =>
  cursor.is("is") && (cursor.is("distinct", 1) || (cursor.is("not", 1) && cursor.is("distinct", 2)));

const wordLevel = (cursor: Cursor, key: string): number => {
  if (cursor.is("and")) return power.AND;
  if (cursor.is("or")) return power.OR;
  if (cursor.is("is") || cursor.is("isnull") || cursor.is("notnull")) return power.IS;
  if (cursor.are("at", "time")) return power.ZONE;
  if (cursor.is("collate")) return power.COLLATE;
  if (key === "not")
    return cursor.is("null", 1) ? power.NOT_NULL : matchesAt(cursor, 1) && !cursor.is("glob", 1) ? power.MATCH : 0;
  return matchesAt(cursor, 0) ? power.MATCH : 0;
};

const operation = (cursor: Cursor, start: number, left: Expr, plain: boolean): Expr => {
  const { kind, key } = cursor.peek();
  if (kind === "op") return operator(cursor, start, left, plain);
  switch (key) {
    case "and":
    case "or":
      return logic(cursor, start, left, key);
    case "is":
      return is(cursor, start, left, plain);
    case "isnull":
    case "notnull":
      cursor.next();
      return node<Is>("is", start, cursor.end, { operand: left, test: "null", not: key === "notnull" });
    case "at": {
      cursor.next();
      cursor.next();
      cursor.expect("zone");
      const zone = expression(cursor, power.ZONE);
      return plainCall("timezone", start, cursor.end, [zone, left]);
    }
    case "collate": {
      cursor.next();
      const collation = qualifiedName(cursor, "a collation");
      return node<Collate>("collate", start, cursor.end, { operand: left, collation });
    }
    default:
      if (cursor.takeBoth("not", "null"))
        return node<Is>("is", start, cursor.end, { operand: left, test: "null", not: true });
      return match(cursor, start, left);
  }
};

const logic = (cursor: Cursor, start: number, first: Expr, op: "and" | "or"): Logic => {
  const args = [first];
  while (cursor.take(op)) args.push(expression(cursor, op === "and" ? power.AND : power.OR));
  return node<Logic>("logic", start, cursor.end, { op, args: Object.freeze(args) });
};

const is = (cursor: Cursor, start: number, operand: Expr, plain: boolean): Expr => {
  cursor.next();
  const not = cursor.take("not");
  for (const test of ["null", "true", "false", "unknown"] as const) {
    if (cursor.take(test)) return node<Is>("is", start, cursor.end, { operand, test, not });
  }
  if (!cursor.takeBoth("distinct", "from")) throw cursor.unexpected("NULL, TRUE, FALSE, UNKNOWN or DISTINCT FROM");
  const right = expression(cursor, power.IS, plain);
  return node<IsDistinct>("isDistinct", start, cursor.end, { left: operand, right, not });
};

const operator = (cursor: Cursor, start: number, left: Expr, plain: boolean): Expr => {
  const { key } = cursor.next();
  if (key === "::") {
    const type = typeName(cursor);
    return node<Cast>("cast", start, cursor.end, { operand: left, type, try: false });
  }
  const level = power.BINARY.get(key);
  if (level === undefined) return node<Unary>("unary", start, cursor.end, { op: key, operand: left, postfix: true });
  const op = power.SAME[key] ?? key;
  const all = cursor.is("all");
  if (!plain && (all || cursor.is("any") || cursor.is("some"))) return quantified(cursor, start, left, op, all);
  if (level === power.OTHER && cursor.is("not")) throw cursor.wrong(`put NOT ... in parentheses after ${op}`);
  const right = expression(cursor, key === "->>" ? power.OTHER : level, plain);
  return key === "->"
    ? node<Arrow>("arrow", start, cursor.end, { left, right })
    : node<Binary>("binary", start, cursor.end, { op, left, right });
};

const COMPARISONS = ["=", "<>", "<", ">", "<=", ">="];

const quantified = (cursor: Cursor, start: number, left: Expr, op: string, all: boolean): Quantified => {
  const { text } = cursor.next();
  if (!COMPARISONS.includes(op))
    throw cursor.wrong(`${text.toUpperCase()} stands after a comparison only, not after ${op}`);
  const set = parenthesis(cursor);
  if (set.kind === "row") throw cursor.wrong("expected a subquery or one list", set.start);
  return node<Quantified>("quantified", start, cursor.end, { op, left, quantifier: all ? "all" : "any", set });
};
