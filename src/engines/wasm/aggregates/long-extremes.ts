import { type Column, type FixedColumn, fixedColumn, type Values } from "../../../arrow/column.ts";
import { allocate } from "../../../arrow/layout.ts";
import { kernels } from "../../../kernels/memory.ts";
import type { Accumulator, AccumulatorInfo } from "../function.ts";
import { present, type Running } from "./room.ts";
import { extremeInteger, foldOf } from "./whole-column.ts";

const { k } = kernels;
/** Rows that stay in the processor's cache. */
const BLOCK = 4096;
const FIRST = 64;
const TOP = 1n << 63n;

/** The least (`sign` 1) or greatest (-1) 64-bit integers of groups; null of nothing. */
export function longExtremes({ type }: AccumulatorInfo, sign: 1 | -1): Accumulator {
  const signed = type.id !== "UInt64";
  const none = sign === 1 ? TOP - 1n : -TOP;
  let block = 0;
  let room = 0;
  const free = (): void => {
    if (block !== 0) kernels.free(block);
    block = room = self.bytes = 0;
  };
  const grow = (groups: number): void => {
    const more = Math.max(groups, 2 * room, FIRST);
    const next = kernels.alloc(9 * more);
    const { u8, i64 } = kernels.views;
    u8.copyWithin(next, block, block + 8 * room);
    i64.fill(none, (next >>> 3) + room, (next >>> 3) + more);
    u8.copyWithin(next + 8 * more, block + 8 * room, block + 9 * room);
    u8.fill(0, next + 8 * more + room, next + 9 * more);
    if (block !== 0) kernels.free(block);
    [block, room] = [next, more];
    self.bytes = 9 * more;
  };
  const add = ({ values, validity, length }: FixedColumn, groups: Int32Array | null): void => {
    const rows = Math.min(BLOCK, length);
    const mark = kernels.mark();
    try {
      const from = kernels.push(8 * rows);
      const valid = validity === null ? 0 : kernels.push((rows + 7) >> 3);
      const ids = groups === null ? 0 : kernels.push(4 * rows);
      for (let at = 0; at < length; at += BLOCK) {
        const to = Math.min(length, at + BLOCK);
        kernels.write(from, values.subarray(at, to));
        if (validity !== null) kernels.write(valid, validity.subarray(at >> 3, (to + 7) >> 3));
        if (groups !== null) kernels.write(ids, groups.subarray(at, to));
        k.groupedExtremes64(from, valid, ids, to - at, signed ? 1 : 0, sign === 1 ? 1 : 0, block, block + 8 * room);
      }
    } finally {
      kernels.reset(mark);
    }
  };
  const self: Running = {
    bytes: 0,
    update([column], groups, groupCount) {
      if (groupCount > room) grow(groupCount);
      const c = column as FixedColumn;
      if (groups !== null || foldOf(c) !== 64) {
        add(c, groups);
        return;
      }
      const found = extremeInteger(c, sign);
      if (found !== undefined) add(fixedColumn(c.type, 1, BigInt64Array.of(BigInt.asIntN(64, found))), null);
    },
    finish(groupCount): Column {
      if (groupCount > room) grow(groupCount);
      const values = allocate(type, groupCount);
      kernels.read(block, values);
      const seen = kernels.u8.slice(block + 8 * room, block + 8 * room + groupCount);
      free();
      const { validity, nulls } = present(seen, groupCount);
      settle(values, seen, nulls > 0, signed);
      return fixedColumn(type, groupCount, values, validity, nulls);
    },
    close: free,
  };
  return self;
}

/** Turns top bits back, and makes what no row gave 0. */
function settle(values: Values, seen: Uint8Array, nulls: boolean, signed: boolean): void {
  if (signed && !nulls) return;
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  for (let g = 0; g < seen.length; g++) {
    if (seen[g] === 0) words[2 * g] = words[2 * g + 1] = 0;
    else if (!signed) words[2 * g + 1] = (words[2 * g + 1] as number) ^ -0x80000000;
  }
}
