// The places of the ones in each byte, as eight bytes.
const PLACES = memory.data(2048, 8);
let ready = false;

function prepare(): void {
  for (let byte = 0; byte < 256; byte++) {
    let at = PLACES + (<usize>byte << 3);
    for (let k = 0; k < 8; k++) if ((byte >> k) & 1) store<u8>(at++, k);
  }
  ready = true;
}

/** Writes the rows of the ones among `n` bits; gives how many. Writes up to 32 bytes past the last one. */
export function bitsToRows(bits: usize, n: i32, out: usize): i32 {
  if (!ready) prepare();
  const start = out;
  const whole = n >> 3;
  const eight = i32x4.splat(8);
  let base = i32x4.splat(0);
  for (let i = 0; i < whole; ) {
    if (i + 8 <= whole && load<u64>(bits + <usize>i) === 0) {
      i += 8;
      base = i32x4.add(base, i32x4.splat(64));
      continue;
    }
    const byte = <usize>load<u8>(bits + <usize>i);
    const places = i16x8.extend_low_i8x16_u(v128.load64_zero(PLACES + (byte << 3)));
    v128.store(out, i32x4.add(i32x4.extend_low_i16x8_u(places), base));
    v128.store(out, i32x4.add(i32x4.extend_high_i16x8_u(places), base), 16);
    out += <usize>popcnt<u32>(<u32>byte) << 2;
    base = i32x4.add(base, eight);
    i++;
  }
  for (let row = whole << 3; row < n; row++)
    if ((<i32>load<u8>(bits + <usize>whole) >> (row & 7)) & 1) {
      store<i32>(out, row);
      out += 4;
    }
  return <i32>((out - start) >> 2);
}

/** Copies the 64-bit values of rows, none of them negative. */
export function gather64(values: usize, rows: usize, n: i32, out: usize): void {
  const end = rows + (<usize>n << 2);
  for (; rows + 16 <= end; rows += 16, out += 32) {
    store<u64>(out, load<u64>(values + (<usize>load<u32>(rows) << 3)));
    store<u64>(out, load<u64>(values + (<usize>load<u32>(rows, 4) << 3)), 8);
    store<u64>(out, load<u64>(values + (<usize>load<u32>(rows, 8) << 3)), 16);
    store<u64>(out, load<u64>(values + (<usize>load<u32>(rows, 12) << 3)), 24);
  }
  for (; rows < end; rows += 4, out += 8) store<u64>(out, load<u64>(values + (<usize>load<u32>(rows) << 3)));
}

/** Copies the 128-bit values of rows, none of them negative. */
export function gather128(values: usize, rows: usize, n: i32, out: usize): void {
  const end = rows + (<usize>n << 2);
  for (; rows < end; rows += 4, out += 16) v128.store(out, v128.load(values + (<usize>load<u32>(rows) << 4)));
}
