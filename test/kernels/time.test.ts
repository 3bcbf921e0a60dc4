import { expect, test } from "vitest";
import { further } from "../../src/kernels/further.ts";
import { kernels } from "../../src/kernels/memory.ts";
import * as twins from "../../src/kernels/twins/time.ts";
import { fc } from "../support/property.ts";

const wide = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const near = fc.bigInt({ min: -5000n, max: 5000n });
const values = fc.array(fc.oneof(wide, near), { minLength: 1, maxLength: 40 }).map((v) => BigInt64Array.from(v));
const divisor = fc.constantFrom(1n, 7n, 1000n, 60_000n, 86_400_000n, 86_400_000_000_000n, 2n ** 40n + 1n);

function run<T extends BigInt64Array | Int32Array>(out: T, call: (out: number) => void): T {
  const mark = kernels.mark();
  const at = kernels.push(out.byteLength);
  call(at);
  kernels.read(at, out);
  kernels.reset(mark);
  return out;
}

test("division, scaling, fields and truncation", () => {
  fc.assert(
    fc.property(values, divisor, fc.oneof(wide, near), (src, d, plus) => {
      const n = src.length;
      const mark = kernels.mark();
      const p = kernels.put(src);
      const wides = (call: (out: number) => void): BigInt64Array => run(new BigInt64Array(n), call);
      expect(wides((out) => further.timeDivide(p, n, d, out))).toEqual(twins.timeDivide(src, d));
      expect(wides((out) => further.timeQuotient(p, n, d, out))).toEqual(twins.timeQuotient(src, d));
      expect(wides((out) => further.timeScale(p, n, d, plus, out))).toEqual(twins.timeScale(src, d, plus));
      expect(wides((out) => further.timeOfDay(p, n, 86_400_000_000n, 1000n, out))).toEqual(
        twins.timeOfDay(src, 86_400_000_000n, 1000n),
      );
      expect(wides((out) => further.timeTruncate(p, n, d, plus, out))).toEqual(twins.timeTruncate(src, d, plus));
      expect(wides((out) => further.timeAdd(p, p, n, 1n, out))).toEqual(twins.timeAdd(src, src, 1n));
      expect(wides((out) => further.timeAdd(p, p, n, -1n, out))).toEqual(new BigInt64Array(n));
      expect(run(new Int32Array(n), (out) => further.timeDays(p, n, d, out))).toEqual(twins.timeDays(src, d));
      expect(run(new Int32Array(n), (out) => further.timeField(p, n, 60_000n, 60n, 3, out))).toEqual(
        twins.timeField(src, 60_000n, 60n, 3),
      );
      const days = twins.timeDays(src, d);
      const q = kernels.put(days);
      expect(wides((out) => further.timeFromDays(q, n, 86_400_000n, p, out))).toEqual(
        twins.timeFromDays(days, 86_400_000n, src),
      );
      expect(wides((out) => further.timeFromDays(q, n, 86_400_000n, 0, out))).toEqual(
        twins.timeFromDays(days, 86_400_000n, null),
      );
      kernels.reset(mark);
    }),
    { numRuns: 300 },
  );
});

// Zones of our own: changes at least two days apart, offsets within 14 hours.
const zone = fc
  .array(fc.tuple(fc.integer({ min: 1728, max: 4000 }), fc.integer({ min: -504, max: 504 })), { maxLength: 6 })
  .map((steps) => {
    let at = -5000;
    const starts: bigint[] = [];
    const offsets: bigint[] = [36n];
    for (const [gap, offset] of steps) {
      at += gap;
      starts.push(BigInt(at));
      offsets.push(BigInt(offset));
    }
    return { starts: BigInt64Array.from(starts), offsets: BigInt64Array.from(offsets) };
  });
const DAY = 864n;

test("zone kernels: offsets, and instants that show the wall clock they came from", () => {
  fc.assert(
    fc.property(
      zone,
      fc.array(fc.bigInt({ min: -8000n, max: 20_000n }), { minLength: 1, maxLength: 30 }),
      fc.boolean(),
      ({ starts, offsets }, list, late) => {
        const src = BigInt64Array.from(list);
        const n = src.length;
        const mark = kernels.mark();
        const [p, s, o] = [kernels.put(src), kernels.put(starts), kernels.put(offsets)];
        expect(run(new BigInt64Array(n), (out) => further.zoneOffsets(p, n, s, o, starts.length, out))).toEqual(
          twins.zoneOffsets(src, starts, offsets),
        );
        const status = kernels.push(n);
        const found = run(new BigInt64Array(n), (out) =>
          further.zoneInstants(p, n, s, o, starts.length, (DAY * 3n) / 2n, 0, late ? 1 : 0, out, status),
        );
        const states = kernels.u8.slice(status, status + n);
        src.forEach((local, i) => {
          const { instants, gap } = twins.zoneInstant(local, starts, offsets);
          if (gap === null) {
            expect(states[i]).toBe(instants.length > 1 ? 1 : 0);
            expect(found[i]).toBe(late ? instants.at(-1) : instants[0]);
          } else {
            expect(states[i]).toBe(2);
            expect(found[i]).toBe(local - gap[0]);
          }
        });
        // With the offset that a clock really had, every instant comes back.
        const wall = src.map((v, i) => v + (twins.zoneOffsets(src, starts, offsets)[i] as bigint));
        const [w, prefer] = [kernels.put(wall), kernels.put(twins.zoneOffsets(src, starts, offsets))];
        expect(
          run(new BigInt64Array(n), (out) =>
            further.zoneInstants(w, n, s, o, starts.length, (DAY * 3n) / 2n, prefer, 0, out, status),
          ),
        ).toEqual(src);
        kernels.reset(mark);
      },
    ),
    { numRuns: 400 },
  );
});

test("times in order are truncated as others are, also at both ends of 64 bits", () => {
  const ends = [-(2n ** 63n), -(2n ** 62n), -1_000n, 0n, 2n ** 63n - 2_000n];
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...ends), fc.bigInt(0n, 1_999n)), { minLength: 1, maxLength: 60 }),
      fc.bigInt(1n, 700n),
      fc.bigInt(-50n, 50n),
      (drawn, every, origin) => {
        const src = BigInt64Array.from(drawn, ([end, more]) => end + more);
        for (const values of [src, src.slice().sort()]) {
          const mark = kernels.mark();
          const at = kernels.put(values);
          const out = kernels.push(8 * values.length);
          further.timeTruncate(at, values.length, every, origin, out);
          const made = new BigInt64Array(values.length);
          kernels.read(out, made);
          kernels.reset(mark);
          expect(made).toEqual(twins.timeTruncate(values, every, origin));
        }
      },
    ),
  );
});
