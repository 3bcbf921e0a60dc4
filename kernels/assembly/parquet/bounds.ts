@inline function bounds<T>(src: usize, n: u32, out: usize): void {
  let least = load<T>(src);
  let most = least;
  const stop = src + <usize>n * sizeof<T>();
  for (; src < stop; src += sizeof<T>()) {
    const v = load<T>(src);
    if (v < least) least = v;
    if (v > most) most = v;
  }
  store<T>(out, least);
  store<T>(out, most, 8);
}

/** The least of n > 0 values at `out`, the greatest at `out` + 8. */
export function pqBoundsI32(src: usize, n: u32, out: usize): void {
  bounds<i32>(src, n, out);
}
export function pqBoundsU32(src: usize, n: u32, out: usize): void {
  bounds<u32>(src, n, out);
}
export function pqBoundsI64(src: usize, n: u32, out: usize): void {
  bounds<i64>(src, n, out);
}
export function pqBoundsU64(src: usize, n: u32, out: usize): void {
  bounds<u64>(src, n, out);
}

@inline function floatBounds<T>(src: usize, n: u32, out: usize): i32 {
  let least = <T>Infinity;
  let most = <T>-Infinity;
  let numbers: i32 = 0;
  const stop = src + <usize>n * sizeof<T>();
  for (; src < stop; src += sizeof<T>()) {
    const v = load<T>(src);
    if (v != v) continue;
    numbers++;
    least = min<T>(least, v);
    most = max<T>(most, v);
  }
  store<T>(out, least);
  store<T>(out, most, 8);
  return numbers;
}
/** The same without NaN; gives how many numbers there are. */
export function pqBoundsF32(src: usize, n: u32, out: usize): i32 {
  return floatBounds<f32>(src, n, out);
}
export function pqBoundsF64(src: usize, n: u32, out: usize): i32 {
  return floatBounds<f64>(src, n, out);
}

@inline function before(data: usize, a: u32, aSize: u32, b: u32, bSize: u32): bool {
  const c = memory.compare(data + a, data + b, min(aSize, bSize));
  return c < 0 || (c == 0 && aSize < bSize);
}
/** The rows of the least and the greatest of n > 0 byte values, at `out` and `out` + 4. */
export function pqBoundsBytes(offsets: usize, n: u32, data: usize, out: usize): void {
  let least: u32 = 0, most: u32 = 0;
  let leastAt = load<u32>(offsets), leastSize = load<u32>(offsets, 4) - leastAt;
  let mostAt = leastAt, mostSize = leastSize;
  for (let i: u32 = 1; i < n; i++) {
    const from = load<u32>(offsets + (<usize>i << 2));
    const size = load<u32>(offsets + (<usize>i << 2), 4) - from;
    if (before(data, from, size, leastAt, leastSize)) {
      least = i;
      leastAt = from;
      leastSize = size;
    } else if (before(data, mostAt, mostSize, from, size)) {
      most = i;
      mostAt = from;
      mostSize = size;
    }
  }
  store<u32>(out, least);
  store<u32>(out, most, 4);
}
