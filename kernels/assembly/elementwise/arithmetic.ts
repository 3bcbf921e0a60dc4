// Operands advance by their own steps: 0 stands for one value for every row.
const ADD = 0;
const SUB = 1;
const MUL = 2;
const DIV = 3;
const FLOOR_DIV = 4;
const MOD = 5;
const NEITHER = 0;
const LEFT = 1;
const RIGHT = 2;

// @ts-ignore: decorator
@inline
function combined<T>(op: i32, x: v128, y: v128): v128 {
  if (op == ADD) return v128.add<T>(x, y);
  if (op == SUB) return v128.sub<T>(x, y);
  if (isFloat<T>() && op == DIV) return v128.div<T>(x, y);
  return v128.mul<T>(x, y);
}

// 64 bytes at a time, which may pass the end; `fixed` names the operand that is one value, if any.
// @ts-ignore: decorator
@inline
function lanes<T>(op: i32, fixed: i32, a: usize, b: usize, n: i32, out: usize): void {
  const end = out + <usize>n * sizeof<T>();
  const p = v128.splat<T>(load<T>(a));
  const q = v128.splat<T>(load<T>(b));
  for (; out < end; out += 64, a += 64, b += 64) {
    const w = combined<T>(op, fixed == LEFT ? p : v128.load(a), fixed == RIGHT ? q : v128.load(b));
    const x = combined<T>(op, fixed == LEFT ? p : v128.load(a, 16), fixed == RIGHT ? q : v128.load(b, 16));
    const y = combined<T>(op, fixed == LEFT ? p : v128.load(a, 32), fixed == RIGHT ? q : v128.load(b, 32));
    const z = combined<T>(op, fixed == LEFT ? p : v128.load(a, 48), fixed == RIGHT ? q : v128.load(b, 48));
    v128.store(out, w);
    v128.store(out, x, 16);
    v128.store(out, y, 32);
    v128.store(out, z, 48);
  }
}

// @ts-ignore: decorator
@inline
function vector<T>(op: i32, a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize): void {
  if (sa != 0 && sb != 0) lanes<T>(op, NEITHER, a, b, n, out);
  else if (sa != 0) lanes<T>(op, RIGHT, a, b, n, out);
  else if (sb != 0) lanes<T>(op, LEFT, a, b, n, out);
  else if (op == ADD) store<T>(out, <T>(load<T>(a) + load<T>(b)));
  else if (op == SUB) store<T>(out, <T>(load<T>(a) - load<T>(b)));
  else if (isFloat<T>() && op == DIV) store<T>(out, <T>(load<T>(a) / load<T>(b)));
  else store<T>(out, <T>(load<T>(a) * load<T>(b)));
}

// @ts-ignore: decorator
@inline
function simple<T>(op: i32, a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize): void {
  if (sizeof<T>() >= 4) {
    if (op == ADD) return vector<T>(ADD, a, sa, b, sb, n, out);
    if (op == SUB) return vector<T>(SUB, a, sa, b, sb, n, out);
    return vector<T>(MUL, a, sa, b, sb, n, out);
  }
  const end = out + <usize>n * sizeof<T>();
  if (op == ADD) for (; out < end; out += sizeof<T>(), a += sa, b += sb) store<T>(out, <T>(load<T>(a) + load<T>(b)));
  else if (op == SUB) for (; out < end; out += sizeof<T>(), a += sa, b += sb) store<T>(out, <T>(load<T>(a) - load<T>(b)));
  else for (; out < end; out += sizeof<T>(), a += sa, b += sb) store<T>(out, <T>(load<T>(a) * load<T>(b)));
}

// @ts-ignore: decorator
@inline
function floating<T>(op: i32, a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize): void {
  if (op < DIV) return simple<T>(op, a, sa, b, sb, n, out);
  if (op == DIV) return vector<T>(DIV, a, sa, b, sb, n, out);
  const end = out + <usize>n * sizeof<T>();
  if (op == FLOOR_DIV) for (; out < end; out += sizeof<T>(), a += sa, b += sb) store<T>(out, floor<T>(load<T>(a) / load<T>(b)));
  else
    for (; out < end; out += sizeof<T>(), a += sa, b += sb) {
      const x = load<T>(a);
      const y = load<T>(b);
      store<T>(out, x - y * floor<T>(x / y));
    }
}

/** Division rounded down; the remainder has the divisor's sign. Rows divided by zero get 0 and lose their bit; gives their count. */
// @ts-ignore: decorator
@inline
function whole<T>(op: i32, a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize, bits: usize): i32 {
  memory.fill(bits, 255, <usize>((n + 7) >> 3));
  let zeros = 0;
  for (let i = 0; i < n; i++, out += sizeof<T>(), a += sa, b += sb) {
    const x = load<T>(a);
    const y = load<T>(b);
    if (y == 0) {
      const at = bits + <usize>(i >> 3);
      store<u8>(at, <i32>load<u8>(at) & ~(1 << (i & 7)));
      store<T>(out, 0);
      zeros++;
      continue;
    }
    if (isSigned<T>()) {
      // The least value by -1 would trap.
      if (y == <T>-1) {
        store<T>(out, op == FLOOR_DIV ? <T>(0 - x) : 0);
        continue;
      }
      const r = <T>(x % y);
      const off = r != 0 && (r ^ y) < 0;
      if (op == FLOOR_DIV) store<T>(out, <T>(x / y - <T>off));
      else store<T>(out, off ? <T>(r + y) : r);
    } else store<T>(out, op == FLOOR_DIV ? <T>(x / y) : <T>(x % y));
  }
  return zeros;
}

// @ts-ignore: decorator
@inline
function power<T>(a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize): void {
  const end = out + <usize>n * sizeof<T>();
  for (; out < end; out += sizeof<T>(), a += sa, b += sb) {
    let x = <u64>load<T>(a);
    let e = load<u32>(b);
    let r: u64 = 1;
    for (; e != 0; e >>= 1) {
      if (e & 1) r *= x;
      x *= x;
    }
    store<T>(out, <T>r);
  }
}

export function ewF64(op: i32, a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize): void { floating<f64>(op, a, sa, b, sb, n, out); }
export function ewF32(op: i32, a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize): void { floating<f32>(op, a, sa, b, sb, n, out); }
// Sums, differences and products of one width are the same bits, signed or not.
export function ewW8(op: i32, a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize): void { simple<u8>(op, a, sa, b, sb, n, out); }
export function ewW16(op: i32, a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize): void { simple<u16>(op, a, sa, b, sb, n, out); }
export function ewW32(op: i32, a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize): void { simple<u32>(op, a, sa, b, sb, n, out); }
export function ewW64(op: i32, a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize): void { simple<u64>(op, a, sa, b, sb, n, out); }
export function ewDivI8(op: i32, a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize, bits: usize): i32 { return whole<i8>(op, a, sa, b, sb, n, out, bits); }
export function ewDivI16(op: i32, a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize, bits: usize): i32 { return whole<i16>(op, a, sa, b, sb, n, out, bits); }
export function ewDivI32(op: i32, a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize, bits: usize): i32 { return whole<i32>(op, a, sa, b, sb, n, out, bits); }
export function ewDivI64(op: i32, a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize, bits: usize): i32 { return whole<i64>(op, a, sa, b, sb, n, out, bits); }
export function ewDivU8(op: i32, a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize, bits: usize): i32 { return whole<u8>(op, a, sa, b, sb, n, out, bits); }
export function ewDivU16(op: i32, a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize, bits: usize): i32 { return whole<u16>(op, a, sa, b, sb, n, out, bits); }
export function ewDivU32(op: i32, a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize, bits: usize): i32 { return whole<u32>(op, a, sa, b, sb, n, out, bits); }
export function ewDivU64(op: i32, a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize, bits: usize): i32 { return whole<u64>(op, a, sa, b, sb, n, out, bits); }
/** Powers, wrapping; exponents are UInt32. */
export function ewPow8(a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize): void { power<u8>(a, sa, b, sb, n, out); }
export function ewPow16(a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize): void { power<u16>(a, sa, b, sb, n, out); }
export function ewPow32(a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize): void { power<u32>(a, sa, b, sb, n, out); }
export function ewPow64(a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize): void { power<u64>(a, sa, b, sb, n, out); }
