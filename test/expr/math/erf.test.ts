import { expect, test } from "vitest";
import { plainNumber } from "../../../src/expr/breaks.ts";
import { significant } from "../../../src/expr/math/digits.ts";
import { erf, erfc } from "../../../src/expr/math/erf.ts";

// From Python's math.erf and math.erfc, across the places where the approximation changes.
const KNOWN: readonly (readonly [number, number, number])[] = [
  [0, 0, 1],
  [1e-9, 1.1283791670955125e-9, 0.9999999988716208],
  [0.5, 0.5204998778130465, 0.4795001221869535],
  [-0.84, -0.7651427114549945, 1.7651427114549945],
  [0.9, 0.7969082124228322, 0.20309178757716784],
  [-1.2, -0.9103139782296353, 1.9103139782296354],
  [2, 0.9953222650189527, 0.004677734981047266],
  [3.5, 0.9999992569016276, 7.430983723414128e-7],
  [-5.5, -0.9999999999999927, 1.9999999999999927],
  [10, 1, 2.088487583762545e-45],
];

test("the error function and its complement", () => {
  for (const [x, value, rest] of KNOWN) {
    expect(Math.abs(erf(x) - value)).toBeLessThanOrEqual(4e-16 * Math.abs(value));
    expect(Math.abs(erfc(x) - rest)).toBeLessThanOrEqual(1e-15 * rest);
  }
  expect([erf(Infinity), erfc(Infinity), erf(-Infinity), erfc(-Infinity)]).toEqual([1, 0, -1, 2]);
  expect([erf(Number.NaN), erfc(Number.NaN)]).toEqual([Number.NaN, Number.NaN]);
});

test("significant digits, half away from zero", () => {
  expect([123.456, -0.00125, 2.5, 1e300, 5e-324, 0].map((x) => significant(x, 2))).toEqual([
    120, -0.0013, 2.5, 1e300, 5e-324, 0,
  ]);
});

test("numbers with all their digits", () => {
  expect([1e21, -1.5e-7, 0.1, 1e16, -0].map(plainNumber)).toEqual([
    "1000000000000000000000",
    "-0.00000015",
    "0.1",
    "10000000000000000",
    "-0",
  ]);
});
