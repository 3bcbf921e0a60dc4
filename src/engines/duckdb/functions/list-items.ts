import type { Rules } from "../../../engine/rules.ts";
import type { ListItemName } from "../../../expr/functions/list-items.ts";
import { uniqueList } from "../lists.ts";
import { identifier, textLiteral } from "../quote.ts";
import type { FunctionSql } from "../scope.ts";
import { sqlType } from "../types.ts";

const failure = (code: string, message: string): string => `error(${textLiteral(`POLAROID:${code}:${message}`)})`;
/** Null where any of these is. */
const orNull = (needed: readonly (string | undefined)[], sql: string): string =>
  `CASE WHEN ${needed.map((x) => `${x} IS NULL`).join(" OR ")} THEN NULL ELSE ${sql} END`;
const among = (item: string, l: string): string =>
  `len(list_filter(${l}, lambda __w: __w IS NOT DISTINCT FROM ${item})) > 0`;

const item: FunctionSql = ([l], c) => {
  const none =
    c.options.allowEmpty === true
      ? "NULL"
      : failure("OUT_OF_RANGE", "list.item met an empty list; allowEmpty gives null there");
  return `CASE WHEN ${l} IS NULL THEN NULL WHEN len(${l}) = 1 THEN list_extract(${l}, 1) WHEN len(${l}) = 0 THEN ${none} ELSE ${failure("OUT_OF_RANGE", "list.item needs lists of one item")} END`;
};

const gather: FunctionSql = ([l, at], c) => {
  const outside =
    c.options.nullOnOob === true
      ? "NULL"
      : failure("OUT_OF_RANGE", "list.gather: a place lies outside of its list; nullOnOob gives null there");
  const one = `CASE WHEN __k IS NULL THEN NULL WHEN __k >= len(${l}) OR __k < -len(${l}) THEN ${outside} ELSE list_extract(${l}, CASE WHEN __k < 0 THEN __k ELSE __k + 1 END) END`;
  return orNull([l, at], `list_transform(${at}, lambda __k: ${one})`);
};

const gatherEvery: FunctionSql = ([l, n, offset]) => {
  const bad = failure("OUT_OF_RANGE", "list.gatherEvery takes every n-th item with n from 1 and an offset from 0 on");
  const places = `range(least(${offset}, len(${l}))::BIGINT, len(${l})::BIGINT, ${n}::BIGINT)`;
  return orNull(
    [l, n, offset],
    `CASE WHEN ${n} < 1 OR ${offset} < 0 THEN ${bad} ELSE list_transform(${places}, lambda __k: list_extract(${l}, __k + 1)) END`,
  );
};

const shift: FunctionSql = ([l, n]) =>
  orNull(
    [l, n],
    `list_transform(${l}, lambda __v, __i: CASE WHEN __i - ${n}::HUGEINT BETWEEN 1 AND len(${l}) THEN list_extract(${l}, (__i - ${n}::HUGEINT)::BIGINT) END)`,
  );

const union = (a: string, b: string): string =>
  `list_concat(${uniqueList(a)}, list_filter(${uniqueList(b)}, lambda __v: NOT (${among("__v", a)})))`;
const both = (a: string, b: string): string => `list_filter(${uniqueList(a)}, lambda __v: ${among("__v", b)})`;
const apart = (a: string, b: string): string =>
  `list_concat(list_filter(${uniqueList(a)}, lambda __v: NOT (${among("__v", b)})), list_filter(${uniqueList(b)}, lambda __v: NOT (${among("__v", a)})))`;
/** What goes leaves its place to the last one, item of the second list by item, as in Polars. */
const difference = (a: string, b: string): string => {
  const x = "list_extract(__x, 1)";
  const moved = `list_transform(list_slice(__l, 1, len(__l) - 1), lambda __w: CASE WHEN __w IS NOT DISTINCT FROM ${x} THEN list_extract(__l, -1) ELSE __w END)`;
  const steps = `list_concat([${uniqueList(a)}], list_transform(${b}, lambda __v: [__v]))`;
  return `list_reduce(${steps}, lambda __l, __x: CASE WHEN ${among(x, "__l")} THEN ${moved} ELSE __l END)`;
};
const sets =
  (form: (a: string, b: string) => string): FunctionSql =>
  ([a, b]) =>
    orNull([a, b], form(a as string, b as string));

const toStruct: FunctionSql = ([l], c) => {
  const fields = c.type.id === "Struct" ? c.type.fields : [];
  const made = fields.map((f, i) => `${identifier(f.name)} := list_extract(${l}, ${i + 1})`);
  return orNull([l], `CAST(struct_pack(${made.join(", ")}) AS ${sqlType(c.type)})`);
};

const toArray: FunctionSql = ([l], c) => {
  const width = Number(c.options.width);
  return `CASE WHEN ${l} IS NULL OR len(${l}) = ${width} THEN ${l} ELSE ${failure("SHAPE_MISMATCH", `list.toArray of width ${width} met a list of another length`)} END`;
};

export const LIST_ITEMS: Rules<ListItemName, FunctionSql> = {
  "list.item": item,
  "list.gather": gather,
  "list.gatherEvery": gatherEvery,
  "list.shift": shift,
  "list.setUnion": sets(union),
  "list.setIntersection": sets(both),
  "list.setDifference": sets(difference),
  "list.setSymmetricDifference": sets(apart),
  "list.toStruct": toStruct,
  "list.toArray": toArray,
};
