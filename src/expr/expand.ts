import { type Field, fieldOf, type Schema } from "../arrow/schema.ts";
import { isFloat, isInteger, isNumeric, isTemporal, sameType } from "../arrow/type-info.ts";
import { PolaroidError } from "../core/error.ts";
import { rewrite, some } from "./children.ts";
import { col, type Expr, type Pick } from "./node.ts";

const CLASSES: Readonly<Record<string, (f: Field) => boolean>> = {
  numeric: (f) => isNumeric(f.type),
  integer: (f) => isInteger(f.type),
  float: (f) => isFloat(f.type),
  temporal: (f) => isTemporal(f.type),
  string: (f) => f.type.id === "Utf8",
  boolean: (f) => f.type.id === "Bool",
};

/** The columns that a pick names in a schema, in the schema's order. */
export function picked(pick: Pick, schema: Schema): string[] {
  const where = (test: (f: Field) => boolean): string[] => schema.fields.filter(test).map((f) => f.name);
  switch (pick.by) {
    case "all": {
      for (const name of pick.except) fieldOf(schema, name);
      return where((f) => !pick.except.includes(f.name));
    }
    case "names":
      return pick.names.map((name) => fieldOf(schema, name).name);
    case "regex": {
      let pattern: RegExp;
      try {
        pattern = new RegExp(pick.pattern, "u");
      } catch (cause) {
        throw new PolaroidError("INVALID_REGEX", `"${pick.pattern}" is no pattern for column names`, { cause });
      }
      return where((f) => pattern.test(f.name));
    }
    case "types":
      return where((f) =>
        pick.types.some(
          (t) => sameType(t, f.type) || (t.id === f.type.id && (t.id === "Datetime" || t.id === "Duration")),
        ),
      );
    case "class":
      return where(CLASSES[pick.name] ?? (() => false));
  }
}

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
    return Object.freeze({ ...x, args: Object.freeze(x.args.flatMap((a) => lists.get(a)?.map(col) ?? [a])) });
  });
