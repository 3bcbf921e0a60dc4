import { describe, expect, test } from "vitest";
import { further } from "../../src/kernels/further.ts";
import { kernels } from "../../src/kernels/memory.ts";
import * as twinBytes from "../../src/kernels/twins/parquet/bytes.ts";
import { damaged, flips, read, u8, u32, values, within } from "../support/kernel-stack.ts";
import { fc } from "../support/property.ts";

const { k } = kernels;

const text = fc.uint8Array({ maxLength: 40 });

describe("byte arrays", () => {
  test("PLAIN, there and back, damaged or not", () => {
    fc.assert(
      fc.property(fc.array(text), flips, fc.nat(2), (v, f, more) =>
        within(() => {
          const { offsets, data } = values(v);
          const dst = kernels.push(v.reduce((s, b) => s + b.length + 4, 0));
          const whole = u8(dst, further.pqPutBytes(offsets, v.length, data, dst));
          expect(whole).toEqual(twinBytes.putBytes(v));
          const bytes = damaged(whole, f);
          const n = v.length + more;
          const src = kernels.put(bytes);
          const o = kernels.push((n + 1) * 4);
          const d = kernels.push(bytes.length);
          const size = kernels.k.pqPlainBytes(src, src + bytes.length, n, o, d);
          expect(size < 0 ? null : read(o, d, n)).toEqual(twinBytes.plainBytes(bytes, n));
        }),
      ),
      { numRuns: 300 },
    );
  });
  test("prefixes and suffixes", () => {
    const part = fc.tuple(fc.integer({ min: -1, max: 12 }), fc.integer({ min: -1, max: 12 }));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), fc.uint8Array({ maxLength: 150 }), (parts, bytes) =>
        within(() => {
          const n = parts.length;
          const p = kernels.put(Int32Array.from(parts, (x) => x[0]));
          const s = kernels.put(Int32Array.from(parts, (x) => x[1]));
          const want = twinBytes.prefixBytes(
            parts.map((x) => x[0]),
            parts.map((x) => x[1]),
            bytes,
          );
          const size = kernels.k.pqPrefixSize(p, s, n);
          if (size < 0) {
            expect(want).toBe(null);
            return;
          }
          const src = kernels.put(bytes);
          const o = kernels.push((n + 1) * 4);
          const d = kernels.push(size);
          const ok = kernels.k.pqPrefixBytes(p, s, n, src, src + bytes.length, o, d) === 0;
          expect(ok ? read(o, d, n) : null).toEqual(want);
        }),
      ),
      { numRuns: 300 },
    );
  });
  test("lengths", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: 100 }), { maxLength: 20 }), fc.nat(900), (v, max) =>
        within(() => {
          const o = kernels.push((v.length + 1) * 4);
          const sum = kernels.k.pqLengths(kernels.put(Int32Array.from(v)), v.length, max, o);
          const total = v.reduce((s, x) => s + x, 0);
          const ok = v.every((x) => x >= 0) && total <= max;
          expect(sum).toBe(ok ? total : -1);
          let at = 0;
          if (ok) expect(u32(o, v.length + 1)).toEqual([0, ...v.map((x) => (at += x))]);
        }),
      ),
    );
  });
  test("distinct values, entries by code, bounds", () => {
    const few = fc.array(fc.uint8Array({ maxLength: 20 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        few,
        fc.array(fc.nat(), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 12 }),
        (pool, picks, most) =>
          within(() => {
            const v = picks.map((p) => pool[p % pool.length] as Uint8Array);
            const n = v.length;
            const { offsets, data } = values(v);
            const cap = 128;
            const firsts = kernels.push(n * 4);
            const codes = kernels.push(n * 4);
            const count = k.textDistinct(offsets, n, data, kernels.push(cap * 4), cap, firsts, codes, most, 12345n);
            const want = twinBytes.distinct(v, most);
            expect(count < 0 ? null : { codes: u32(codes, n), firsts: u32(firsts, count) }).toEqual(want);
            const { least, most: greatest } = twinBytes.boundsBytes(v);
            const out = kernels.push(8);
            further.pqBoundsBytes(offsets, n, data, out);
            const [a, b] = u32(out, 2) as [number, number];
            expect([v[a], v[b]]).toEqual([least, greatest]);
            const own = values(pool);
            const take = kernels.put(Uint32Array.from(picks, (p) => p % pool.length));
            const size = kernels.k.pqTakeSize(take, n, own.offsets);
            expect(size).toBe(v.reduce((s, x) => s + x.length, 0));
            const o = kernels.push((n + 1) * 4);
            const d = kernels.push(size);
            kernels.k.pqTakeBytes(take, n, own.offsets, own.data, o, d);
            expect(read(o, d, n)).toEqual(v);
          }),
      ),
      { numRuns: 300 },
    );
  });
  test("UTF-8", () => {
    const strict = (b: Uint8Array): boolean => {
      try {
        new TextDecoder("utf-8", { fatal: true }).decode(b);
        return true;
      } catch {
        return false;
      }
    };
    const piece = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 30 }).map((s) => new TextEncoder().encode(s)),
      fc.uint8Array({ maxLength: 5 }),
      fc
        .constantFrom(
          [0xed, 0xa0, 0x80],
          [0xf4, 0x90, 0x80, 0x80],
          [0xc0, 0x80],
          [0xe0, 0x80, 0x80],
          [0xf0, 0x9f, 0x98],
        )
        .map((b) => Uint8Array.from(b)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), fc.array(fc.nat(60), { maxLength: 3 }), (parts, cuts) =>
        within(() => {
          const all = Uint8Array.from(parts.flatMap((p) => [...p]));
          const at = [0, ...cuts.map((c) => Math.min(c, all.length)).sort((a, b) => a - b), all.length];
          const v = at.slice(1).map((end, i) => all.slice(at[i], end));
          const { offsets, data } = values(v);
          expect(kernels.k.pqUtf8(offsets, v.length, data) === 1).toBe(v.every(strict));
        }),
      ),
      { numRuns: 1000 },
    );
  });
});
