// Operands advance by their own steps: 0 stands for one value for every row.
const ADD = 0;
const SUB = 1;
const MUL = 2;
const DIV = 3;
const FLOOR_DIV = 4;
const MOD = 5;

// @ts-ignore: decorator
@inline
function simple<T>(op: i32, a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize): void {
  const end = out + <usize>n * sizeof<T>();
  if (op == ADD) for (; out < end; out += sizeof<T>(), a += sa, b += sb) store<T>(out, <T>(load<T>(a) + load<T>(b)));
  else if (op == SUB) for (; out < end; out += sizeof<T>(), a += sa, b += sb) store<T>(out, <T>(load<T>(a) - load<T>(b)));
  else for (; out < end; out += sizeof<T>(), a += sa, b += sb) store<T>(out, <T>(load<T>(a) * load<T>(b)));
}

// @ts-ignore: decorator
@inline
function floating<T>(op: i32, a: usize, sa: usize, b: usize, sb: usize, n: i32, out: usize): void {
  const end = out + <usize>n * sizeof<T>();
  if (op < DIV) return simple<T>(op, a, sa, b, sb, n, out);
  if (op == DIV) for (; out < end; out += sizeof<T>(), a += sa, b += sb) store<T>(out, load<T>(a) / load<T>(b));
  else if (op == FLOOR_DIV) for (; out < end; out += sizeof<T>(), a += sa, b += sb) store<T>(out, floor<T>(load<T>(a) / load<T>(b)));
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
