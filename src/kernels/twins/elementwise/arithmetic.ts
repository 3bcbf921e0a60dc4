/** Twins of the kernels that do two operands row by row; bigints stand for what wraps. */
export type Whole = "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64";
export const OPS = ["add", "sub", "mul", "div", "floorDiv", "mod"] as const;
export type Op = (typeof OPS)[number];

/** A value as an integer type keeps it. */
export function wrapped(v: bigint, type: Whole): bigint {
  const bits = Number(type.slice(1));
  return type[0] === "i" ? BigInt.asIntN(bits, v) : BigInt.asUintN(bits, v);
}

/** Twin of `ewW8` to `ewW64` and `ewDivI8` to `ewDivU64`: null where a divisor is 0. */
export function wholeArithmetic(op: Op, x: bigint, y: bigint, type: Whole): bigint | null {
  switch (op) {
    case "add":
      return wrapped(x + y, type);
    case "sub":
      return wrapped(x - y, type);
    case "mul":
      return wrapped(x * y, type);
    default: {
      if (y === 0n) return null;
      const q = x / y - (x % y !== 0n && x < 0n !== y < 0n ? 1n : 0n);
      return wrapped(op === "mod" ? x - q * y : q, type);
    }
  }
}

/** Twin of `ewF64` and, through `Math.fround`, `ewF32`. */
export function floatArithmetic(op: Op, x: number, y: number, single = false): number {
  const r = single ? Math.fround : (v: number): number => v;
  switch (op) {
    case "add":
      return r(x + y);
    case "sub":
      return r(x - y);
    case "mul":
      return r(x * y);
    case "div":
      return r(x / y);
    case "floorDiv":
      return Math.floor(r(x / y));
    case "mod":
      return r(x - r(y * Math.floor(r(x / y))));
  }
}

/** Twin of `ewPow8` to `ewPow64`. */
export function wholePower(x: bigint, exponent: number, type: Whole): bigint {
  let [r, b] = [1n, x];
  for (let e = exponent; e !== 0; e >>>= 1) {
    if (e & 1) r = wrapped(r * b, type);
    b = wrapped(b * b, type);
  }
  return wrapped(r, type);
}

/** Twin of `ewRoundF64` and `ewRoundTo`: half to even at 1 / unit. */
export function roundedTo(x: number, unit: number): number {
  const y = x * unit;
  const f = Math.floor(y);
  const even = y - f < 0.5 ? f : y - f > 0.5 ? f + 1 : f % 2 === 0 ? f : f + 1;
  const r = (even === 0 && (y < 0 || Object.is(y, -0)) ? -0 : even) / unit;
  return Number.isFinite(r) ? r : x;
}
