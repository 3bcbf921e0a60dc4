// @ts-ignore: decorator
@inline
function floorDiv(a: i64, b: i64): i64 {
  const q = a / b;
  return a % b < 0 ? q - 1 : q;
}
// @ts-ignore: decorator
@inline
function floorMod(a: i64, b: i64): i64 {
  const r = a % b;
  return r < 0 ? r + b : r;
}

/** out = floor(value / divisor); the divisor is positive. */
export function timeDivide(src: usize, n: i32, divisor: i64, out: usize): void {
  for (let i = 0; i < n; i++) store<i64>(out + (<usize>i << 3), floorDiv(load<i64>(src + (<usize>i << 3)), divisor));
}

/** out = value / divisor, rounded towards zero. */
export function timeQuotient(src: usize, n: i32, divisor: i64, out: usize): void {
  for (let i = 0; i < n; i++) store<i64>(out + (<usize>i << 3), load<i64>(src + (<usize>i << 3)) / divisor);
}

/** out = value * factor + plus, wrapping. */
export function timeScale(src: usize, n: i32, factor: i64, plus: i64, out: usize): void {
  for (let i = 0; i < n; i++) store<i64>(out + (<usize>i << 3), load<i64>(src + (<usize>i << 3)) * factor + plus);
}

/** Whole days, held within 32 bits. */
export function timeDays(src: usize, n: i32, perDay: i64, out: usize): void {
  for (let i = 0; i < n; i++) {
    const d = floorDiv(load<i64>(src + (<usize>i << 3)), perDay);
    store<i32>(out + (<usize>i << 2), <i32>max<i64>(-2147483648, min<i64>(2147483647, d)));
  }
}

/** floor(value / divisor) modulo modulus, times factor: a field of the clock. */
export function timeField(src: usize, n: i32, divisor: i64, modulus: i64, factor: i32, out: usize): void {
  const whole = divisor * modulus;
  for (let i = 0; i < n; i++) {
    const r = floorMod(load<i64>(src + (<usize>i << 3)), whole);
    store<i32>(out + (<usize>i << 2), <i32>(r / divisor) * factor);
  }
}

/** The part of the day that has passed, times factor. */
export function timeOfDay(src: usize, n: i32, perDay: i64, factor: i64, out: usize): void {
  for (let i = 0; i < n; i++) store<i64>(out + (<usize>i << 3), floorMod(load<i64>(src + (<usize>i << 3)), perDay) * factor);
}

/** The greatest origin + k * every that is not greater than the value. */
export function timeTruncate(src: usize, n: i32, every: i64, origin: i64, out: usize): void {
  const ahead = floorMod(origin, every);
  // Times mostly come in order: those behind the last start need no division.
  let start: i64 = 0;
  let width: u64 = 0;
  for (let i = 0; i < n; i++) {
    const v = load<i64>(src + (<usize>i << 3));
    if (v < start || <u64>(v - start) >= width) {
      // The remainders first: value - origin may overflow.
      const r = floorMod(v, every) - ahead;
      start = v - (r < 0 ? r + every : r);
      // A start before all numbers has wrapped around.
      width = start <= v ? <u64>every : 0;
    }
    store<i64>(out + (<usize>i << 3), start);
  }
}

/** Days times perDay, plus the time of day at `clock` where that is not 0. */
export function timeFromDays(days: usize, n: i32, perDay: i64, clock: usize, out: usize): void {
  for (let i = 0; i < n; i++) {
    const c: i64 = clock === 0 ? 0 : load<i64>(clock + (<usize>i << 3));
    store<i64>(out + (<usize>i << 3), <i64>load<i32>(days + (<usize>i << 2)) * perDay + c);
  }
}

/** out = a + sign * b. */
export function timeAdd(a: usize, b: usize, n: i32, sign: i64, out: usize): void {
  for (let i = 0; i < n; i++) store<i64>(out + (<usize>i << 3), load<i64>(a + (<usize>i << 3)) + sign * load<i64>(b + (<usize>i << 3)));
}
