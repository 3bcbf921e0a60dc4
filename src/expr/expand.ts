import type { Schema } from "../arrow/schema.ts";
import { PolaroidError } from "../core/error.ts";
import { rewrite, some } from "./children.ts";
import { col, type Expr } from "./node.ts";
import { picked } from "./pick.ts";

/** One expression a column where it picks several (`all()`, `col("a", "b")`), else itself. */
export function expand(e: Expr, schema: Schema): readonly Expr[] {
  if (!some(e, (x) => x.kind === "columns")) return [e];
  const lists = new Map<Expr, string[]>();
  const widest = { length: -1 };
  some(e, (x) => {
    if (x.kind === "columns" && !lists.has(x)) {
      const list = picked(x.pick, schema);
      lists.set(x, list);
      if (widest.length >= 0 && list.length !== widest.length && list.length !== 1 && widest.length !== 1)
        throw new PolaroidError(
          "SHAPE_MISMATCH",
          `one expression picks ${widest.length} columns in one place and ${list.length} in another`,
        );
      widest.length = Math.max(widest.length, list.length);
    }
    return false;
  });
  // Functions over any number of columns take them all at once.
  const across = spread(e, lists);
  if (across !== e) return expand(across, schema);
  return Array.from({ length: widest.length }, (_, i) =>
    rewrite(e, (x) => {
      const list = x.kind === "columns" ? lists.get(x) : undefined;
      return list === undefined ? x : col((list.length === 1 ? list[0] : list[i]) as string);
    }),
  );
}

const VARIADIC = new Set([
  "coalesce",
  "minHorizontal",
  "maxHorizontal",
  "sumHorizontal",
  "meanHorizontal",
  "allHorizontal",
  "anyHorizontal",
  "concatStr",
  "struct",
  "concatList",
]);

const spread = (e: Expr, lists: ReadonlyMap<Expr, readonly string[]>): Expr =>
  rewrite(e, (x) => {
    if (x.kind !== "call" || !VARIADIC.has(x.fn) || !x.args.some((a) => a.kind === "columns")) return x;
    const args = Object.freeze(x.args.flatMap((a) => lists.get(a)?.map(col) ?? [a]));
    if (x.fn !== "struct") return Object.freeze({ ...x, args });
    const given = x.options["names"] as readonly string[];
    const names = x.args.flatMap((a, i) => lists.get(a) ?? [given[i] as string]);
    return Object.freeze({ ...x, args, options: Object.freeze({ ...x.options, names: Object.freeze(names) }) });
  });
