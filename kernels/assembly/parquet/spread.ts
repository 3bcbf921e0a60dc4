@inline function bitAt(bits: usize, i: u32): u32 {
  return (<u32>load<u8>(bits + (i >> 3)) >> (i & 7)) & 1;
}

/** Spreads dense values over the ones of a bitmap; rows at zeros hold 0. Reads one value past the last. */
@inline function spread<T>(values: usize, bits: usize, n: u32, out: usize): void {
  const size = sizeof<T>();
  let i: u32 = 0;
  for (; i + 8 <= n; i += 8) {
    const b = <u32>load<u8>(bits + (i >> 3));
    if (b == 255) {
      for (let k: usize = 0; k < 8 * size; k += 8) store<u64>(out + k, load<u64>(values + k));
      values += 8 * size;
      out += 8 * size;
    } else
      for (let k: u32 = 0; k < 8; k++) {
        const v = (b >> k) & 1;
        store<T>(out, load<T>(values) & <T>(0 - <u64>v));
        out += size;
        values += <usize>v * size;
      }
  }
  for (; i < n; i++) {
    const v = bitAt(bits, i);
    store<T>(out, load<T>(values) & <T>(0 - <u64>v));
    out += size;
    values += <usize>v * size;
  }
}

export function pqSpread8(values: usize, bits: usize, n: u32, out: usize): void {
  spread<u8>(values, bits, n, out);
}
export function pqSpread16(values: usize, bits: usize, n: u32, out: usize): void {
  spread<u16>(values, bits, n, out);
}
export function pqSpread32(values: usize, bits: usize, n: u32, out: usize): void {
  spread<u32>(values, bits, n, out);
}
export function pqSpread64(values: usize, bits: usize, n: u32, out: usize): void {
  spread<u64>(values, bits, n, out);
}
export function pqSpread128(values: usize, bits: usize, n: u32, out: usize): void {
  for (let i: u32 = 0; i < n; i++) {
    const v = bitAt(bits, i);
    v128.store(out, v128.and(v128.load(values), i64x2.splat(0 - <i64>v)));
    out += 16;
    values += <usize>v << 4;
  }
}

/** Spreads a dense bitmap over the ones of another. `out` may not overlap. Reads two bytes past the last value. */
export function pqSpreadBits(values: usize, bits: usize, n: u32, out: usize): void {
  let from: u32 = 0;
  for (let i: u32 = 0; i < n; i += 8) {
    let b = <u32>load<u8>(bits + (i >> 3));
    if (n - i < 8) b &= (<u32>1 << (n - i)) - 1;
    if (b == 0) {
      store<u8>(out++, 0);
      continue;
    }
    let v = <u32>load<u16>(values + (from >> 3)) >> (from & 7);
    from += popcnt(b);
    if (b == 255) {
      store<u8>(out++, <u8>v);
      continue;
    }
    let word: u32 = 0;
    for (; b != 0; b &= b - 1, v >>= 1) word |= (b & (0 - b)) & (0 - (v & 1));
    store<u8>(out++, <u8>word);
  }
  store<u8>(out, 0);
}

/** From n + 1 (or fewer) offsets of dense values: the offsets of n rows, plus `base`; rows at zeros are empty. */
export function pqSpreadOffsets(offsets: usize, bits: usize, n: u32, base: u32, out: usize): void {
  store<u32>(out, load<u32>(offsets) + base);
  for (let i: u32 = 0; i < n; i++) {
    offsets += <usize>bitAt(bits, i) << 2;
    out += 4;
    store<u32>(out, load<u32>(offsets) + base);
  }
}

/** Adds `base` to n offsets. */
export function pqShiftOffsets(offsets: usize, n: u32, base: u32): void {
  const stop = offsets + (<usize>n << 2);
  const add = i32x4.splat(base);
  for (; offsets < stop; offsets += 16) v128.store(offsets, i32x4.add(v128.load(offsets), add));
}
