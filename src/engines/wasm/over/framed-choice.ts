import { batch } from "../../../arrow/batch.ts";
import { getBit } from "../../../arrow/bitmap.ts";
import { isValid } from "../../../arrow/column.ts";
import { takeColumn } from "../../../arrow/take.ts";
import { exprToJson } from "../../../expr/json.ts";
import type { Typed, TypedCall } from "../../../expr/typed.ts";
import type { Evaluator } from "../evaluate.ts";
import { spread } from "../value.ts";
import type { Framing } from "./framed.ts";

interface Unwrapped {
  readonly input: Typed;
  /** Conditions on rows, and values that must not be null. */
  readonly conditions: readonly Typed[];
  readonly present: readonly Typed[];
}

function unwrapped(e: Typed): Unwrapped {
  if (e.kind === "call" && e.fn === "filter") {
    const inner = unwrapped(e.args[0] as Typed);
    return { ...inner, conditions: [...inner.conditions, e.args[1] as Typed] };
  }
  if (e.kind === "call" && e.fn === "dropNulls") {
    const inner = unwrapped(e.args[0] as Typed);
    return { ...inner, present: [...inner.present, inner.input] };
  }
  return { input: e, conditions: [], present: [] };
}
const keyOf = (u: Unwrapped): string =>
  JSON.stringify([u.conditions, u.present].map((l) => l.map((e) => exprToJson(e))));

/** An aggregate of chosen rows as one of all rows of shorter frames; null where its arguments are chosen otherwise. */
export function chosen(
  e: TypedCall,
  compile: (e: Typed) => Evaluator,
): { readonly args: readonly Typed[]; readonly narrow: (f: Framing) => Framing } | null {
  const all = e.args.map(unwrapped);
  const [first] = all;
  if (first === undefined || first.conditions.length + first.present.length === 0) return null;
  if (new Set(all.map(keyOf)).size > 1) return null;
  const tests = [...first.conditions, ...first.present];
  if (tests.some((t) => !t.elementwise)) return null;
  const conditions = first.conditions.map(compile);
  const present = first.present.map(compile);
  const narrow = ({ batch: b, pieces }: Framing): Framing => {
    const truths = conditions.map((c) => spread(c(b), b.length));
    const values = present.map((p) => spread(p(b), b.length));
    const before = new Int32Array(b.length + 1);
    const kept: number[] = [];
    for (let i = 0; i < b.length; i++) {
      let keep = true;
      for (const t of truths) keep &&= isValid(t, i) && t.layout === "bool" && getBit(t.bits, i) === 1;
      for (const v of values) keep &&= isValid(v, i);
      if (keep) kept.push(i);
      before[i + 1] = kept.length;
    }
    const rows = Int32Array.from(kept);
    const place = (at: Int32Array): Int32Array => at.map((i) => before[i] as number);
    return {
      batch: batch(
        b.schema,
        b.columns.map((c) => takeColumn(c, rows)),
        rows.length,
      ),
      pieces: pieces.map((p) => ({ from: place(p.from), to: place(p.to) })),
    };
  };
  return { args: all.map((u) => u.input), narrow };
}
