import { type Field, field } from "../arrow/schema.ts";
import type { Expr } from "../expr/node.ts";
import type { JoinColumn } from "./join-columns.ts";
import { schemaOf } from "./schema.ts";
import type { JoinAsof, JoinWhere } from "./time-node.ts";

/** The left's columns, then the right's that are kept, with the suffix where names clash. */
function beside(
  left: readonly Field[],
  right: readonly Field[],
  suffix: string,
  leftNulls: boolean,
  rightNulls: boolean,
): readonly JoinColumn[] {
  const taken = new Set(left.map((f) => f.name));
  return [
    ...left.map(
      (f): JoinColumn => ({
        field: leftNulls ? field(f.name, f.type, true) : f,
        side: "left",
        name: f.name,
        or: null,
      }),
    ),
    ...right.map((f): JoinColumn => {
      const name = taken.has(f.name) ? f.name + suffix : f.name;
      return { field: field(name, f.type, f.nullable || rightNulls), side: "right", name: f.name, or: null };
    }),
  ];
}

/** The column that a key is, as written or resolved; null for any other expression. */
export function keyColumn(e: Expr): string | null {
  const inner = e.kind === "alias" ? e.input : e;
  const plain = inner.kind === "cast" ? inner.input : inner;
  return plain.kind === "col" ? plain.name : null;
}

/** The columns of an as-of join: `by` keys once; the right's `on` goes where it is merged, which needs equal names. */
export function asofColumns(p: JoinAsof): readonly JoinColumn[] {
  const by = new Set(p.rightBy.map(keyColumn));
  const on = keyColumn(p.rightOn);
  const merged = p.options.coalesce && on !== null && on === keyColumn(p.leftOn) ? on : null;
  const right = schemaOf(p.right).fields.filter((f) => !by.has(f.name) && f.name !== merged);
  return beside(schemaOf(p.left).fields, right, p.options.suffix, false, true);
}

/** The columns of a join by predicates: all of both sides. */
export const whereColumns = (p: JoinWhere): readonly JoinColumn[] =>
  beside(
    schemaOf(p.left).fields,
    schemaOf(p.right).fields,
    p.suffix,
    p.how === "right" || p.how === "full",
    p.how === "left" || p.how === "full",
  );

/** What predicates see: both sides' columns, no nulls added. */
export const pairColumns = (p: JoinWhere): readonly JoinColumn[] =>
  beside(schemaOf(p.left).fields, schemaOf(p.right).fields, p.suffix, false, false);
