import { describe, expect, test } from "vitest";
import { further } from "../../src/kernels/further.ts";
import { kernels } from "../../src/kernels/memory.ts";
import * as convert from "../../src/kernels/twins/parquet/convert.ts";
import { deltaDecode } from "../../src/kernels/twins/parquet/delta.ts";
import { damaged, flips, i64, u8, u32, values, within } from "../support/kernel-stack.ts";
import { fc } from "../support/property.ts";

describe("numbers", () => {
  /** A stream of deltas as the format has it. */
  const packed = (v: readonly bigint[], minis: number, per: number): Uint8Array => {
    const out: number[] = [];
    const varint = (x: bigint): void => {
      let rest = BigInt.asUintN(64, x);
      for (; rest >= 128n; rest >>= 7n) out.push(Number(rest & 127n) | 128);
      out.push(Number(rest));
    };
    const zigzag = (x: bigint): void => varint((x << 1n) ^ (x >> 63n));
    varint(BigInt(minis * per));
    varint(BigInt(minis));
    varint(BigInt(v.length));
    zigzag(v[0] ?? 0n);
    for (let i = 1; i < v.length; i += minis * per) {
      const deltas = v.slice(i, i + minis * per).map((x, j) => BigInt.asIntN(64, x - (v[i + j - 1] as bigint)));
      const least = [...deltas].sort((a, b) => (a < b ? -1 : 1))[0] as bigint;
      zigzag(least);
      const over = deltas.map((d) => BigInt.asUintN(64, d - least));
      const groups = Array.from({ length: minis }, (_, m) => over.slice(m * per, (m + 1) * per));
      const widths = groups.map((g) => g.reduce((w, d) => Math.max(w, d === 0n ? 0 : d.toString(2).length), 0));
      out.push(...widths);
      groups.forEach((g, m) => {
        if (g.length === 0) return;
        let word = 0n;
        g.forEach((d, j) => {
          word |= d << BigInt(j * (widths[m] as number));
        });
        for (let b = 0; b < (per * (widths[m] as number)) / 8; b++) out.push(Number((word >> BigInt(8 * b)) & 255n));
      });
    }
    return Uint8Array.from(out);
  };
  const wide = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
  test("deltas, damaged or not", () => {
    const v = fc.oneof(
      fc.array(wide, { maxLength: 80 }),
      fc.array(fc.bigInt({ min: -9n, max: 900n }), { maxLength: 300 }),
    );
    fc.assert(
      fc.property(
        v,
        fc.constantFrom([4, 32], [1, 8], [2, 64] as const),
        flips,
        fc.boolean(),
        (raw, [minis, per], f, is64) =>
          within(() => {
            const bits = is64 ? 64 : 32;
            const n = raw.length;
            const stream = packed(raw, minis, per);
            expect(deltaDecode(stream, n, bits)?.values).toEqual(raw.map((x) => BigInt.asIntN(bits, x)));
            const bytes = damaged(stream, f);
            const src = kernels.put(bytes);
            const out = kernels.push(n * 8);
            const end = kernels.k.pqDelta(src, src + bytes.length, n, is64 ? 1 : 0, out) >>> 0;
            const got =
              end === 0
                ? null
                : {
                    values: is64 ? i64(out, n) : [...new Int32Array(u8(out, n * 4).buffer)].map(BigInt),
                    end: end - src,
                  };
            expect(got).toEqual(deltaDecode(bytes, n, bits));
          }),
      ),
      { numRuns: 400 },
    );
  });
  test("integers narrowed, widened, scaled", () => {
    fc.assert(
      fc.property(fc.array(wide, { maxLength: 40 }), (v) =>
        within(() => {
          const n = v.length;
          const ints = v.map((x) => Number(BigInt.asIntN(32, x)));
          const src = kernels.put(Int32Array.from(ints));
          const long = kernels.put(BigInt64Array.from(v));
          const out = kernels.push(n * 16);
          kernels.k.pqNarrow8(src, n, out);
          expect([...new Int8Array(u8(out, n).buffer)]).toEqual([...Int8Array.from(ints)]);
          kernels.k.pqNarrow16(src, n, out);
          expect([...new Int16Array(u8(out, n * 2).buffer)]).toEqual([...Int16Array.from(ints)]);
          kernels.k.pqWiden(src, n, 1_000_000, out);
          expect(i64(out, n)).toEqual(ints.map((x) => BigInt(x) * 1_000_000n));
          kernels.k.pqScale(long, n, 1000, out);
          expect(i64(out, n)).toEqual(v.map((x) => BigInt.asIntN(64, x * 1000n)));
          kernels.k.pqWide32(src, n, out);
          expect(i64(out, 2 * n)).toEqual(ints.flatMap((x) => [BigInt(x), x < 0 ? -1n : 0n]));
          kernels.k.pqWide64(long, n, out);
          expect(i64(out, 2 * n)).toEqual(v.flatMap((x) => [x, x < 0n ? -1n : 0n]));
        }),
      ),
    );
  });
  test("big-endian decimals", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.uint8Array({ maxLength: 19 }),
            fc.uint8Array({ maxLength: 15 }).map((b) => Uint8Array.from([255, 255, 255, 128, ...b])),
          ),
          { maxLength: 8 },
        ),
        (v) =>
          within(() => {
            const { offsets, data } = values(v);
            const out = kernels.push(v.length * 16);
            const want = v.map(convert.bigEndian);
            const ok = kernels.k.pqBigEndianAt(offsets, v.length, data, out) === 0;
            expect(ok).toBe(!want.includes(null));
            if (!ok) return;
            const words = i64(out, 2 * v.length);
            expect(
              v.map((_, i) => ((words[2 * i + 1] as bigint) << 64n) | BigInt.asUintN(64, words[2 * i] as bigint)),
            ).toEqual(want);
            const first = v[0];
            if (first === undefined) return;
            expect(kernels.k.pqBigEndian(kernels.put(first), 1, first.length, out)).toBe(0);
            expect(i64(out, 2)).toEqual(words.slice(0, 2));
          }),
      ),
      { numRuns: 500 },
    );
  });
  test("INT96, half floats, split streams", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(wide, fc.nat(0xffffffff)), { maxLength: 10 }), (v) =>
        within(() => {
          const raw = new Uint8Array(v.length * 12);
          const view = new DataView(raw.buffer);
          v.forEach(([nanos, day], i) => {
            view.setBigInt64(12 * i, nanos, true);
            view.setUint32(12 * i + 8, day, true);
          });
          const out = kernels.push(v.length * 8);
          kernels.k.pqInt96(kernels.put(raw), v.length, out);
          expect(i64(out, v.length)).toEqual(v.map(([nanos, day]) => convert.int96(nanos, day)));
        }),
      ),
    );
    const all = Uint16Array.from({ length: 65536 }, (_, i) => i);
    const out = kernels.push(65536 * 4);
    kernels.k.pqHalf(kernels.put(all), 65536, out);
    const floats = new Float32Array(u8(out, 65536 * 4).buffer);
    for (let i = 0; i < 65536; i++)
      if (!Object.is(floats[i], convert.half(i))) expect([i, floats[i]]).toEqual([i, convert.half(i)]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), fc.integer({ min: 1, max: 12 }), (bytes, width) =>
        within(() => {
          const n = Math.floor(bytes.length / width);
          const to = kernels.push(bytes.length);
          kernels.k.pqUnsplit(kernels.put(bytes), n, width, to);
          expect(u8(to, n * width)).toEqual(convert.unsplit(bytes, n, width));
        }),
      ),
    );
  });
  test("bounds and dictionaries", () => {
    fc.assert(
      fc.property(fc.array(wide, { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (v, most) =>
        within(() => {
          const n = v.length;
          const out = kernels.push(16);
          const bounds = (call: (src: number, n: number, out: number) => unknown, a: ArrayBufferView): DataView => {
            call(kernels.put(a), n, out);
            return new DataView(u8(out, 16).buffer);
          };
          const order = (xs: readonly (bigint | number)[]): unknown[] => {
            const s = [...xs].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
            return [s[0], s[n - 1]];
          };
          const signed = bounds(further.pqBoundsI64, BigInt64Array.from(v));
          expect([signed.getBigInt64(0, true), signed.getBigInt64(8, true)]).toEqual(order(v));
          const unsigned = bounds(further.pqBoundsU64, BigInt64Array.from(v));
          expect([unsigned.getBigUint64(0, true), unsigned.getBigUint64(8, true)]).toEqual(
            order(v.map((x) => BigInt.asUintN(64, x))),
          );
          const ints = v.map((x) => Number(BigInt.asIntN(32, x)));
          const small = bounds(further.pqBoundsI32, Int32Array.from(ints));
          expect([small.getInt32(0, true), small.getInt32(8, true)]).toEqual(order(ints));
          const plus = bounds(further.pqBoundsU32, Int32Array.from(ints));
          expect([plus.getUint32(0, true), plus.getUint32(8, true)]).toEqual(order(ints.map((x) => x >>> 0)));
          const floats = v.map((x, i) => (i % 5 === 4 ? Number.NaN : Number(x)));
          const numbers = floats.filter((x) => !Number.isNaN(x));
          const f = bounds(further.pqBoundsF64, Float64Array.from(floats));
          expect([f.getFloat64(0, true), f.getFloat64(8, true)]).toEqual([Math.min(...numbers), Math.max(...numbers)]);
          const g = bounds(further.pqBoundsF32, Float32Array.from(floats));
          expect([g.getFloat32(0, true), g.getFloat32(8, true)]).toEqual([
            Math.fround(Math.min(...numbers)),
            Math.fround(Math.max(...numbers)),
          ]);
          const few = v.map((x) => x % 7n);
          const index = [...new Set(few)];
          const codes = kernels.push(n * 4);
          const dict = kernels.push(n * 8);
          const table = kernels.push(64 * 4);
          const count = further.pqDict64(kernels.put(BigInt64Array.from(few)), n, table, 64, most, dict, codes);
          expect(count).toBe(index.length > most ? -1 : index.length);
          if (count > 0)
            expect({ codes: u32(codes, n), dict: i64(dict, count) }).toEqual({
              codes: few.map((x) => index.indexOf(x)),
              dict: index,
            });
          const narrow = further.pqDict32(kernels.put(Int32Array.from(few, Number)), n, table, 64, most, dict, codes);
          expect(narrow).toBe(count);
          if (count > 0) expect(u32(codes, n)).toEqual(few.map((x) => index.indexOf(x)));
        }),
      ),
      { numRuns: 300 },
    );
  });
});
