import { buildTable } from "./fse";
import {
  COUNTS,
  LL_CODES,
  LL_DEFAULT,
  ML_CODES,
  ML_DEFAULT,
  OF_CODES,
  OF_DEFAULT,
  PATTERNS,
  PLAIN_CODES,
  WORKSPACE,
} from "./layout";

/** The bytes of a workspace. */
export function zstdWorkspace(): usize {
  return WORKSPACE;
}

@inline
function code(at: usize, base: u32, bits: u32, more: u32): void {
  store<u64>(at, (<u64>base << 32) | <u64>((bits << 8) | (bits + more)));
}

function counts(ws: usize, from: u32, to: u32, count: i16): void {
  for (let s = from; s < to; s++) store<i16>(ws + COUNTS + (s << 1), count);
}

/** Fills what never changes, once for each workspace. RFC 8878, sections 3.1.1.3.2.1.1 and 3.1.1.3.2.2. */
export function zstdSetup(ws: usize): void {
  let base: u32 = 0;
  for (let s: u32 = 0; s < 36; s++) {
    const bits = s < 16 ? 0 : s < 25 ? <u32>(<u64>0x433221111 >> ((s - 16) << 2)) & 15 : s - 19;
    code(ws + LL_CODES + (s << 3), base, bits, 0);
    base += 1 << bits;
  }
  base = 3;
  for (let s: u32 = 0; s < 53; s++) {
    const bits = s < 32 ? 0 : s < 43 ? <u32>(<u64>0x54433221111 >> ((s - 32) << 2)) & 15 : s - 36;
    code(ws + ML_CODES + (s << 3), base, bits, 0);
    base += 1 << bits;
  }
  // An offset's value is its bits behind a 1: what stands for it is the shift that leaves them of 32.
  for (let s: u32 = 0; s < 32; s++) code(ws + OF_CODES + (s << 3), 31 - s, s, 4);
  for (let s: u32 = 0; s < 256; s++) code(ws + PLAIN_CODES + (s << 3), s, 0, 0);
  counts(ws, 0, 32, 2);
  counts(ws, 0, 1, 4);
  counts(ws, 1, 2, 3);
  counts(ws, 13, 16, 1);
  counts(ws, 25, 26, 3);
  counts(ws, 27, 32, 1);
  counts(ws, 32, 36, -1);
  buildTable(ws, ws + LL_DEFAULT, ws + LL_CODES, 36, 6);
  counts(ws, 0, 46, 1);
  counts(ws, 1, 2, 4);
  counts(ws, 2, 3, 3);
  counts(ws, 3, 9, 2);
  counts(ws, 46, 53, -1);
  buildTable(ws, ws + ML_DEFAULT, ws + ML_CODES, 53, 6);
  counts(ws, 0, 24, 1);
  counts(ws, 6, 9, 2);
  counts(ws, 24, 29, -1);
  buildTable(ws, ws + OF_DEFAULT, ws + OF_CODES, 29, 5);
  for (let back: u32 = 1; back < 16; back++) {
    store<u8>(ws + PATTERNS + back, <u8>(16 - (16 % back)));
    for (let i: u32 = 0; i < 16; i++) store<u8>(ws + PATTERNS + (back << 4) + i, <u8>(i % back));
  }
}
