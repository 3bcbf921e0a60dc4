import { type Ident, node } from "../syntax/node.ts";
import type { Bound, Frame, Window } from "../syntax/window.ts";
import type { Cursor } from "./cursor.ts";
import { expression } from "./expression.ts";
import { isName, name } from "./names.ts";
import { orderBy } from "./order.ts";

const NONE = Object.freeze([]);
const OPENS: ReadonlySet<string> = new Set(["partition", "range", "rows", "groups"]);

/** Reads what follows `over`: the name of a window, or one in parentheses. */
export const over = (cursor: Cursor): Window | Ident => (cursor.is("(") ? window(cursor) : name(cursor, "a window"));

/** Reads `(base partition by ... order by ... rows ...)`. */
export const window = (cursor: Cursor): Window => {
  const { start } = cursor;
  cursor.expect("(");
  const outer = cursor.inWindow;
  cursor.inWindow = true;
  const base = isName(cursor.peek()) && !OPENS.has(cursor.peek().key) ? name(cursor) : undefined;
  const partitionBy = cursor.takeBoth("partition", "by") ? cursor.list(expression) : NONE;
  const order = orderBy(cursor);
  const frame = frameOf(cursor);
  cursor.inWindow = outer;
  cursor.expect(")", 'PARTITION BY, ORDER BY, a frame or ")"');
  return node<Window>("window", start, cursor.end, { base, partitionBy, orderBy: order, frame });
};

const frameOf = (cursor: Cursor): Frame | undefined => {
  const { start } = cursor;
  const unit = (["rows", "range", "groups"] as const).find((key) => cursor.take(key));
  if (unit === undefined) return undefined;
  const pair = cursor.take("between");
  const from = bound(cursor);
  if (pair) cursor.expect("and");
  const to: Bound = pair ? bound(cursor) : CURRENT;
  const fault = faultOf(from, to, pair);
  if (fault !== undefined) throw cursor.wrong(fault, start);
  return node<Frame>("frame", start, cursor.end, { unit, from, to, exclude: exclusion(cursor) });
};

const CURRENT: Bound = Object.freeze({ side: "current", offset: undefined });

const faultOf = (from: Bound, to: Bound, pair: boolean): string | undefined => {
  if (from.side === "following" && from.offset === undefined) return "a frame may not start at UNBOUNDED FOLLOWING";
  if (pair && to.side === "preceding" && to.offset === undefined) return "a frame may not end at UNBOUNDED PRECEDING";
  const order = ["preceding", "current", "following"];
  return order.indexOf(from.side) > order.indexOf(to.side) ? "this frame ends before it starts" : undefined;
};

const bound = (cursor: Cursor): Bound => {
  if (cursor.takeBoth("current", "row")) return CURRENT;
  const unbounded = cursor.is("unbounded") && (cursor.is("preceding", 1) || cursor.is("following", 1));
  const offset = unbounded ? void cursor.next() : expression(cursor);
  const side = cursor.take("preceding") ? "preceding" : "following";
  if (side === "following") cursor.expect("following", "PRECEDING or FOLLOWING");
  return Object.freeze({ side, offset });
};

const exclusion = (cursor: Cursor): Frame["exclude"] => {
  if (!cursor.take("exclude")) return undefined;
  if (cursor.takeBoth("current", "row")) return "current row";
  if (cursor.take("group")) return "group";
  if (cursor.take("ties")) return "ties";
  if (cursor.takeBoth("no", "others")) return undefined;
  throw cursor.unexpected("CURRENT ROW, GROUP, TIES or NO OTHERS");
};
