import { CELLS, COUNTS, NEXT } from "./layout";

/*
 * An entry of a table of finite state entropy (RFC 8878, section 4.1) has 16 bytes:
 * byte 0: how many bits are taken for the code's value and the next state together (of offsets 4
 * more, for the 16 bytes); byte 1: for the value alone;
 * bytes 4 to 7: the value that the code stands for, to which its bits are added;
 * bytes 8 and 9: the next state's base, in bytes of the table; bytes 10 and 11: the bits that are added to it;
 * bytes 12 to 15: the mask of those, as bytes of the table.
 */

/** The accuracy log of the distribution that was read last. */
export let fseLog: u32 = 0;
/** How many symbols it counts. */
export let fseSymbols: u32 = 0;

/** Reads a distribution's counts; gives where it ends, or 0 where it is broken. */
export function readCounts(ws: usize, src: usize, end: usize, maxSymbols: u32, maxLog: u32): usize {
  if (src >= end) return 0;
  const counts = ws + COUNTS;
  const log = (<u32>load<u8>(src) & 15) + 5;
  if (log > maxLog) return 0;
  let at: usize = 4;
  let left: i32 = 1 << log;
  let symbol: u32 = 0;
  while (left > 0) {
    if (symbol >= maxSymbols || src + (at >> 3) > end) return 0;
    // Values up to left + 1 take as many bits as that needs; the first few save one.
    const bits: u32 = 32 - clz(left + 1);
    const word = load<u32>(src + (at >> 3)) >> (<u32>at & 7);
    const half: u32 = 1 << (bits - 1);
    const saved: u32 = 2 * half - 2 - <u32>left;
    let value = word & (half - 1);
    if (value < saved) at += bits - 1;
    else {
      value = word & (2 * half - 1);
      if (value >= half) value -= saved;
      at += bits;
    }
    const count = <i32>value - 1;
    store<i16>(counts + (symbol++ << 1), <i16>count);
    left -= count < 0 ? 1 : count;
    if (count != 0) continue;
    let more: u32 = 3;
    while (more == 3) {
      if (src + (at >> 3) > end) return 0;
      more = (load<u32>(src + (at >> 3)) >> (<u32>at & 7)) & 3;
      at += 2;
      if (symbol + more > maxSymbols) return 0;
      for (let i: u32 = 0; i < more; i++) store<i16>(counts + (symbol++ << 1), 0);
    }
  }
  if (left < 0) return 0;
  fseLog = log;
  fseSymbols = symbol;
  src += (at + 7) >> 3;
  return src <= end ? src : 0;
}

/** Builds the table of the counts in the workspace. */
export function buildTable(ws: usize, table: usize, codes: usize, symbols: u32, log: u32): void {
  const counts = ws + COUNTS;
  const next = ws + NEXT;
  const cells = ws + CELLS;
  const size: u32 = 1 << log;
  const mask = size - 1;
  let high = mask;
  for (let s: u32 = 0; s < symbols; s++) {
    const count = <i32>load<i16>(counts + (s << 1));
    if (count < 0) store<u8>(cells + high--, <u8>s);
    store<u16>(next + (s << 1), <u16>(count < 0 ? 1 : count));
  }
  const step = (size >> 1) + (size >> 3) + 3;
  let at: u32 = 0;
  for (let s: u32 = 0; s < symbols; s++) {
    const count = <i32>load<i16>(counts + (s << 1));
    for (let i = 0; i < count; i++) {
      store<u8>(cells + at, <u8>s);
      do at = (at + step) & mask;
      while (at > high);
    }
  }
  for (let i: u32 = 0; i < size; i++) {
    const s = <usize>load<u8>(cells + i);
    const x = <u32>load<u16>(next + (s << 1));
    store<u16>(next + (s << 1), <u16>(x + 1));
    const bits = log - (31 - clz(x));
    const base = (x << bits) - size;
    const entry = table + (i << 4);
    store<u64>(entry, load<u64>(codes + (s << 3)) + bits);
    store<u32>(entry, (base << 4) | (bits << 16), 8);
    store<u32>(entry, ((1 << bits) - 1) << 4, 12);
  }
}
