const DIGITS: u32 = 16384;
const DIGIT_SHIFT: u64 = 50;

// @ts-ignore: decorator
@inline
function after(high: u64, low: u32, otherHigh: u64, otherLow: u32): bool {
  return high > otherHigh || (high == otherHigh && low > otherLow);
}

// Stable; gives up once it has moved more than `budget` entries, with the rest still in its order.
function insertion(a: usize, n: u32, budget: i64): bool {
  const end = a + (<usize>n << 4);
  let lastHigh = load<u64>(a);
  let lastLow = load<u32>(a, 12);
  for (let p = a + 16; p < end; p += 16) {
    const high = load<u64>(p);
    const low = load<u32>(p, 12);
    if (!after(lastHigh, lastLow, high, low)) {
      lastHigh = high;
      lastLow = low;
      continue;
    }
    const entry = v128.load(p);
    let q = p;
    do {
      v128.store(q, v128.load(q - 16));
      q -= 16;
    } while (q > a && after(load<u64>(q - 16), load<u32>(q - 16, 12), high, low));
    v128.store(q, entry);
    budget -= <i64>((p - q) >> 4);
    if (budget < 0) return false;
  }
  return true;
}

// Moves entries from src to dst by the byte that `at` and `shift` name; the counts at `hist` become positions.
function pass(src: usize, dst: usize, n: u32, at: usize, shift: u64, hist: usize): void {
  let sum: u32 = 0;
  for (let j: usize = 0; j < 1024; j += 4) {
    const c = load<u32>(hist + j);
    store<u32>(hist + j, sum);
    sum += c;
  }
  const end = src + (<usize>n << 4);
  for (; src < end; src += 16) {
    const q = hist + ((<usize>(load<u64>(src + at) >> shift) & 255) << 2);
    const d = <usize>load<u32>(q);
    store<u32>(q, <u32>d + 1);
    v128.store(dst + (d << 4), v128.load(src));
  }
}

function count(src: usize, n: u32, at: usize, shift: u64, hist: usize): void {
  memory.fill(hist, 0, 1024);
  const end = src + (<usize>n << 4);
  for (; src < end; src += 16) {
    const q = hist + ((<usize>(load<u64>(src + at) >> shift) & 255) << 2);
    store<u32>(q, load<u32>(q) + 1);
  }
}

// All bytes that differ, the lowest first. The result ends in `a`.
function everyByte(a: usize, tmp: usize, n: u32, hist: usize): void {
  const end = a + (<usize>n << 4);
  const high = load<u64>(a);
  const low = load<u32>(a, 12);
  let highs: u64 = 0;
  let lows: u32 = 0;
  for (let p = a; p < end; p += 16) {
    highs |= load<u64>(p) ^ high;
    lows |= load<u32>(p, 12) ^ low;
  }
  let from = a;
  let to = tmp;
  for (let byte: i32 = 0; byte < 12; byte++) {
    const differs = byte < 4 ? (lows >> (byte << 3)) & 255 : <u32>(highs >> <u64>((byte - 4) << 3)) & 255;
    if (differs == 0) continue;
    // The low key is the upper half of the entry's second word.
    const at: usize = byte < 4 ? 8 : 0;
    const shift = <u64>(byte < 4 ? 32 + (byte << 3) : (byte - 4) << 3);
    count(from, n, at, shift, hist);
    pass(from, to, n, at, shift, hist);
    const other = from;
    from = to;
    to = other;
  }
  if (from != a) memory.copy(a, from, <usize>n << 4);
}

// Two passes over the highest bits that differ leave little for the insertion sort. The result ends in `a`.
function bucket(a: usize, tmp: usize, n: u32, hist: usize): void {
  if (n < 2) return;
  if (n < 24) {
    insertion(a, n, i64.MAX_VALUE);
    return;
  }
  let low: u64 = u64.MAX_VALUE;
  let high: u64 = 0;
  const end = a + (<usize>n << 4);
  for (let p = a; p < end; p += 16) {
    const k = load<u64>(p);
    low = min(low, k);
    high = max(high, k);
  }
  const bits = 64 - <i32>clz(low ^ high);
  if (bits > 0) {
    const lower = <u64>max(bits - 16, 0);
    const upper = bits > 8 ? lower + 8 : 0;
    const hist2 = hist + 1024;
    memory.fill(hist, 0, 2048);
    for (let p = a; p < end; p += 16) {
      const k = load<u64>(p);
      const q = hist + ((<usize>(k >> lower) & 255) << 2);
      const r = hist2 + ((<usize>(k >> upper) & 255) << 2);
      store<u32>(q, load<u32>(q) + 1);
      store<u32>(r, load<u32>(r) + 1);
    }
    pass(a, tmp, n, 0, lower, hist);
    pass(tmp, a, n, 0, upper, hist2);
  }
  if (!insertion(a, n, <i64>n << 3)) everyByte(a, tmp, n, hist);
}

// Runs of digits with about as many entries each, so that a bucket fits the cache. Gives how many there are.
function buckets(hist: usize, lookup: usize, starts: usize, n: u32): u32 {
  const target = max(n >> 10, 256);
  let made: u32 = 0;
  let inside: u32 = 0;
  let sum: u32 = 0;
  store<u32>(starts, 0);
  for (let d: u32 = 0; d < DIGITS; d++) {
    const c = load<u32>(hist + (<usize>d << 2));
    if (inside > 0 && inside + c > target) {
      made++;
      store<u32>(starts + (<usize>made << 2), sum);
      inside = 0;
    }
    store<u16>(lookup + (<usize>d << 1), <u16>made);
    inside += c;
    sum += c;
  }
  made++;
  store<u32>(starts + (<usize>made << 2), n);
  return made;
}

function isSorted(a: usize, n: u32): bool {
  const end = a + (<usize>n << 4);
  let high = load<u64>(a);
  let low = load<u32>(a, 12);
  for (let p = a + 16; p < end; p += 16) {
    const h = load<u64>(p);
    const l = load<u32>(p, 12);
    if (after(high, low, h, l)) return false;
    high = h;
    low = l;
  }
  return true;
}

/**
 * Sorts entries by their 96-bit keys, stably, with `tmp` of the same size and 256 KiB of scratch. Gives 1 where the result lies
 * in `tmp`. One pass into buckets of equal depth by the highest 14 bits, then each bucket in cache.
 */
export function sortEntries(a: usize, tmp: usize, n: u32, scratch: usize): i32 {
  if (n < 2 || isSorted(a, n)) return 0;
  if (n < 4096) {
    bucket(a, tmp, n, scratch);
    return 0;
  }
  const hist = scratch;
  const lookup = scratch + <usize>DIGITS * 4;
  const starts = lookup + <usize>DIGITS * 2;
  const next = starts + <usize>(DIGITS + 4) * 4;
  memory.fill(hist, 0, <usize>DIGITS * 4);
  const end = a + (<usize>n << 4);
  for (let p = a; p < end; p += 16) {
    const q = hist + (<usize>(load<u64>(p) >> DIGIT_SHIFT) << 2);
    store<u32>(q, load<u32>(q) + 1);
  }
  const made = buckets(hist, lookup, starts, n);
  memory.copy(next, starts, <usize>made << 2);
  for (let p = a; p < end; p += 16) {
    const b = <usize>load<u16>(lookup + (<usize>(load<u64>(p) >> DIGIT_SHIFT) << 1));
    const q = next + (b << 2);
    const d = <usize>load<u32>(q);
    store<u32>(q, <u32>d + 1);
    v128.store(tmp + (d << 4), v128.load(p));
  }
  for (let b: u32 = 0; b < made; b++) {
    const from = load<u32>(starts + (<usize>b << 2));
    const to = load<u32>(starts + (<usize>b << 2), 4);
    bucket(tmp + (<usize>from << 4), a + (<usize>from << 4), to - from, hist);
  }
  return 1;
}
