import { describe, expect, it } from "vitest";
import { further } from "../../src/kernels/further.ts";
import { kernels } from "../../src/kernels/memory.ts";
import { OPS } from "../../src/kernels/twins/elementwise/arithmetic.ts";
import { decimalArithmetic, decimalScale } from "../../src/kernels/twins/elementwise/decimal.ts";
import { compareBits } from "../../src/kernels/twins/elementwise/rows.ts";
import { fc } from "../support/property.ts";

const { k } = kernels;
const around = (v: bigint): fc.Arbitrary<bigint> => fc.bigInt({ min: v - 2n, max: v + 2n });
/** Values that two rows at once can do, and those next to the ends of that. */
const value = fc.oneof(
  { weight: 8, arbitrary: fc.bigInt({ min: -2000n, max: 2000n }) },
  { weight: 4, arbitrary: fc.bigInt({ min: -(2n ** 52n), max: 2n ** 52n }) },
  ...[26n, 51n, 52n, 62n, 63n, 64n].flatMap((bits) => [around(2n ** bits), around(-(2n ** bits))]),
);
const rows = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 40 });

const words = (list: readonly bigint[]): BigInt64Array =>
  BigInt64Array.from(list.flatMap((v) => [BigInt.asIntN(64, v), BigInt.asIntN(64, v >> 64n)]));
const values = (of: BigInt64Array): bigint[] =>
  Array.from(
    { length: of.length / 2 },
    (_, i) => ((of[2 * i + 1] as bigint) << 64n) | BigInt.asUintN(64, of[2 * i] as bigint),
  );

/** What a kernel writes that stops at rows; undefined for those. */
function stepped(n: number, run: (at: number, out: number) => number): (bigint | undefined)[] {
  const out = kernels.push(16 * n);
  const skipped = new Set<number>();
  for (let at = 0; ; at++) {
    at = run(at, out);
    if (at >= n) break;
    skipped.add(at);
  }
  const found = new BigInt64Array(2 * n);
  kernels.read(out, found);
  return values(found).map((v, i) => (skipped.has(i) ? undefined : v));
}

function within(run: () => void): void {
  const mark = kernels.mark();
  try {
    run();
  } finally {
    kernels.reset(mark);
  }
}

describe("decimals of about 64 bits", () => {
  it("are exact by every operation, also with one operand for all rows", () => {
    fc.assert(
      fc.property(rows, fc.nat(6), fc.constantFrom("both", "left", "right"), (list, scale, columns) => {
        const n = list.length;
        const x = list.map((r) => (columns === "right" ? (list[0] as [bigint, bigint])[0] : r[0]));
        const y = list.map((r) => (columns === "left" ? (list[0] as [bigint, bigint])[1] : r[1]));
        const [sa, sb] = [columns === "right" ? 0 : 16, columns === "left" ? 0 : 16];
        for (const [code, op] of OPS.entries())
          within(() => {
            const [a, b] = [
              kernels.put(words(sa === 0 ? x.slice(0, 1) : x)),
              kernels.put(words(sb === 0 ? y.slice(0, 1) : y)),
            ];
            const found = stepped(n, (at, to) => further.ewDecimal(code, a, sa, b, sb, at, n, 10 ** scale, to));
            for (const [i, v] of found.entries()) {
              const wanted = decimalArithmetic(op, x[i] as bigint, y[i] as bigint, scale);
              if (v !== undefined) expect([op, x[i], y[i], v]).toEqual([op, x[i], y[i], wanted]);
              else if (op === "add" || op === "sub") expect(wanted).toBeUndefined();
              else if (op === "mul")
                expect(
                  (x[i] as bigint) * (y[i] as bigint) > 2n ** 62n ||
                    (x[i] as bigint) * (y[i] as bigint) < -(2n ** 62n) ||
                    [x[i], y[i]].some((o) => (o as bigint) >= 2n ** 63n || (o as bigint) <= -(2n ** 63n)),
                ).toBe(true);
            }
          });
      }),
    );
  });

  it("round halves to even when products are cut", () => {
    const half = fc.tuple(
      fc.bigInt({ min: -(2n ** 40n), max: 2n ** 40n }),
      fc.constantFrom(5n, 15n, -5n, -25n, 4n, 6n),
    );
    fc.assert(
      fc.property(fc.array(half, { minLength: 2, maxLength: 20 }), fc.integer({ min: 1, max: 3 }), (list, scale) => {
        within(() => {
          const [x, y] = [list.map((r) => r[0]), list.map((r) => r[1] * 10n ** BigInt(scale - 1))];
          const [a, b] = [kernels.put(words(x)), kernels.put(words(y))];
          const found = stepped(x.length, (at, to) =>
            further.ewDecimal(2, a, 16, b, 16, at, x.length, 10 ** scale, to),
          );
          expect(found).toEqual(x.map((v, i) => decimalArithmetic("mul", v, y[i] as bigint, scale)));
        });
      }),
    );
  });

  it("scale up as far as the limit", () => {
    fc.assert(
      fc.property(rows, fc.nat(18), fc.nat(18), (list, steps, digits) => {
        within(() => {
          const x = list.map((r) => r[0]);
          const src = kernels.put(words(x));
          const limit = 10n ** BigInt(digits);
          const found = stepped(x.length, (at, to) =>
            further.ewDecimalScale(src, at, x.length, 10 ** steps, 0, 0, Number(limit), to),
          );
          expect(found).toEqual(
            x.map((v) => {
              const r = decimalScale(v, steps, 0);
              return r < limit && r > -limit ? r : undefined;
            }),
          );
        });
      }),
    );
  });

  it("become doubles as their integers do", () => {
    fc.assert(
      fc.property(rows, fc.nat(6), (list, scale) => {
        within(() => {
          const x = list.map((r) => r[0]).filter((v) => v < 2n ** 63n && v >= -(2n ** 63n));
          const found = new Float64Array(x.length);
          const out = kernels.push(8 * x.length);
          further.ewDecimalToF64(kernels.put(words(x)), x.length, 10 ** scale, out);
          kernels.read(out, found);
          expect([...found]).toEqual(x.map((v) => Number(v) / 10 ** scale));
        });
      }),
    );
  });

  it("compare as their twin", () => {
    fc.assert(
      fc.property(rows, fc.nat(2), fc.boolean(), (list, op, one) => {
        within(() => {
          const x = list.map((r) => r[0]);
          const y = one ? [(list[0] as [bigint, bigint])[1]] : list.map((r, i) => r[i % 3 === 0 ? 0 : 1]);
          const out = kernels.push((x.length + 7) >> 3);
          k.ewCmpI128(op, kernels.put(words(x)), 16, kernels.put(words(y)), one ? 0 : 16, x.length, 0, out);
          const bits = new Uint8Array((x.length + 7) >> 3);
          kernels.read(out, bits);
          expect([...bits]).toEqual([...compareBits(op, x, y)]);
        });
      }),
    );
  });
});
