import { type Field, field } from "../arrow/schema.ts";
import type { DataType } from "../arrow/types.ts";
import type { Expr } from "../expr/node.ts";
import { typed } from "../expr/typed.ts";
import type { Join } from "./node.ts";
import { schemaOf } from "./schema.ts";

/** One column of a join's result: from which side and column, and for a merged key the column of the other side. */
export interface JoinColumn {
  readonly field: Field;
  readonly side: "left" | "right";
  readonly name: string;
  /** The other side's key where the two become one column of a full join. */
  readonly or: string | null;
}

/** The columns of a join's result, in order: the left's, then the right's that are not merged, with the suffix where names clash. */
export function joinColumns(p: Join): readonly JoinColumn[] {
  const { how, suffix } = p.options;
  const left = schemaOf(p.left).fields;
  if (how === "semi" || how === "anti") return left.map((f) => ({ field: f, side: "left", name: f.name, or: null }));
  const right = schemaOf(p.right).fields;
  const pairs = keyPairs(p);
  const out: JoinColumn[] = [];
  const leftNulls = how === "right" || how === "full";
  const rightNulls = how === "left" || how === "full";
  for (const f of left) {
    const pair = pairs.find((k) => k.left === f.name);
    if (pair !== undefined && how === "right") continue;
    const both = pair !== undefined && how === "full";
    const other = both ? right.find((r) => r.name === pair.right) : undefined;
    const nullable = f.nullable || (both ? (other?.nullable ?? true) : leftNulls);
    out.push({
      field: field(f.name, both ? pair.type : f.type, nullable),
      side: "left",
      name: f.name,
      or: both ? pair.right : null,
    });
  }
  const taken = new Set(out.map((c) => c.field.name));
  for (const f of right) {
    if (how !== "right" && pairs.some((k) => k.right === f.name)) continue;
    const name = taken.has(f.name) ? f.name + suffix : f.name;
    out.push({ field: field(name, f.type, f.nullable || rightNulls), side: "right", name: f.name, or: null });
  }
  return out;
}

/** Two key columns that become one, and the type that they are compared in. */
interface KeyPair {
  readonly left: string;
  readonly right: string;
  readonly type: DataType;
}

// A resolved join says whether its keys are merged; they are where all of them are columns, as in Polars.
function keyPairs(p: Join): readonly KeyPair[] {
  if (p.options.how === "cross" || !(p.options.coalesce ?? p.options.how !== "full")) return [];
  const out: KeyPair[] = [];
  for (const [i, l] of p.leftOn.entries()) {
    const [left, right] = [columnOf(l), columnOf(p.rightOn[i] ?? l)];
    if (left === null || right === null) return [];
    out.push({ left, right, type: typed(keyOf(l)).type });
  }
  return out;
}

// Keys of a resolved plan are outputs.
const keyOf = (e: Expr): Expr => (e.kind === "alias" ? e.input : e);

/** The column that a key is, maybe cast to the type that both sides share. */
function columnOf(key: Expr): string | null {
  const e = keyOf(key);
  const inner = e.kind === "cast" ? e.input : e;
  return inner.kind === "col" ? inner.name : null;
}
