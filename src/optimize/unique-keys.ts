import { names } from "../arrow/schema.ts";
import { outputs } from "../expr/typed.ts";
import { joinColumns } from "../plan/join-columns.ts";
import type { Join, Plan } from "../plan/node.ts";
import { schemaOf } from "../plan/schema.ts";

type Keys = readonly string[];

/** Renames the columns of keys; those that are gone take their keys with them. */
const mapped = (keys: readonly Keys[], to: ReadonlyMap<string, string>): readonly Keys[] =>
  keys.filter((k) => k.every((n) => to.has(n))).map((k) => k.map((n) => to.get(n) as string));

/** Sets of columns of which no two rows have the same values. */
function uniqueIn(p: Plan): readonly Keys[] {
  switch (p.kind) {
    case "filter":
    case "sort":
    case "slice":
      return uniqueIn(p.input);
    case "unique":
      return [p.subset ?? names(schemaOf(p)), ...uniqueIn(p.input)];
    case "groupBy":
      return [outputs(p.keys).map((o) => o.name)];
    case "select":
      return mapped(
        uniqueIn(p.input),
        new Map(outputs(p.exprs).flatMap((o) => (o.input.kind === "col" ? [[o.input.name, o.name]] : []))),
      );
    case "withColumns": {
      const made = new Set(outputs(p.exprs).map((o) => o.name));
      return uniqueIn(p.input).filter((k) => !k.some((n) => made.has(n)));
    }
    case "join":
      return ofJoin(p);
    default:
      return [];
  }
}

function ofJoin(p: Join): readonly Keys[] {
  const { how } = p.options;
  if (how === "semi" || how === "anti") return uniqueIn(p.left);
  if (how !== "inner" && how !== "left") return [];
  const keys = outputs(p.rightOn).map((o) => (o.input.kind === "col" ? o.input.name : null));
  // Each left row has one partner at most where the keys are unique on the right.
  if (!isUnique(p.right, keys)) return [];
  return mapped(
    uniqueIn(p.left),
    new Map(joinColumns(p).flatMap((c) => (c.side === "left" && c.or === null ? [[c.name, c.field.name]] : []))),
  );
}

/** Whether no two rows have the same values in some columns. */
export const isUnique = (p: Plan, columns: readonly (string | null)[]): boolean =>
  uniqueIn(p).some((k) => k.every((n) => columns.includes(n)));
