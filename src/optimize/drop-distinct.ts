import { names } from "../arrow/schema.ts";
import { outputs } from "../expr/typed.ts";
import { rewritePlan } from "../plan/children.ts";
import { joinColumns } from "../plan/join-columns.ts";
import { type Join, join, type Plan } from "../plan/node.ts";
import { schemaOf } from "../plan/schema.ts";
import type { Rule } from "./rule.ts";

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
  if (!uniqueIn(p.right).some((k) => k.every((n) => keys.includes(n)))) return [];
  return mapped(
    uniqueIn(p.left),
    new Map(joinColumns(p).flatMap((c) => (c.side === "left" && c.or === null ? [[c.name, c.field.name]] : []))),
  );
}

/** What a semi or an anti join looks up in: rows that occur twice change nothing. */
function once(p: Plan): Plan {
  if (p.kind === "unique" && p.keep !== "none" && p.subset === null) return once(p.input);
  return p;
}

function change(p: Plan): Plan {
  if (p.kind === "join" && (p.options.how === "semi" || p.options.how === "anti")) {
    const right = once(p.right);
    return right === p.right ? p : join(p.left, right, p.leftOn, p.rightOn, p.options);
  }
  if (p.kind !== "unique") return p;
  const keys = p.subset ?? names(schemaOf(p));
  return uniqueIn(p.input).some((k) => k.every((n) => keys.includes(n))) ? p.input : p;
}

/** Rows that are different already are not compared again: after a groupBy, another unique, a join with unique keys. */
export const dropDistinct: Rule = { name: "dropDistinct", apply: (plan) => rewritePlan(plan, change) };
