import { childrenOf } from "../../expr/children.ts";
import type { Typed, TypedCall } from "../../expr/typed.ts";
import { dropNulls, sliceList, sortList, uniqueList } from "./lists.ts";
import { aggregateSql, type Scope } from "./scope.ts";
import { isReshape } from "./stage.ts";

/** All values of an expression as one list in the rows' order. */
export function gathered(x: string, scope: Scope, order: string = scope.row): string {
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
  if (e.kind !== "call" || !isReshape(e)) return gathered(scope.sql(e, scope), scope);
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
      return options["maintainOrder"] === true
        ? uniqueList(inner())
        : `list_concat(list_distinct(${inner()}), CASE WHEN len(${inner()}) > len(${dropNulls(inner())}) THEN [NULL] ELSE [] END)`;
    case "sort":
      return sortList(inner(), options["descending"] === true, options["nullsLast"] === true);
    case "sortBy": {
      const by = rest.map(
        (k, i) =>
          `${scope.sql(k, scope)} ${flag(options["descending"], i) ? "DESC" : "ASC"} NULLS ${flag(options["nullsLast"], i) ? "LAST" : "FIRST"}`,
      );
      return gathered(scope.sql(first, scope), scope, [...by, scope.row].join(", "));
    }
    case "explode":
      return `flatten(list_transform(${gathered(scope.sql(first, scope), scope)}, lambda v: CASE WHEN v IS NULL THEN [NULL] ELSE v END))`;
    default:
      throw new Error(`gaps() names ${e.fn}`);
  }
}

/** Why an expression with a length of its own cannot be made; undefined where it can. */
export function reshapeGap(e: TypedCall): string | undefined {
  if ((e.fn === "filter" || e.fn === "sortBy" || e.fn === "explode") && e.args.some(isReshape))
    return "a reshape of a reshape is not written in SQL yet";
  if (
    childrenOf(e)
      .slice(1)
      .some((c) => isReshape(c as Typed))
  )
    return "a reshape as an argument is not written in SQL yet";
  return undefined;
}
