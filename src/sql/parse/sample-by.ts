import { node } from "../syntax/node.ts";
import type { SampleBy } from "../syntax/query.ts";
import type { Cursor } from "./cursor.ts";
import { expression } from "./expression.ts";

const NONE = Object.freeze([]);
const EVERY = /^(\d+)(U|T|s|m|h|d|w|M|y|n|us|ms|ns|mo|q)$/;

/** Reads QuestDB's `sample by 1h from a to b fill(prev) align to calendar time zone 'x' with offset '00:15'`. */
export const sampleBy = (cursor: Cursor): SampleBy => {
  const { start } = cursor.next();
  cursor.next();
  const { kind, text } = cursor.peek();
  if (kind !== "junk" || !EVERY.test(text) || /^0+\D/.test(text))
    throw cursor.unexpected("a length of time such as 5m, 1h or 1d");
  cursor.next();
  const from = cursor.take("from") ? expression(cursor) : undefined;
  const to = cursor.take("to") ? expression(cursor) : undefined;
  const fill = cursor.take("fill") ? cursor.parenthesised(filling) : NONE;
  const align = cursor.is("align") ? alignment(cursor) : undefined;
  const timeZone = align === "calendar" && cursor.takeBoth("time", "zone") ? expression(cursor) : undefined;
  const offset = align === "calendar" && cursor.takeBoth("with", "offset") ? expression(cursor) : undefined;
  return node<SampleBy>("sampleBy", start, cursor.end, { every: text, from, to, fill, align, timeZone, offset });
};

const filling = (cursor: Cursor): SampleBy["fill"][number] =>
  (["none", "null", "prev", "linear"] as const).find((word) => cursor.take(word)) ?? expression(cursor);

const alignment = (cursor: Cursor): NonNullable<SampleBy["align"]> => {
  cursor.next();
  cursor.expect("to");
  if (cursor.take("calendar")) return "calendar";
  if (cursor.takeBoth("first", "observation")) return "first observation";
  throw cursor.unexpected("CALENDAR or FIRST OBSERVATION");
};
