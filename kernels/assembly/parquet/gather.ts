import { at, bitsAt, mask32, prepare, runHeader, runValue, unpack4 } from "./hybrid";

@inline function low(v: u64): usize {
  return <usize>(v & 0xffffffff);
}
@inline function high(v: u64): usize {
  return <usize>(v >> 32);
}

@inline function four<T>(out: usize, dict: usize, codes: v128): void {
  const a = <u64>i64x2.extract_lane(codes, 0), b = <u64>i64x2.extract_lane(codes, 1);
  if (sizeof<T>() == 8) {
    store<u64>(out, load<u64>(dict + (low(a) << 3)));
    store<u64>(out, load<u64>(dict + (high(a) << 3)), 8);
    store<u64>(out, load<u64>(dict + (low(b) << 3)), 16);
    store<u64>(out, load<u64>(dict + (high(b) << 3)), 24);
  } else {
    store<u64>(out, <u64>load<u32>(dict + (low(a) << 2)) | (<u64>load<u32>(dict + (high(a) << 2)) << 32));
    store<u64>(out, <u64>load<u32>(dict + (low(b) << 2)) | (<u64>load<u32>(dict + (high(b) << 2)) << 32), 8);
  }
}

function gather<T>(src: usize, end: usize, width: u32, n: u32, dict: usize, size: u32, out: usize, tmp: usize): i32 {
  if (size == 0) return n > 0 ? -1 : 0;
  const stop = out + (<usize>n << alignof<T>());
  if (width == 0) {
    const v = load<T>(dict);
    for (; out < stop; out += sizeof<T>()) store<T>(out, v);
    return 0;
  }
  const bits = mask32(width);
  if (width <= 25) prepare(width, tmp);
  const s0 = v128.load(tmp), s1 = v128.load(tmp, 16), f0 = v128.load(tmp, 32), f1 = v128.load(tmp, 48);
  const mask = i32x4.splat(bits), second = <usize>((4 * width) >> 3), last = i32x4.splat(size - 1);
  let bad = i32x4.splat(0);
  while (out < stop) {
    const head = runHeader(src, end);
    src = at;
    if (src == 0) return -1;
    const left = <u64>((stop - out) >> alignof<T>());
    if (head & 1) {
      const groups = <u64>(head >> 1);
      const count = min(groups << 3, left);
      if ((count * width + 7) >> 3 > <u64>(end - src)) return -1;
      const next = out + (<usize>count << alignof<T>());
      let p = src;
      if (width <= 25)
        while (out + 8 * sizeof<T>() <= next) {
          let a = unpack4(p, s0, f0, mask), b = unpack4(p + second, s1, f1, mask);
          bad = v128.or(bad, v128.or(i32x4.gt_u(a, last), i32x4.gt_u(b, last)));
          a = i32x4.min_u(a, last);
          b = i32x4.min_u(b, last);
          four<T>(out, dict, a);
          four<T>(out + 4 * sizeof<T>(), dict, b);
          p += width;
          out += 8 * sizeof<T>();
        }
      for (let bit: u64 = 0; out < next; bit += width) {
        const code = bitsAt(p, bit, bits);
        if (code >= size) return -1;
        store<T>(out, load<T>(dict + (<usize>code << alignof<T>())));
        out += sizeof<T>();
      }
      src += <usize>min(groups * width, <u64>(end - src));
    } else {
      const bytes = (width + 7) >> 3;
      if (<u64>bytes > <u64>(end - src)) return -1;
      const code = runValue(src, width);
      src += bytes;
      const next = out + (<usize>min(<u64>(head >> 1), left) << alignof<T>());
      if (next == out) continue;
      if (code >= size) return -1;
      const v = load<T>(dict + (<usize>code << alignof<T>()));
      for (; out < next; out += sizeof<T>()) store<T>(out, v);
    }
  }
  return v128.any_true(bad) ? -1 : 0;
}

/** Decodes `n` codes of a hybrid stream and gathers 8-byte entries of a dictionary of `size`; 0, or -1 where broken. */
export function pqGather64(src: usize, end: usize, width: u32, n: u32, dict: usize, size: u32, out: usize, tmp: usize): i32 {
  return gather<u64>(src, end, width, n, dict, size, out, tmp);
}
/** `pqGather64` for 4-byte entries. */
export function pqGather32(src: usize, end: usize, width: u32, n: u32, dict: usize, size: u32, out: usize, tmp: usize): i32 {
  return gather<u32>(src, end, width, n, dict, size, out, tmp);
}

/** 16-byte entries by checked codes. */
export function pqTake128(codes: usize, n: u32, dict: usize, out: usize): void {
  for (let i: u32 = 0; i < n; i++)
    v128.store(out + (<usize>i << 4), v128.load(dict + (<usize>load<u32>(codes + (<usize>i << 2)) << 4)));
}

/** 8-byte and 4-byte entries by checked codes. */
export function pqTake64(codes: usize, n: u32, dict: usize, out: usize): void {
  for (let i: u32 = 0; i < n; i++)
    store<u64>(out + (<usize>i << 3), load<u64>(dict + (<usize>load<u32>(codes + (<usize>i << 2)) << 3)));
}
export function pqTake32(codes: usize, n: u32, dict: usize, out: usize): void {
  for (let i: u32 = 0; i < n; i++)
    store<u32>(out + (<usize>i << 2), load<u32>(dict + (<usize>load<u32>(codes + (<usize>i << 2)) << 2)));
}

/** Replaces each code by its entry in a table. */
export function pqRemap(codes: usize, n: u32, table: usize): void {
  const stop = codes + (<usize>n << 2);
  for (; codes < stop; codes += 4) store<u32>(codes, load<u32>(table + (<usize>load<u32>(codes) << 2)));
}
