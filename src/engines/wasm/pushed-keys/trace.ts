import { isInteger } from "../../../arrow/type-info.ts";
import { type Output, outputs, type Typed, typed } from "../../../expr/typed.ts";
import { joinColumns } from "../../../plan/join-columns.ts";
import { type FrameScan, isHorizontal, type Join, type Plan, type Scan } from "../../../plan/node.ts";
import { schemaOf } from "../../../plan/schema.ts";

/** A column of a source whose rows are of no use unless its value is among the keys of a join. */
export interface Target {
  readonly source: FrameScan | Scan;
  readonly column: string;
  /** Whether work is done on its rows before the join looks them up. */
  readonly worked: boolean;
}

/** The column that a key is, maybe cast to a wider integer. */
const columnOf = (e: Typed): string | null => {
  if (e.kind === "col") return e.name;
  const plain = e.kind === "cast" && e.input.kind === "col" && isInteger(e.input.type) && isInteger(e.to);
  return plain ? (e.input as { readonly name: string }).name : null;
};

const perRow = (exprs: readonly Output[]): boolean => exprs.every((o) => o.input.elementwise);
const made = (exprs: readonly Output[], name: string): Output | undefined => exprs.find((o) => o.name === name);

/** Sources whose column is handed up unchanged to `column`, through nodes that lose nothing when rows are missing below. */
function below(p: Plan, column: string, worked: boolean, alone: (p: Plan) => boolean, into: Target[]): void {
  const go = (q: Plan, name: string | null, work: boolean): void => {
    if (name !== null) below(q, name, work, alone, into);
  };
  if (!alone(p)) return;
  switch (p.kind) {
    case "frame":
      if (worked) into.push({ source: p, column, worked });
      return;
    case "scan":
      if (p.limit === null) into.push({ source: p, column, worked });
      return;
    case "filter":
      if (typed(p.predicate).elementwise) go(p.input, column, true);
      return;
    case "select":
    case "withColumns": {
      const exprs = outputs(p.exprs);
      if (!perRow(exprs)) return;
      const own = made(exprs, column);
      if (own === undefined && p.kind === "select") return;
      go(
        p.input,
        own === undefined ? column : columnOf(own.input),
        worked || exprs.some((o) => o.input.kind !== "col"),
      );
      return;
    }
    case "sort":
      if (p.limit === null) go(p.input, column, true);
      return;
    case "unique":
      if (p.subset === null || p.subset.includes(column)) go(p.input, column, true);
      return;
    case "groupBy": {
      const key = made(outputs(p.keys), column);
      if (key !== undefined && perRow(outputs(p.keys))) go(p.input, columnOf(key.input), true);
      return;
    }
    case "concat":
      if (!isHorizontal(p) && p.inputs.every((q) => schemaOf(q).index.has(column)))
        for (const q of p.inputs) go(q, column, true);
      return;
    case "join":
      throughJoin(p, column, go);
      return;
    default:
  }
}

function throughJoin(p: Join, column: string, go: (q: Plan, name: string | null, work: boolean) => void): void {
  const { how, validate } = p.options;
  const from = joinColumns(p).find((c) => c.field.name === column);
  if (from === undefined || from.or !== null || validate !== "m:m") return;
  const inner = how === "inner";
  const keeps =
    from.side === "left" ? inner || ["left", "semi", "anti", "cross"].includes(how) : inner || how === "cross";
  if (!keeps) return;
  go(from.side === "left" ? p.left : p.right, from.name, true);
  if (!inner && how !== "semi") return;
  // What a key must be, its partner must be too.
  const [own, other, plan] = from.side === "left" ? [p.leftOn, p.rightOn, p.right] : [p.rightOn, p.leftOn, p.left];
  outputs(own).forEach((k, i) => {
    if (columnOf(k.input) === from.name) go(plan, columnOf((outputs(other)[i] as Output).input), true);
  });
}

/** For each key of a join, the sources on its left side that need no rows but those with one of the right side's keys. */
export function targetsOf(p: Join, alone: (p: Plan) => boolean): readonly (readonly Target[])[] {
  const { how, validate, nullsEqual } = p.options;
  const drops = how === "inner" || how === "semi" || how === "right";
  if (!drops || validate.startsWith("1:")) return [];
  const out = outputs(p.leftOn).map((k, i): Target[] => {
    const right = outputs(p.rightOn)[i] as Output;
    const name = columnOf(k.input);
    const into: Target[] = [];
    if (name !== null && !(nullsEqual && k.input.nullable && right.input.nullable))
      below(p.left, name, false, alone, into);
    return into;
  });
  return out.some((t) => t.length > 0) ? out : [];
}
