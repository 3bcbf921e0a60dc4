import type { Expr } from "../syntax/expr.ts";
import { type Ident, node } from "../syntax/node.ts";
import type { Join, TableRef } from "../syntax/table.ts";
import type { Cursor } from "./cursor.ts";
import { expression } from "./expression.ts";
import { single } from "./from.ts";
import { nameList } from "./names.ts";

const SIDES = ["inner", "left", "right", "full", "semi", "anti"] as const;
const BEGINS = ["join", "cross", "positional", "natural", "asof", ...SIDES] as const;

/** Whether a join comes next. */
export const joinAt = (cursor: Cursor): boolean => BEGINS.some((key) => cursor.is(key));

interface Joined {
  readonly type: Join["type"];
  readonly asof: boolean;
  readonly natural: boolean;
}

const kindOf = (cursor: Cursor): Joined => {
  if (cursor.take("cross")) return { type: "cross", asof: false, natural: false };
  if (cursor.take("positional")) return { type: "positional", asof: false, natural: false };
  const natural = cursor.take("natural");
  const asof = !natural && cursor.take("asof");
  const type = SIDES.find((side) => cursor.take(side)) ?? "inner";
  if (type === "left" || type === "right" || type === "full") cursor.take("outer");
  return { type, asof, natural };
};

/** Reads a join whose left side was read before. */
export const joinOf = (cursor: Cursor, start: number, left: TableRef): Join => {
  const kind = kindOf(cursor);
  cursor.expect("join");
  const bare = kind.type === "cross" || kind.type === "positional" || kind.natural;
  const right = bare ? single(cursor) : operand(cursor);
  const { on, using } = bare ? { on: undefined, using: undefined } : condition(cursor);
  return node<Join>("join", start, cursor.end, { ...kind, left, right, on, using, alias: undefined });
};

/** `a join b join c on x on y` joins b with c first. */
const operand = (cursor: Cursor): TableRef => {
  const { start } = cursor;
  let right = single(cursor);
  for (let steps = 0; !cursor.is("on") && !cursor.is("using") && joinAt(cursor); steps++) {
    cursor.deeper();
    right = joinOf(cursor, start, right);
    cursor.shallower();
    cursor.stacked(steps);
  }
  return right;
};

const condition = (cursor: Cursor): { on: Expr | undefined; using: readonly Ident[] | undefined } => {
  if (cursor.take("on")) return { on: expression(cursor), using: undefined };
  if (cursor.is("using") && !cursor.is("sample", 1)) {
    cursor.next();
    return { on: undefined, using: nameList(cursor) };
  }
  throw cursor.unexpected("ON or USING");
};
