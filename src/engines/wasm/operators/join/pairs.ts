import { type Batch, batchBytes } from "../../../../arrow/batch.ts";
import type { Room } from "../../../../engine/kept.ts";
import { joinColumns } from "../../../../plan/join-columns.ts";
import type { Join } from "../../../../plan/node.ts";
import { schemaOf } from "../../../../plan/schema.ts";
import type { Emit } from "../../operator.ts";
import { BATCH_ROWS } from "../../order/emit.ts";
import type { Hold } from "../hold.ts";
import type { Chains } from "./build.ts";
import { expand, howMany, matched } from "./expand.ts";
import { type Matches, matches } from "./matches.ts";
import type { ProbeFactory } from "./probe.ts";
import { assembly, rowBytes } from "./result.ts";

/** Left rows below which a call into the kernels costs more than it saves. */
const FEW = 512;
/** Right rows for each left row that are worth copying into the kernels' memory, and those that any limit has room for. */
const SHARE = 4;
const SMALL = 1 << 16;

/** Left rows beside the right rows of the same key, and the rows of either side without one where they are asked for. */
export function pairs(plan: Join, hold: Hold, room: Room | null): ProbeFactory {
  const { how } = plan.options;
  const outer = how === "left" || how === "full";
  const keepRight = how === "right" || how === "full";
  return (right) => {
    const columns = joinColumns(plan);
    const result = assembly(schemaOf(plan), columns, right.column);
    let quick: Matches | null = null;
    let lefts = 0;
    let seen: Uint8Array | null = null;
    const mark = (rows: Int32Array): void => {
      seen ??= new Uint8Array(right.length);
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i] as number;
        if (row >= 0) seen[row] = 1;
      }
    };
    const single = (b: Batch, ids: Int32Array, emit: Emit): void => {
      if (keepRight) mark(ids);
      lefts += b.length;
      if (b.length >= FEW) {
        quick ??= matches(schemaOf(plan), columns, right);
        const before = quick.bytes;
        // A frame's rows are known before the first of them is there.
        const known = plan.left.kind === "frame" ? plan.left.frame.rows : 0;
        const often = right.length <= SHARE * Math.max(known, lefts) && (right.length <= SMALL || !hold.limited);
        const made = quick.take(b, ids, outer, often);
        hold.set(hold.bytes + quick.bytes - before);
        if (made !== null) emit(made);
        return;
      }
      if (outer) {
        emit(result.pairs(b, null, ids, true));
        return;
      }
      const left = new Int32Array(b.length);
      const other = new Int32Array(b.length);
      const n = matched(ids, left, other);
      if (n === b.length) emit(result.pairs(b, null, ids, false));
      else if (n > 0) emit(result.pairs(b, left.subarray(0, n), other.subarray(0, n), false));
    };
    function* several(b: Batch, ids: Int32Array, chains: Chains, emit: Emit): Iterable<void> {
      const place = { row: 0, match: 0 };
      const base = hold.bytes;
      if (room !== null) {
        const from = (): string => `the ${how} join (its keys occur many times on both sides)`;
        room.take(howMany(ids, chains, outer), rowBytes(columns, b, right), from);
      }
      while (place.row < b.length) {
        const left = new Int32Array(BATCH_ROWS);
        const other = new Int32Array(BATCH_ROWS);
        const n = expand(ids, chains, outer, place, left, other);
        if (n === 0) return;
        const rows = other.subarray(0, n);
        if (keepRight) mark(rows);
        const out = result.pairs(b, left.subarray(0, n), rows, outer);
        hold.set(base + batchBytes(out));
        emit(out);
        yield;
        hold.set(base);
      }
    }
    function* rightOnly(emit: Emit): Iterable<void> {
      const rows = new Int32Array(BATCH_ROWS);
      for (let row = 0; row < right.length; ) {
        let n = 0;
        for (; row < right.length && n < BATCH_ROWS; row++) if (seen === null || seen[row] === 0) rows[n++] = row;
        if (n > 0) emit(result.rightOnly(rows.slice(0, n)));
        yield;
      }
    }
    return {
      needsRight: !outer,
      rows: (b, ids, emit) => (right.chains === null ? single(b, ids, emit) : several(b, ids, right.chains, emit)),
      ...(keepRight && { rest: rightOnly }),
      close: () => quick?.free(),
    };
  };
}
