import type { Literal } from "../syntax/expr.ts";
import { node } from "../syntax/node.ts";
import type { Cursor } from "./cursor.ts";

const UNITS: ReadonlyMap<string, string> = new Map(
  "year month day hour minute second millisecond microsecond week quarter decade"
    .split(" ")
    .flatMap((unit) => [[unit, unit] as const, [`${unit}s`, unit] as const])
    .concat([
      ["century", "century"],
      ["centuries", "century"],
      ["millennium", "millennium"],
      ["millennia", "millennium"],
    ]),
);

/** Takes a unit of time if one comes next, in the singular. */
export const takeUnit = (cursor: Cursor): string | undefined => {
  const { key } = cursor.peek();
  const unit = UNITS.get(key);
  if (unit === undefined) return undefined;
  cursor.next();
  if (cursor.is("to") && UNITS.has(cursor.peek(1).key))
    throw cursor.wrong(`intervals from ${unit} to ${cursor.peek(1).text} are not supported: add two intervals`);
  return unit;
};

/** Reads the part that `extract` takes out, as a string. */
export const unitName = (cursor: Cursor): Literal => {
  const { kind, key, text, start, category } = cursor.peek();
  const part =
    kind === "string" || kind === "quoted"
      ? text
      : kind === "word"
        ? (UNITS.get(key) ?? (category === undefined ? key : ""))
        : "";
  if (part === "" && kind !== "string") throw cursor.unexpected("a part of a date, such as YEAR or DAY");
  cursor.next();
  return node<Literal>("literal", start, cursor.end, { type: "string", text: part });
};
