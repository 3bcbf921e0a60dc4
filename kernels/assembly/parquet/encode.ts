@inline function putHead(dst: usize, v: u32): usize {
  while (v >= 128) {
    store<u8>(dst++, <u8>(v | 128));
    v >>= 7;
  }
  store<u8>(dst++, <u8>v);
  return dst;
}
@inline function at32(p: usize, i: u32): u32 {
  return load<u32>(p + (<usize>i << 2));
}
@inline function repeats(codes: usize, from: u32, n: u32, most: u32): u32 {
  const v = at32(codes, from);
  const stop = <u32>min<u64>(n, <u64>from + most);
  let i = from + 1;
  while (i < stop && at32(codes, i) == v) i++;
  return i - from;
}

/**
 * Encodes n values of a bit width as a hybrid stream: runs of 16 equal values or more are repeated, others bit-packed.
 * Writes zeros to 8 words past the values. `dst` needs n * width / 8 + n / 4 + 64 bytes; gives the bytes written.
 */
export function pqHybrid(codes: usize, n: u32, width: u32, dst: usize): usize {
  const first = dst;
  memory.fill(codes + (<usize>n << 2), 0, 32);
  let i: u32 = 0;
  while (i < n) {
    const run = repeats(codes, i, n, 0xffffffff);
    if (run >= 16 || i + run == n) {
      dst = putHead(dst, run << 1);
      const v = at32(codes, i);
      for (let b: u32 = 0; b < width; b += 8) store<u8>(dst++, <u8>(v >> b));
      i += run;
      continue;
    }
    let j = i + 8;
    while (j < n && (j - i) >> 24 == 0 && repeats(codes, j, n, 16) < 16) j += 8;
    dst = putHead(dst, ((j - i) >> 2) | 1);
    let word: u64 = 0;
    let bits: u32 = 0;
    for (let k = i; k < j; k++) {
      word |= <u64>at32(codes, k) << bits;
      bits += width;
      if (bits >= 32) {
        store<u32>(dst, <u32>word);
        dst += 4;
        word >>= 32;
        bits -= 32;
      }
    }
    for (; bits > 0; bits -= min<u32>(bits, 8)) {
      store<u8>(dst++, <u8>word);
      word >>= 8;
    }
    i = min(j, n);
  }
  return dst - first;
}

/**
 * Numbers n values of 8 bytes by first appearance in `codes`; `table` holds `cap` (a power of two) words of scratch,
 * `dict` gets the distinct values. Gives how many there are, or -1 once they pass `most` (at most cap / 2).
 */
export function pqDict64(src: usize, n: u32, table: usize, cap: u32, most: u32, dict: usize, codes: usize): i32 {
  memory.fill(table, 0, <usize>cap << 2);
  const shift = <u64>(clz<u32>(cap) + 33);
  let count: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const v = load<u64>(src + (<usize>i << 3));
    let slot = <u32>((v * 0x9e3779b97f4a7c15) >> shift);
    while (true) {
      const e = at32(table, slot);
      if (e == 0) {
        if (count == most) return -1;
        store<u64>(dict + (<usize>count << 3), v);
        store<u32>(codes + (<usize>i << 2), count);
        count++;
        store<u32>(table + (<usize>slot << 2), count);
        break;
      }
      if (load<u64>(dict + (<usize>(e - 1) << 3)) == v) {
        store<u32>(codes + (<usize>i << 2), e - 1);
        break;
      }
      slot = (slot + 1) & (cap - 1);
    }
  }
  return <i32>count;
}

/** `pqDict64` for values of 4 bytes. */
export function pqDict32(src: usize, n: u32, table: usize, cap: u32, most: u32, dict: usize, codes: usize): i32 {
  memory.fill(table, 0, <usize>cap << 2);
  const shift = <u64>(clz<u32>(cap) + 33);
  let count: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const v = load<u32>(src + (<usize>i << 2));
    let slot = <u32>((<u64>v * 0x9e3779b97f4a7c15) >> shift);
    while (true) {
      const e = at32(table, slot);
      if (e == 0) {
        if (count == most) return -1;
        store<u32>(dict + (<usize>count << 2), v);
        store<u32>(codes + (<usize>i << 2), count);
        count++;
        store<u32>(table + (<usize>slot << 2), count);
        break;
      }
      if (load<u32>(dict + (<usize>(e - 1) << 2)) == v) {
        store<u32>(codes + (<usize>i << 2), e - 1);
        break;
      }
      slot = (slot + 1) & (cap - 1);
    }
  }
  return <i32>count;
}

/** Values given by n + 1 offsets as PLAIN byte arrays: a length of 4 bytes before each. Gives the bytes written. */
export function pqPutBytes(offsets: usize, n: u32, data: usize, out: usize): usize {
  const first = out;
  for (let i: u32 = 0; i < n; i++) {
    const from = at32(offsets, i);
    const size = at32(offsets, i + 1) - from;
    store<u32>(out, size);
    out += 4;
    if (size <= 16) v128.store(out, v128.load(data + from));
    else memory.copy(out, data + from, size);
    out += size;
  }
  return out - first;
}
