import { sameType } from "../../arrow/type-info.ts";
import { childrenOf, withChildren } from "../../expr/children.ts";
import type { Typed, TypedCall, TypedCol } from "../../expr/typed.ts";
import { castSql } from "./cast.ts";
import { isRange, rangeSql } from "./functions/ranges.ts";
import { REARRANGED } from "./functions/rearrange.ts";
import { distinctList, dropNulls, sliceList, sortList, uniqueList } from "./lists.ts";
import { keySql } from "./order-key.ts";
import { isChoice } from "./plainer.ts";
import { identifier, OWN } from "./quote.ts";
import { aggregateSql, type Scope } from "./scope.ts";
import { isFree, isReshape } from "./stage.ts";

/** All values of an expression as one list in the rows' order. */
export function gathered(x: string, scope: Scope, order: string = scope.row): string {
  if (scope.framed === true) {
    const by = order === scope.row ? "" : ` ORDER BY ${order}`;
    return `coalesce(${aggregateSql(`list(${x}${by})`, scope)}, [])`;
  }
  const list =
    scope.frame === "group"
      ? aggregateSql(`list(${x} ORDER BY ${order})`, scope)
      : aggregateSql(`list(${x})`, {
          ...scope,
          partition: `${scope.partition} ORDER BY ${order} ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING`,
        });
  return `coalesce(${list}, [])`;
}

const flag = (v: unknown, i: number): boolean => (Array.isArray(v) ? v[i] === true : v === true);
const and = (a: string | null, b: string): string => (a === null ? b : `(${a}) AND (${b})`);

/** An expression with a length of its own, as one list. */
export function listSql(e: Typed, scope: Scope): string {
  if (isFree(e) && !isReshape(e)) return mapped(e, scope);
  if (e.kind !== "call" || !isReshape(e)) return gathered(scope.sql(e, scope), scope);
  if (isRange(e)) return rangeSql(e, scope, (x) => listSql(x, scope));
  const [first, ...rest] = e.args as readonly [Typed, ...Typed[]];
  const { options } = e;
  const inner = (): string => listSql(first, scope);
  switch (e.fn) {
    case "filter":
      return gathered(scope.sql(first, scope), {
        ...scope,
        where: and(scope.where, scope.sql(rest[0] as Typed, scope)),
      });
    case "slice":
      return sliceList(
        inner(),
        String(Number(options["offset"] ?? 0)),
        options["length"] == null ? null : String(Number(options["length"])),
      );
    case "dropNulls":
      return dropNulls(inner());
    case "unique":
      return options["maintainOrder"] === true ? uniqueList(inner()) : distinctList(inner(), first.type);
    case "sort":
      return sortList(inner(), first.type, options["descending"] === true, options["nullsLast"] === true);
    case "sortBy": {
      const by = rest.map((k, i) =>
        keySql(k, { descending: flag(options["descending"], i), nullsLast: flag(options["nullsLast"], i) }, scope),
      );
      return gathered(scope.sql(first, scope), scope, [...by, scope.row].join(", "));
    }
    case "explode":
      // A list that is written in the query is there once, not on every row.
      if (first.kind === "lit") return `coalesce(${scope.sql(first, scope)}, [NULL])`;
      return `flatten(list_transform(${gathered(scope.sql(first, scope), scope)}, lambda v: CASE WHEN v IS NULL THEN [NULL] ELSE v END))`;
    case "gather":
      return taken(inner(), rest[0] as Typed, options["nullOnOob"] === true, scope);
    default: {
      const made = REARRANGED[e.fn];
      if (made === undefined) throw new Error(`gaps() names ${e.fn}`);
      return made(inner(), e, scope, (x) => listSql(x, scope));
    }
  }
}

/** The items at some places; negative ones count from the end. */
function taken(l: string, at: Typed, nullOutside: boolean, scope: Scope): string {
  const places = at.shape === "scalar" ? `[${scope.sql(at, scope)}]` : listSql(at, scope);
  const outside = nullOutside
    ? "NULL"
    : `error('POLAROID:OUT_OF_RANGE:gather: there is no row ' || __k || ' among ' || len(${l}))`;
  return `list_transform(${places}, lambda __k: CASE WHEN __k >= len(${l}) OR __k < -len(${l}) THEN ${outside} ELSE list_extract(${l}, CASE WHEN __k < 0 THEN __k ELSE __k + 1 END) END)`;
}

const ITEM = `${OWN}item`;

/** An elementwise expression of one that has a length of its own, item by item. */
function mapped(e: Typed, scope: Scope): string {
  const children = childrenOf(e) as readonly Typed[];
  const free = children.find(isFree) as Typed;
  const item: TypedCol = {
    kind: "col",
    name: ITEM,
    type: free.type,
    nullable: true,
    shape: "rows",
    elementwise: true,
  };
  const one = withChildren(
    e,
    children.map((c) => (c === free ? item : c)),
  ) as Typed;
  return `list_transform(${listSql(free, scope)}, lambda ${identifier(ITEM)}: ${scope.sql(one, scope)})`;
}

const written = (e: Typed): boolean => e.kind === "lit" || (e.kind === "cast" && written(e.input));

/** Whether an elementwise expression of what has a length of its own is written in SQL. */
export const isMapped = (e: Typed): boolean => {
  const children = childrenOf(e) as readonly Typed[];
  return children.filter(isFree).length === 1 && children.every((c) => isFree(c) || written(c));
};

/** Why an expression with a length of its own cannot be made; undefined where it can. */
export function reshapeGap(e: TypedCall): string | undefined {
  const { fn } = e;
  if ((["filter", "sortBy", "explode"].includes(fn) && e.args.some(isFree)) || (fn === "mode" && !isChoice(e)))
    return "a reshape of a reshape is not written in SQL yet";
  if (fn === "explode" && e.args[0]?.type.id === "Utf8") return "letters of text are not written in SQL yet";
  const [first, second] = e.args;
  if (fn === "extendConstant" && second !== undefined && first !== undefined)
    if (
      second.shape !== "scalar" ||
      (!sameType(second.type, e.type) && castSql("x", second.type, e.type, false) === null)
    )
      return "this value is not written in SQL yet";
  if (fn === "searchSortedAll" && first?.type.id === "Enum") return "the order of categories is not written in SQL yet";
  return !["gather", "append", "searchSortedAll"].includes(fn) && e.args.slice(1).some(isFree)
    ? "a reshape as an argument is not written in SQL yet"
    : undefined;
}
