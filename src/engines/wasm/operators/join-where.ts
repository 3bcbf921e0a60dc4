import { type Batch, batch, batchBytes, columnOf } from "../../../arrow/batch.ts";
import { getBit } from "../../../arrow/bitmap.ts";
import { type BoolColumn, type Column, isValid } from "../../../arrow/column.ts";
import { concatBatches } from "../../../arrow/concat.ts";
import { schema as schemaFrom } from "../../../arrow/schema.ts";
import { takeColumn } from "../../../arrow/take.ts";
import { roomFor } from "../../../engine/kept.ts";
import { columnsIn, rewrite } from "../../../expr/children.ts";
import { type Typed, typed } from "../../../expr/typed.ts";
import { pairColumns, whereColumns } from "../../../plan/beside.ts";
import { schemaOf } from "../../../plan/schema.ts";
import type { JoinWhere } from "../../../plan/time-node.ts";
import { compile, evaluateColumn } from "../evaluate.ts";
import type { Emit, Operator, OperatorContext } from "../operator.ts";
import { BATCH_ROWS } from "../order/emit.ts";
import { Hold } from "./hold.ts";
import { assembly, rowBytes } from "./join/result.ts";
import { inequality, type Ordered, ordered } from "./where/ranges.ts";

const holds = (c: Column, i: number): boolean =>
  c.layout === "bool" && isValid(c, i) && getBit((c as BoolColumn).bits, i) === 1;

/** Input 0 is the right side, kept whole; input 1 the left: pairs for which all predicates hold, a block at a time. */
export function joinWhere(plan: JoinWhere, { budget, kept }: OperatorContext): Operator {
  const schema = schemaOf(plan);
  const pairs = pairColumns(plan);
  const byName = new Map(pairs.map((c) => [c.field.name, c] as const));
  const own = (e: Typed): Typed =>
    rewrite(e, (x) =>
      x.kind === "col" ? Object.freeze({ ...x, name: byName.get(x.name)?.name ?? x.name }) : x,
    ) as Typed;
  const predicates = plan.predicates.map(typed);
  const first = inequality(predicates, (n) => byName.get(n)?.side ?? "left");
  const leftKey = first && compile(own(first.found.left));
  const rightKey = first && compile(own(first.found.right));
  const keepLeft = plan.how === "left" || plan.how === "full";
  const keepRight = plan.how === "right" || plan.how === "full";
  const parts: Batch[] = [];
  const hold = new Hold(budget);
  const room = roomFor(plan, kept);
  let right: Batch | null = null;
  let index: Ordered | null = null;
  let seen: Uint8Array | null = null;
  const columns = whereColumns(plan);
  const all = {
    get length(): number {
      return (right as Batch).length;
    },
    column: (name: string): Column => columnOf(right as Batch, name),
  };
  const result = assembly(schema, columns, all.column);
  let rest: readonly Typed[] = predicates;
  let test: ((left: Batch, l: Int32Array, r: Int32Array) => readonly Column[]) | null = null;

  const tester = (of: readonly Typed[]): typeof test => {
    if (of.length === 0) return null;
    const needed = new Set<string>();
    for (const e of of) columnsIn(e, needed);
    const columns = pairs.filter((c) => needed.has(c.field.name));
    const seenBy = schemaFrom(columns.map((c) => c.field));
    const evaluators = of.map(compile);
    return (left, l, r) => {
      const b = batch(
        seenBy,
        columns.map((c) =>
          c.side === "left" ? takeColumn(columnOf(left, c.name), l) : takeColumn(columnOf(right as Batch, c.name), r),
        ),
        l.length,
      );
      return evaluators.map((e) => evaluateColumn(e, b));
    };
  };

  function* block(
    left: Batch,
    l: Int32Array,
    r: Int32Array,
    n: number,
    hits: Uint8Array | null,
    emit: Emit,
  ): Iterable<void> {
    let [a, b] = [l.subarray(0, n), r.subarray(0, n)];
    if (test !== null) {
      const found = test(left, a, b);
      const [x, y] = [new Int32Array(n), new Int32Array(n)];
      let m = 0;
      for (let i = 0; i < n; i++)
        if (found.every((c) => holds(c, i))) {
          x[m] = a[i] as number;
          y[m++] = b[i] as number;
        }
      [a, b] = [x.subarray(0, m), y.subarray(0, m)];
    }
    if (hits !== null) for (const i of a) hits[i] = 1;
    if (seen !== null) for (const i of b) seen[i] = 1;
    if (a.length === 0) return yield;
    if (room !== null && test !== null) room.take(a.length, rowBytes(columns, left, all), () => "joinWhere");
    const base = hold.bytes;
    const out = result.pairs(left, a, b, false);
    hold.set(base + batchBytes(out));
    emit(out);
    yield;
    hold.set(base);
  }

  function* matched(left: Batch, emit: Emit): Generator<void, void> {
    const total = (right as Batch).length;
    const hits = keepLeft ? new Uint8Array(left.length) : null;
    const stretch = index !== null && leftKey !== null ? index.stretches(evaluateColumn(leftKey, left)) : null;
    if (room !== null && test === null) {
      let n = 0;
      for (let i = 0; i < left.length; i++)
        n += stretch === null ? total : (stretch.to[i] as number) - (stretch.from[i] as number);
      room.take(n, rowBytes(columns, left, all), () => "joinWhere");
    }
    const [l, r] = [new Int32Array(BATCH_ROWS), new Int32Array(BATCH_ROWS)];
    let n = 0;
    for (let i = 0; i < left.length; i++) {
      const to = stretch === null ? total : (stretch.to[i] as number);
      for (let j = stretch === null ? 0 : (stretch.from[i] as number); j < to; ) {
        const stop = Math.min(to, j + BATCH_ROWS - n);
        for (; j < stop; j++) {
          l[n] = i;
          r[n++] = index === null ? j : (index.rows[j] as number);
        }
        if (n < BATCH_ROWS) continue;
        yield* block(left, l, r, n, hits, emit);
        n = 0;
      }
    }
    if (n > 0) yield* block(left, l, r, n, hits, emit);
    if (hits === null) return;
    const alone = Int32Array.from(hits.keys()).filter((i) => hits[i] === 0);
    if (alone.length > 0) emit(result.pairs(left, alone, new Int32Array(alone.length).fill(-1), true));
  }

  const operator: Operator & { done: boolean } = {
    schema,
    done: false,
    push(b, emit, side): Iterable<void> | void {
      if (side === 1) return matched(b, emit);
      parts.push(b);
      hold.set(hold.bytes + batchBytes(b));
    },
    end(side) {
      if (side !== 0) return;
      right = concatBatches(schemaOf(plan.right), parts);
      parts.length = 0;
      if (keepRight) seen = new Uint8Array(right.length);
      if (first !== null && rightKey !== null) {
        index = ordered(evaluateColumn(rightKey, right), first.found.op);
        if (index !== null) rest = first.rest;
      }
      test = tester(rest);
      hold.set(hold.bytes + (index === null ? 0 : 12 * right.length));
      operator.done = right.length === 0 && !keepLeft;
    },
    *finish(emit) {
      if (seen === null) return;
      const alone = Int32Array.from(seen.keys()).filter((i) => (seen as Uint8Array)[i] === 0);
      for (let at = 0; at < alone.length; at += BATCH_ROWS) {
        emit(result.rightOnly(alone.slice(at, at + BATCH_ROWS)));
        yield;
      }
    },
    close: () => hold.set(0),
  };
  return operator;
}
