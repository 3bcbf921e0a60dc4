import { describe, expect, it } from "vitest";
import * as t from "../../../src/arrow/types.ts";
import { valuesOf } from "../../../src/arrow/value.ts";
import { castColumn } from "../../../src/engines/wasm/cast.ts";
import { fc } from "../../support/property.ts";
import { make, sound } from "./rows/evaluate.ts";

describe("numbers against a reference", () => {
  const RANGE: Readonly<Record<string, readonly [bigint, bigint]>> = Object.fromEntries(
    [8, 16, 32, 64].flatMap((bits) => [
      [`Int${bits}`, [-(2n ** BigInt(bits - 1)), 2n ** BigInt(bits - 1) - 1n]],
      [`UInt${bits}`, [0n, 2n ** BigInt(bits) - 1n]],
    ]),
  );
  const types = [t.Int8, t.Int16, t.Int32, t.Int64, t.UInt8, t.UInt16, t.UInt32, t.UInt64] as const;
  it.each(types.flatMap((x) => types.map((y) => [x, y] as const)))("%j to %j", (from, to) => {
    const [low, high] = RANGE[from.id] as readonly [bigint, bigint];
    const [least, most] = RANGE[to.id] as readonly [bigint, bigint];
    fc.assert(
      fc.property(fc.array(fc.option(fc.bigInt(low, high), { freq: 5 }), { maxLength: 30 }), (x) => {
        const out = castColumn(make(from, x), to, false);
        sound(out);
        expect(valuesOf(out).map((v) => (v === null ? null : BigInt(v as number)))).toEqual(
          x.map((v) => (v === null || v < least || v > most ? null : v)),
        );
      }),
      { numRuns: 15 },
    );
  });
  it.each(types)("Float64 to %j", (to) => {
    const [least, most] = RANGE[to.id] as readonly [bigint, bigint];
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.double(), fc.integer(), fc.constantFrom(2 ** 63, -(2 ** 63), 2 ** 64, 255.9, -0.9)), {
          maxLength: 30,
        }),
        (x) => {
          const wanted = x.map((v) =>
            Number.isFinite(v) && BigInt(Math.trunc(v)) >= least && BigInt(Math.trunc(v)) <= most
              ? BigInt(Math.trunc(v))
              : null,
          );
          expect(
            valuesOf(castColumn(make(t.Float64, x), to, false)).map((v) => (v === null ? null : BigInt(v as number))),
          ).toEqual(wanted);
        },
      ),
      { numRuns: 40 },
    );
  });
  it("text and back", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true }), { maxLength: 20 }),
        (x) =>
          void expect(valuesOf(castColumn(castColumn(make(t.Float64, x), t.Utf8, true), t.Float64, true))).toEqual(x),
      ),
    );
    fc.assert(
      fc.property(
        fc.array(fc.float({ noNaN: true }), { maxLength: 20 }),
        (x) =>
          void expect(valuesOf(castColumn(castColumn(make(t.Float32, x), t.Utf8, true), t.Float32, true))).toEqual(x),
      ),
    );
    fc.assert(
      fc.property(
        fc.array(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), { maxLength: 20 }),
        (x) => void expect(valuesOf(castColumn(castColumn(make(t.Int64, x), t.Utf8, true), t.Int64, true))).toEqual(x),
      ),
    );
  });
});
