import { batch } from "../../arrow/batch.ts";
import type { Column } from "../../arrow/column.ts";
import { concatColumns } from "../../arrow/concat.ts";
import { byteSize } from "../../arrow/layout.ts";
import { sliceColumn } from "../../arrow/slice.ts";
import { outputs, typed } from "../../expr/typed.ts";
import { inputsOf, rewritePlan, withInputs } from "../../plan/children.ts";
import { type Frame, type FrameScan, frame, frameOf, type Plan } from "../../plan/node.ts";
import { readBy } from "./parallel/chain.ts";
import { narrowed } from "./parallel/share.ts";

/** A column of several batches as one. */
interface Whole {
  readonly parts: readonly Column[];
  column: Column | null;
}

/** Rows below which putting batches together costs little, and the bytes that are kept. */
export const whole: { rows: number; bytes: number } = { rows: 100_000, bytes: 2 ** 30 };

const asked = new WeakSet<Column>();
const known = new WeakMap<Column, Whole>();
let recent: WeakRef<Whole>[] = [];

/** Keeps what came last; a column nobody holds any more is gone anyway. */
function remember(made: Whole): void {
  let bytes = 0;
  const kept: WeakRef<Whole>[] = [];
  for (const ref of [new WeakRef(made), ...recent]) {
    const one = ref.deref();
    if (one?.column == null) continue;
    bytes += byteSize(one.column);
    if (bytes > whole.bytes && one !== made) one.column = null;
    else kept.push(ref);
  }
  recent = kept;
}

/** The column from the second time on that it is asked for; null before. */
function wholeOf(parts: readonly Column[]): Column | null {
  const first = parts[0] as Column;
  const found = known.get(first);
  if (found?.column != null && found.parts.length === parts.length && found.parts.every((p, i) => p === parts[i]))
    return found.column;
  if (!asked.has(first)) {
    asked.add(first);
    return null;
  }
  const made: Whole = { parts, column: concatColumns(first.type, parts) };
  known.set(first, made);
  remember(made);
  return made.column;
}

/** The frame with columns whose batches lie behind each other, as far as that is known. */
function inOnePiece(f: Frame): Frame {
  const wholes = f.schema.fields.map((_, i) => wholeOf(f.batches.map((b) => b.columns[i] as Column)));
  if (wholes.every((w) => w === null)) return f;
  let at = 0;
  const batches = f.batches.map((b) => {
    const from = at;
    at += b.length;
    const columns = b.columns.map((c, i) => (wholes[i] == null ? c : sliceColumn(wholes[i], from, b.length)));
    return batch(f.schema, columns, b.length);
  });
  return frameOf(f.schema, batches);
}

/** The frame all of whose rows a node puts together, and the columns that it reads; null where there is none. */
function held(
  p: Plan,
): { readonly at: number; readonly leaf: FrameScan; readonly names: ReadonlySet<string> | null } | null {
  const of = (input: Plan, names: ReadonlySet<string> | null = null, at = 0) =>
    input.kind === "frame" ? { at, leaf: input, names } : null;
  switch (p.kind) {
    case "groupByDynamic":
    case "rolling":
    case "upsample":
      return of(p.input);
    case "joinAsof":
      return of(p.right, null, inputsOf(p).indexOf(p.right));
    case "withColumns":
      return outputs(p.exprs).every((o) => o.input.elementwise) ? null : of(p.input);
    case "filter":
      return typed(p.predicate).elementwise ? null : of(p.input);
    case "select":
      return outputs(p.exprs).every((o) => o.input.elementwise || o.input.shape === "scalar")
        ? null
        : of(p.input, readBy(p.exprs));
    default:
      return null;
  }
}

const isLarge = (p: Plan): boolean =>
  p.kind === "frame" ? p.frame.batches.length > 1 && p.frame.rows >= whole.rows : inputsOf(p).some(isLarge);

/** The plan over columns in one piece where its nodes put all rows of them together, time and again. */
export function overWhole(plan: Plan): Plan {
  if (!isLarge(plan)) return plan;
  return rewritePlan(plan, (p) => {
    const found = held(p);
    if (found === null || !isLarge(found.leaf)) return p;
    const leaf = frame(inOnePiece(narrowed(found.leaf.frame, found.names)));
    return withInputs(
      p,
      inputsOf(p).map((q, i) => (i === found.at ? leaf : q)),
    );
  });
}
