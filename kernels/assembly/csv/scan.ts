import { NULL_FIELD } from "./fields";

// @ts-ignore: decorator
@inline
function mask(at: usize, a: v128): u64 {
  return (
    <u64>(<u32>i8x16.bitmask(i8x16.eq(v128.load(at), a))) |
    ((<u64>(<u32>i8x16.bitmask(i8x16.eq(v128.load(at, 16), a)))) << 16) |
    ((<u64>(<u32>i8x16.bitmask(i8x16.eq(v128.load(at, 32), a)))) << 32) |
    ((<u64>(<u32>i8x16.bitmask(i8x16.eq(v128.load(at, 48), a)))) << 48)
  );
}

function isComment(at: usize, left: i32, comment: usize, length: i32): bool {
  if (length == 0 || left < length) return false;
  for (let i = 0; i < length; i++) if (load<u8>(at + i) != load<u8>(comment + i)) return false;
  return true;
}

/**
 * Finds whole records in `length` bytes. Row r begins at `starts[r]`, its field c ends at `ends[r * columns + c]`; a
 * field that is missing has the NULL_FIELD bit. `out` gets the bytes taken, the first row with too many fields or -1,
 * and whether the bytes end within quotes. A quote counts where a field begins and where a quoted field may end.
 */
export function csvScan(
  src: usize, length: i32, columns: i32, separator: i32, quote: i32, eol: i32, comment: usize, commentLength: i32,
  starts: usize, ends: usize, maxRows: i32, out: usize,
): i32 {
  const separators = i8x16.splat(<i8>separator);
  const lines = i8x16.splat(<i8>eol);
  const quotes = i8x16.splat(<i8>quote);
  const hasQuote = quote >= 0;
  let row = 0;
  let column = 0;
  let rowStart = 0;
  let start = 0;
  let closed = -2;
  let quoted = false;
  let extra = -1;
  let skipping = isComment(src, length, comment, commentLength);
  let at = ends;
  for (let base = 0; base < length && row < maxRows; base += 64) {
    const left = length - base;
    const valid: u64 = left >= 64 ? ~(<u64>0) : ((<u64>1) << left) - 1;
    const q: u64 = hasQuote ? mask(src + base, quotes) & valid : 0;
    if (quoted && q == 0) continue;
    const e = mask(src + base, lines) & valid;
    let m: u64 = (mask(src + base, separators) & valid) | e | q;
    const plain = q == 0 && !skipping && commentLength == 0;
    while (m != 0) {
      const p = base + <i32>ctz(m);
      const bit = m & (0 - m);
      m ^= bit;
      if ((e & bit) != 0) {
        if (quoted) continue;
        if (!skipping) {
          if (column < columns) {
            let end = p;
            if (eol == 10 && end > start && load<u8>(src + end - 1) == 13) end--;
            store<i32>(at, end);
            at += 4;
            for (column++; column < columns; column++) {
              store<i32>(at, end | NULL_FIELD);
              at += 4;
            }
          } else if (extra < 0) extra = row;
          store<i32>(starts + ((<usize>row) << 2), rowStart);
          row++;
        }
        rowStart = start = p + 1;
        column = 0;
        skipping = commentLength > 0 && isComment(src + rowStart, length - rowStart, comment, commentLength);
        if (row == maxRows) break;
      } else if (plain) {
        if (column < columns) {
          store<i32>(at, p);
          at += 4;
        }
        column++;
        start = p + 1;
      } else if (skipping) {
        continue;
      } else if ((q & bit) != 0) {
        if (quoted) {
          quoted = false;
          closed = p;
        } else if (p == start || closed == p - 1) quoted = true;
      } else if (!quoted) {
        if (column < columns) {
          store<i32>(at, p);
          at += 4;
        }
        column++;
        start = p + 1;
      }
    }
  }
  store<i32>(out, rowStart);
  store<i32>(out, extra, 4);
  store<i32>(out, <i32>quoted, 8);
  return row;
}

/** Marks the fields of a column that equal one of the null texts: pairs of length and bytes, each padded to 4. */
export function csvNulls(
  src: usize, starts: usize, ends: usize, columns: i32, column: i32, rows: i32, quote: i32, tokens: usize, count: i32,
): void {
  for (let r = 0; r < rows; r++) {
    const slot = ends + ((<usize>(r * columns + column)) << 2);
    const found = load<i32>(slot);
    if (found < 0) continue;
    let p = column == 0 ? load<i32>(starts + ((<usize>r) << 2)) : (load<i32>(slot - 4) & 0x7fffffff) + 1;
    let end = found;
    if (end - p >= 2 && <i32>load<u8>(src + p) == quote && <i32>load<u8>(src + end - 1) == quote) {
      p++;
      end--;
    }
    let token = tokens;
    for (let t = 0; t < count; t++) {
      const length = load<i32>(token);
      if (length == end - p && memory.compare(src + p, token + 4, length) == 0) {
        store<i32>(slot, found | NULL_FIELD);
        break;
      }
      token += 4 + ((<usize>length + 3) & ~3);
    }
  }
}
