import { buildTable, fseLog, fseSymbols, readCounts } from "./fse";
import {
  LL_CODES,
  LL_DEFAULT,
  LL_TABLE,
  ML_CODES,
  ML_DEFAULT,
  ML_TABLE,
  OF_CODES,
  OF_DEFAULT,
  OF_TABLE,
} from "./layout";

/** The logs of the tables of the sequences; above 9 where the frame has had no table yet. */
export let llLog: u32 = 10;
export let ofLog: u32 = 10;
export let mlLog: u32 = 10;

export function forgetTables(): void {
  llLog = 10;
  ofLog = 10;
  mlLog = 10;
}

let madeLog: u32 = 0;

/** Makes one table by its mode; gives where its description ends, or 0 where it is broken. */
function make(
  ws: usize,
  src: usize,
  end: usize,
  mode: u32,
  table: usize,
  codes: usize,
  symbols: u32,
  maxLog: u32,
): usize {
  if (mode == 1) {
    if (src >= end) return 0;
    const symbol = <u32>load<u8>(src);
    if (symbol >= symbols) return 0;
    store<u64>(ws + table, load<u64>(ws + codes + (symbol << 3)));
    store<u64>(ws + table, 0, 8);
    madeLog = 0;
    return src + 1;
  }
  src = readCounts(ws, src, end, symbols, maxLog);
  if (src == 0) return 0;
  madeLog = fseLog;
  buildTable(ws, ws + table, ws + codes, fseSymbols, madeLog);
  return src;
}

/** Reads the modes and tables in front of sequences; gives where their bits start, or 0 where something is broken. */
export function readTables(ws: usize, src: usize, end: usize): usize {
  if (src >= end) return 0;
  const modes = <u32>load<u8>(src++);
  if ((modes & 3) != 0) return 0;
  let mode = modes >> 6;
  if (mode == 0) {
    memory.copy(ws + LL_TABLE, ws + LL_DEFAULT, 64 * 16);
    llLog = 6;
  } else if (mode == 3) {
    if (llLog > 9) return 0;
  } else {
    src = make(ws, src, end, mode, LL_TABLE, LL_CODES, 36, 9);
    if (src == 0) return 0;
    llLog = madeLog;
  }
  mode = (modes >> 4) & 3;
  if (mode == 0) {
    memory.copy(ws + OF_TABLE, ws + OF_DEFAULT, 32 * 16);
    ofLog = 5;
  } else if (mode == 3) {
    if (ofLog > 9) return 0;
  } else {
    src = make(ws, src, end, mode, OF_TABLE, OF_CODES, 32, 8);
    if (src == 0) return 0;
    ofLog = madeLog;
  }
  mode = (modes >> 2) & 3;
  if (mode == 0) {
    memory.copy(ws + ML_TABLE, ws + ML_DEFAULT, 64 * 16);
    mlLog = 6;
  } else if (mode == 3) {
    if (mlLog > 9) return 0;
  } else {
    src = make(ws, src, end, mode, ML_TABLE, ML_CODES, 53, 9);
    if (src == 0) return 0;
    mlLog = madeLog;
  }
  return src;
}
