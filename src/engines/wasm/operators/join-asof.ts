import { type Batch, batchBytes } from "../../../arrow/batch.ts";
import { type Column, isValid } from "../../../arrow/column.ts";
import { concatBatches } from "../../../arrow/concat.ts";
import { outputs } from "../../../expr/typed.ts";
import { asofColumns } from "../../../plan/beside.ts";
import { schemaOf } from "../../../plan/schema.ts";
import type { JoinAsof } from "../../../plan/time-node.ts";
import { compile, evaluateColumn } from "../evaluate.ts";
import { grouper } from "../keys/grouper.ts";
import type { Emit, Operator, OperatorContext } from "../operator.ts";
import { BATCH_ROWS } from "../order/emit.ts";
import { type AsofKeys, between, numberKeys, rankedKeys } from "./asof/keys.ts";
import { AsofMerge, isInOrder } from "./asof/merge.ts";
import { arranged, type Given, notSorted, taken, wholeRows } from "./asof/right.ts";
import { AsofSearch, type Choice, type Gap } from "./asof/search.ts";
import { toleranceOf } from "./asof/tolerance.ts";
import { Hold } from "./hold.ts";
import { assembly } from "./join/result.ts";

/** The right side by group, and what finds rows there. */
interface Searching {
  readonly rows: Int32Array;
  readonly search: AsofSearch;
}

/** Input 0 is the right side, kept by group and in order; input 1 the left, whose rows keep their order. */
export function joinAsof(plan: JoinAsof, { budget }: OperatorContext): Operator {
  const { strategy, allowExactMatches: exact, checkSortedness } = plan.options;
  const [leftOn, rightOn] = outputs([plan.leftOn, plan.rightOn]).map((o) => compile(o.input)) as [
    ReturnType<typeof compile>,
    ReturnType<typeof compile>,
  ];
  const streams = outputs([plan.leftOn])[0]?.input.elementwise === true;
  const leftBy = outputs(plan.leftBy).map((o) => compile(o.input));
  const rightBy = outputs(plan.rightBy).map((o) => compile(o.input));
  const tolerance = toleranceOf(plan);
  const choice: Choice = { strategy, exact, tolerance: tolerance?.double ?? Number.POSITIVE_INFINITY };
  const input = schemaOf(plan.left);
  const parts: Batch[] = [];
  const waiting: Batch[] = [];
  const hold = new Hold(budget);
  const columns = asofColumns(plan);
  let whole: Batch | null = null;
  const result = assembly(schemaOf(plan), columns, (name) => {
    const b = whole as Batch;
    return b.columns[b.schema.index.get(name) as number] as Column;
  });
  let keys: AsofKeys | null = null;
  let right: Given | null = null;
  let searching: Searching | null = null;
  let merge: AsofMerge | null = null;
  let row = 0;

  const byGroup = (
    given: Given,
    gap: ((placed: Int32Array) => Gap | null) | null,
    last: Float64Array | null,
  ): Searching => {
    const sorted = arranged(given, checkSortedness);
    const search = new AsofSearch(sorted, choice, gap?.(sorted.rows) ?? null, last);
    hold.set(hold.bytes + 12 * given.key.length + search.bytes);
    return { rows: sorted.rows, search };
  };
  const prepare = (
    given: AsofKeys,
    rows: Int32Array | null,
    key: Column,
    by: readonly Column[],
    gap: ((placed: Int32Array) => Gap | null) | null = null,
  ): void => {
    keys = given;
    const groups = grouper(by.map((c) => c.type));
    const ids = groups.add(by, key.length);
    right = { rows, key, values: given.right, groups, ids };
    hold.set(hold.bytes + groups.bytes);
    if (strategy === "backward" && gap === null && isInOrder(given.right)) {
      merge = new AsofMerge(ids, groups.count, given.right, choice);
      hold.set(hold.bytes + 4 * key.length + merge.bytes);
    } else searching = byGroup(right, gap, null);
  };
  /** A group is -1 where there is none like it, or a key of the row is null. */
  const groupsIn = (b: Batch, on: Column): Int32Array => {
    const by = leftBy.map((e) => evaluateColumn(e, b));
    const ids = (right as Given).groups.find(by, b.length);
    const nullable = [on, ...by].filter((c) => c.nulls > 0);
    if (nullable.length > 0)
      for (let i = 0; i < ids.length; i++) if (!nullable.every((c) => isValid(c, i))) ids[i] = -1;
    return ids;
  };
  const placed = (rows: Int32Array | null, out: Int32Array): void => {
    if (rows === null) return;
    for (let i = 0; i < out.length; i++) if ((out[i] as number) >= 0) out[i] = rows[out[i] as number] as number;
  };
  const matched = (b: Batch): Int32Array => {
    const on = evaluateColumn(leftOn, b);
    const ids = groupsIn(b, on);
    const values = (keys as AsofKeys).left(on);
    const out = new Int32Array(b.length);
    if (merge !== null && on.nulls === 0 && merge.match(ids, values, out)) placed((right as Given).rows, out);
    else {
      searching ??= byGroup(right as Given, null, merge?.lastOf ?? null);
      merge = null;
      const { rows, search } = searching;
      for (let i = 0; i < out.length; i++) {
        const g = ids[i] as number;
        const at = g < 0 ? -1 : search.find(g, values[i] as number, i, checkSortedness);
        if (at === -2) throw notSorted("left", row + i);
        out[i] = at;
      }
      placed(rows, out);
    }
    row += b.length;
    return out;
  };
  const emitted = (b: Batch, emit: Emit): void => emit(result.pairs(b, null, matched(b), true));

  const operator: Operator & { done: boolean } = {
    schema: schemaOf(plan),
    done: false,
    push(b, emit, side) {
      if (side === 1 && keys !== null && streams) return emitted(b, emit);
      (side === 0 ? parts : waiting).push(b);
      hold.set(hold.bytes + batchBytes(b));
    },
    end(side) {
      if (side !== 0) return;
      whole = concatBatches(schemaOf(plan.right), parts);
      parts.length = 0;
      const on = evaluateColumn(rightOn, whole);
      const by = rightBy.map((e) => evaluateColumn(e, whole as Batch));
      const rows = wholeRows([on, ...by], whole.length);
      const [key, ...rest] = taken([on, ...by], rows) as [Column, ...Column[]];
      const numbers = numberKeys(key);
      if (numbers !== null) prepare(numbers, rows, key, rest);
    },
    *finish(emit) {
      if (waiting.length === 0) return;
      const all = concatBatches(input, waiting);
      waiting.length = 0;
      yield;
      if (keys !== null) {
        emitted(all, emit);
        return;
      }
      const other = whole as Batch;
      const on = evaluateColumn(rightOn, other);
      const by = rightBy.map((e) => evaluateColumn(e, other));
      const rows = wholeRows([on, ...by], other.length);
      const [key, ...rest] = taken([on, ...by], rows) as [Column, ...Column[]];
      const left = evaluateColumn(leftOn, all);
      prepare(rankedKeys(key, left), rows, key, rest, (placed) =>
        on.layout === "fixed" ? { between: between(left, on, placed), most: tolerance?.exact ?? null } : null,
      );
      const found = matched(all);
      for (let at = 0; at < all.length; at += BATCH_ROWS) {
        const size = Math.min(BATCH_ROWS, all.length - at);
        const left = Int32Array.from({ length: size }, (_, i) => at + i);
        emit(result.pairs(all, left, found.subarray(at, at + size), true));
        yield;
      }
    },
    close() {
      right?.groups.free();
      hold.set(0);
    },
  };
  return operator;
}
