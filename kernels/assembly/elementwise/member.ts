// @ts-ignore: decorator
@inline
function slotOf(key: u64, mask: u32): u32 {
  return <u32>((key * 0x9e3779b97f4a7c15) >> 32) & mask;
}
/** Fills an open table of `cap` (a power of two) indexes (from 1, 0 is free) into `n` 64-bit keys. */
export function ewMembers(keys: usize, n: i32, table: usize, cap: u32): void {
  memory.fill(table, 0, <usize>cap << 2);
  for (let i = 0; i < n; i++) {
    const key = load<u64>(keys + (<usize>i << 3));
    let s = slotOf(key, cap - 1);
    for (;;) {
      const at = load<u32>(table + (<usize>s << 2));
      if (at == 0) {
        store<u32>(table + (<usize>s << 2), i + 1);
        break;
      }
      if (load<u64>(keys + (<usize>(at - 1) << 3)) == key) break;
      s = (s + 1) & (cap - 1);
    }
  }
}
/** The bits of the 64-bit values that are among the keys. */
export function ewMemberBits(values: usize, n: i32, keys: usize, table: usize, cap: u32, out: usize): void {
  for (let i = 0; i < n; i += 8, out++) {
    let bits = 0;
    const stop = min(8, n - i);
    for (let k = 0; k < stop; k++, values += 8) {
      const key = load<u64>(values);
      let s = slotOf(key, cap - 1);
      let at = load<u32>(table + (<usize>s << 2));
      while (at != 0) {
        if (load<u64>(keys + (<usize>(at - 1) << 3)) == key) {
          bits |= 1 << k;
          break;
        }
        s = (s + 1) & (cap - 1);
        at = load<u32>(table + (<usize>s << 2));
      }
    }
    store<u8>(out, bits);
  }
}
/** Float64 values as keys: -0 as 0, one NaN. */
export function ewFloatKeys(src: usize, n: i32, out: usize): void {
  for (const end = src + (<usize>n << 3); src < end; src += 8, out += 8) {
    const v = load<f64>(src);
    store<u64>(out, v != v ? 0x7ff8000000000000 : v == 0 ? 0 : reinterpret<u64>(v));
  }
}
