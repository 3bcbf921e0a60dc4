import { describe, expect, it } from "vitest";
import { further } from "../../src/kernels/further.ts";
import { kernels } from "../../src/kernels/memory.ts";
import {
  floatArithmetic,
  OPS,
  roundedTo,
  type Whole,
  wholeArithmetic,
  wholePower,
  wrapped,
} from "../../src/kernels/twins/elementwise/arithmetic.ts";
import { decimalArithmetic, decimalScale } from "../../src/kernels/twins/elementwise/decimal.ts";
import { classBits, compareBits, memberBits, pick } from "../../src/kernels/twins/elementwise/rows.ts";
import { fc } from "../support/property.ts";

const { k } = kernels;
type Made =
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigUint64Array;
const ARRAYS: Readonly<Record<Whole, (values: readonly bigint[]) => Made>> = {
  i8: (v) => Int8Array.from(v, Number),
  i16: (v) => Int16Array.from(v, Number),
  i32: (v) => Int32Array.from(v, Number),
  i64: (v) => BigInt64Array.from(v),
  u8: (v) => Uint8Array.from(v, Number),
  u16: (v) => Uint16Array.from(v, Number),
  u32: (v) => Uint32Array.from(v, Number),
  u64: (v) => BigUint64Array.from(v),
};
const PLAIN = { 8: k.ewW8, 16: k.ewW16, 32: k.ewW32, 64: k.ewW64 } as Readonly<Record<number, typeof k.ewW8>>;
const DIVISION: Readonly<Record<Whole, typeof k.ewDivI8>> = {
  i8: k.ewDivI8,
  i16: k.ewDivI16,
  i32: k.ewDivI32,
  i64: k.ewDivI64,
  u8: k.ewDivU8,
  u16: k.ewDivU16,
  u32: k.ewDivU32,
  u64: k.ewDivU64,
};
const POWER = { 8: k.ewPow8, 16: k.ewPow16, 32: k.ewPow32, 64: k.ewPow64 } as Readonly<Record<number, typeof k.ewPow8>>;
const COMPARE: Readonly<Record<Whole, typeof k.ewCmpI8>> = {
  i8: k.ewCmpI8,
  i16: k.ewCmpI16,
  i32: k.ewCmpI32,
  i64: k.ewCmpI64,
  u8: k.ewCmpU8,
  u16: k.ewCmpU16,
  u32: k.ewCmpU32,
  u64: k.ewCmpU64,
};
const WHOLES = Object.keys(ARRAYS) as Whole[];

const integer = (type: Whole): fc.Arbitrary<bigint> => {
  const bits = BigInt(type.slice(1));
  const [low, high] = type[0] === "i" ? [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n] : [0n, 2n ** bits - 1n];
  return fc.oneof(fc.bigInt(low, high), fc.constantFrom(low, high, 0n, 1n), fc.bigInt(low < 0n ? -3n : 0n, 3n));
};
const double = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, 0, -0, Infinity, -Infinity, 0.5, 1.5, 2.5));

/** Runs with scratch memory and gives it back. */
function within<T>(run: () => T): T {
  const mark = kernels.mark();
  try {
    return run();
  } finally {
    kernels.reset(mark);
  }
}
const out = <T extends ArrayBufferView>(target: T, run: (ptr: number) => void): T => {
  const ptr = kernels.push(target.byteLength);
  run(ptr);
  kernels.read(ptr, target);
  return target;
};
const bitmap = (n: number, run: (ptr: number) => void): number[] => {
  const bits = out(new Uint8Array((n + 7) >> 3), run);
  if (n & 7) bits[n >> 3] = (bits[n >> 3] as number) & ((1 << (n & 7)) - 1);
  return [...bits];
};
const wide = (values: readonly bigint[]): BigInt64Array =>
  BigInt64Array.from(values.flatMap((v) => [BigInt.asIntN(64, v), v >> 64n]));
const narrow = (words: BigInt64Array): bigint[] =>
  Array.from(
    { length: words.length / 2 },
    (_, i) => ((words[2 * i + 1] as bigint) << 64n) | BigInt.asUintN(64, words[2 * i] as bigint),
  );

describe.each(WHOLES)("%s", (type) => {
  const bits = Number(type.slice(1));
  const pairs = fc.array(fc.tuple(integer(type), integer(type)), { minLength: 1, maxLength: 40 });

  it("arithmetic, by rows and by one value", () => {
    fc.assert(
      fc.property(pairs, fc.boolean(), (rows, single) => {
        const x = rows.map((r) => r[0]);
        const y = single ? [(rows[0] as [bigint, bigint])[1]] : rows.map((r) => r[1]);
        const step = single ? 0 : bits / 8;
        for (const [code, op] of OPS.entries()) {
          if (op === "div") continue;
          const wanted = x.map((v, i) => wholeArithmetic(op, v, y[i % y.length] as bigint, type));
          within(() => {
            const [a, b] = [kernels.put(ARRAYS[type](x)), kernels.put(ARRAYS[type](y))];
            const target = ARRAYS[type](x.map(() => 0n));
            let valid: Uint8Array | null = null;
            out(target, (to) => {
              if (code < 3) (PLAIN[bits] as typeof k.ewW8)(code, a, bits / 8, b, step, x.length, to);
              else
                valid = out(new Uint8Array((x.length + 7) >> 3), (v) =>
                  DIVISION[type](code, a, bits / 8, b, step, x.length, to, v),
                );
            });
            const found = [...target].map((v, i) =>
              valid === null || ((valid[i >> 3] as number) >> (i & 7)) & 1 ? wrapped(BigInt(v), type) : null,
            );
            expect(found).toEqual(wanted);
          });
        }
      }),
    );
  });

  it("powers", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(integer(type), fc.nat({ max: 2 ** 32 - 1 })), { minLength: 1, maxLength: 20 }),
        (rows) => {
          const target = ARRAYS[type](rows.map(() => 0n));
          within(() => {
            const [a, b] = [
              kernels.put(ARRAYS[type](rows.map((r) => r[0]))),
              kernels.put(Uint32Array.from(rows, (r) => r[1])),
            ];
            out(target, (to) => (POWER[bits] as typeof k.ewPow8)(a, bits / 8, b, 4, rows.length, to));
          });
          expect([...target].map((v) => wrapped(BigInt(v), type))).toEqual(
            rows.map(([x, e]) => wholePower(x, e, type)),
          );
        },
      ),
    );
  });

  it("comparison", () => {
    fc.assert(
      fc.property(pairs, fc.boolean(), fc.nat(2), fc.boolean(), (rows, single, op, flip) => {
        const x = rows.map((r) => r[0]);
        const y = single ? [(rows[0] as [bigint, bigint])[1]] : rows.map((r) => r[1]);
        within(() => {
          const [a, b] = [kernels.put(ARRAYS[type](x)), kernels.put(ARRAYS[type](y))];
          const found = bitmap(x.length, (to) => COMPARE[type](op, a, b, single ? 1 : 0, x.length, flip ? 255 : 0, to));
          const wanted = compareBits(op, x, y);
          expect(found).toEqual(
            flip
              ? bitmap(x.length, (to) =>
                  kernels.write(
                    to,
                    wanted.map((v) => ~v),
                  ),
                )
              : [...wanted],
          );
        });
      }),
    );
  });
});

describe("floats", () => {
  const pairs = fc.array(fc.tuple(double, double), { minLength: 1, maxLength: 40 });
  it("arithmetic", () => {
    fc.assert(
      fc.property(pairs, (rows) => {
        const [x, y] = [Float64Array.from(rows, (r) => r[0]), Float64Array.from(rows, (r) => r[1])];
        const [p, q] = [Float32Array.from(x), Float32Array.from(y)];
        for (const [code, op] of OPS.entries())
          within(() => {
            const found = out(new Float64Array(x.length), (to) =>
              k.ewF64(code, kernels.put(x), 8, kernels.put(y), 8, x.length, to),
            );
            expect([...found]).toEqual(Array.from(x, (v, i) => floatArithmetic(op, v, y[i] as number)));
            const single = out(new Float32Array(p.length), (to) =>
              k.ewF32(code, kernels.put(p), 4, kernels.put(q), 4, p.length, to),
            );
            expect([...single]).toEqual(Array.from(p, (v, i) => floatArithmetic(op, v, q[i] as number, true)));
          });
      }),
    );
  });

  it("comparison and classes", () => {
    fc.assert(
      fc.property(pairs, fc.nat(2), fc.boolean(), (rows, op, single) => {
        const x = rows.map((r) => r[0]);
        const y = single ? [(rows[0] as [number, number])[1]] : rows.map((r) => r[1]);
        within(() => {
          expect(
            bitmap(x.length, (to) =>
              k.ewCmpF64(
                op,
                kernels.put(Float64Array.from(x)),
                kernels.put(Float64Array.from(y)),
                single ? 1 : 0,
                x.length,
                0,
                to,
              ),
            ),
          ).toEqual([...compareBits(op, x, y)]);
          const [p, q] = [Float32Array.from(x), Float32Array.from(y)];
          expect(
            bitmap(x.length, (to) => k.ewCmpF32(op, kernels.put(p), kernels.put(q), single ? 1 : 0, x.length, 0, to)),
          ).toEqual([...compareBits(op, [...p], [...q])]);
          for (const kind of [0, 1, 2])
            expect(
              bitmap(x.length, (to) => k.ewClassF64(kind, kernels.put(Float64Array.from(x)), x.length, 0, to)),
            ).toEqual([...classBits(kind, x)]);
        });
      }),
    );
  });

  it("rounding", () => {
    const units = fc.constantFrom(1, 10, 100, 1000, 1e15);
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            double,
            fc.integer({ min: -2000, max: 2000 }).map((v) => v / 8),
          ),
          { maxLength: 40 },
        ),
        units,
        (x, unit) => {
          within(() => {
            const found = out(new Float64Array(x.length), (to) =>
              k.ewRoundTo(kernels.put(Float64Array.from(x)), x.length, unit, to),
            );
            expect([...found]).toEqual(x.map((v) => roundedTo(v, unit)));
          });
        },
      ),
    );
  });
});

describe("decimals", () => {
  const value = fc.oneof(
    fc.bigInt(-(10n ** 38n) + 1n, 10n ** 38n - 1n),
    fc.bigInt(-(10n ** 12n), 10n ** 12n),
    fc.bigInt(-3n, 3n),
    fc.constantFrom(2n ** 63n - 1n, -(2n ** 63n), 2n ** 64n),
  );
  it("arithmetic is exact wherever the kernel answers", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 20 }), fc.nat(20), (rows, scale) => {
        const [x, y] = [rows.map((r) => r[0]), rows.map((r) => r[1])];
        for (const [code, op] of OPS.entries())
          within(() => {
            const [a, b] = [kernels.put(wide(x)), kernels.put(wide(y))];
            const skipped = new Set<number>();
            const words = out(new BigInt64Array(2 * x.length), (to) => {
              for (let at = 0; ; at++) {
                at = further.ewDecimal(code, a, 16, b, 16, at, x.length, scale <= 18 ? 10 ** scale : 0, to);
                if (at >= x.length) break;
                skipped.add(at);
              }
            });
            for (const [i, v] of narrow(words).entries()) {
              const wanted = decimalArithmetic(op, x[i] as bigint, y[i] as bigint, scale);
              if (!skipped.has(i)) expect(v).toBe(wanted);
              else if (op === "add" || op === "sub") expect(wanted).toBeUndefined();
            }
          });
      }),
    );
  });

  it("scales", () => {
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: -18, max: 18 }),
        fc.nat(3),
        (x, steps, mode) => {
          within(() => {
            const src = kernels.put(wide(x));
            const skipped = new Set<number>();
            const words = out(new BigInt64Array(2 * x.length), (to) => {
              for (let at = 0; ; at++) {
                at = further.ewDecimalScale(
                  src,
                  at,
                  x.length,
                  10 ** Math.abs(steps),
                  steps < 0 ? 1 : 0,
                  mode,
                  1e18,
                  to,
                );
                if (at >= x.length) break;
                skipped.add(at);
              }
            });
            for (const [i, v] of narrow(words).entries())
              if (!skipped.has(i)) expect(v).toBe(decimalScale(x[i] as bigint, steps, mode));
          });
        },
      ),
    );
  });

  it("compares", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 20 }), fc.nat(2), (rows, op) => {
        const [x, y] = [rows.map((r) => r[0]), rows.map((r, i) => (i % 3 === 0 ? r[0] : r[1]))];
        within(() =>
          expect(
            bitmap(x.length, (to) =>
              k.ewCmpI128(op, kernels.put(wide(x)), 16, kernels.put(wide(y)), 16, x.length, 0, to),
            ),
          ).toEqual([...compareBits(op, x, y)]),
        );
      }),
    );
  });
});

describe("rows", () => {
  it("picks by a mask", () => {
    const kinds = { 8: [k.ewPick8, Uint8Array], 16: [k.ewPick16, Uint16Array], 32: [k.ewPick32, Int32Array] } as const;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(200), fc.nat(200)), { minLength: 1, maxLength: 40 }),
        fc.uint8Array({ minLength: 5, maxLength: 5 }),
        (rows, mask) => {
          const [x, y] = [rows.map((r) => r[0]), rows.map((r) => r[1])];
          for (const [bits, [run, Kind]] of Object.entries(kinds))
            within(() =>
              expect([
                ...out(new Kind(x.length), (to) =>
                  run(
                    kernels.put(mask),
                    kernels.put(Kind.from(x)),
                    +bits / 8,
                    kernels.put(Kind.from(y)),
                    +bits / 8,
                    x.length,
                    to,
                  ),
                ),
              ]).toEqual(pick(mask, x, y)),
            );
          const [p, q] = [x.map(BigInt), [BigInt(y[0] as number)]];
          within(() =>
            expect([
              ...out(new BigInt64Array(x.length), (to) =>
                k.ewPick64(
                  kernels.put(mask),
                  kernels.put(BigInt64Array.from(p)),
                  8,
                  kernels.put(BigInt64Array.from(q)),
                  0,
                  x.length,
                  to,
                ),
              ),
            ]).toEqual(pick(mask, p, q)),
          );
          within(() =>
            expect(
              narrow(
                out(new BigInt64Array(2 * x.length), (to) =>
                  k.ewPick128(kernels.put(mask), kernels.put(wide(p)), 16, kernels.put(wide(q)), 0, x.length, to),
                ),
              ),
            ).toEqual(pick(mask, p, q)),
          );
        },
      ),
    );
  });

  it("finds members", () => {
    const key = fc.oneof(fc.bigInt(0n, 60n), fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n));
    fc.assert(
      fc.property(fc.array(key, { maxLength: 60 }), fc.array(key, { minLength: 1, maxLength: 40 }), (values, keys) => {
        within(() => {
          const cap = 128;
          const [list, table] = [kernels.put(BigInt64Array.from(keys)), kernels.push(4 * cap)];
          k.ewMembers(list, keys.length, table, cap);
          expect(
            bitmap(values.length, (to) =>
              k.ewMemberBits(kernels.put(BigInt64Array.from(values)), values.length, list, table, cap, to),
            ),
          ).toEqual([...memberBits(values, keys)]);
        });
      }),
    );
  });
});
