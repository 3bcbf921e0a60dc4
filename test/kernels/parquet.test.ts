import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { kernels } from "../../src/kernels/memory.ts";
import * as twinBytes from "../../src/kernels/twins/parquet/bytes.ts";
import { lz4BlockDecode, snappyDecode } from "../../src/kernels/twins/parquet/codec.ts";
import * as convert from "../../src/kernels/twins/parquet/convert.ts";
import { deltaDecode } from "../../src/kernels/twins/parquet/delta.ts";
import { hybridDecode, oldLevels, slots } from "../../src/kernels/twins/parquet/hybrid.ts";

const { k } = kernels;
let mark = 0;
beforeEach(() => {
  mark = kernels.mark();
});
afterEach(() => kernels.reset(mark));

/** Runs one example on a stack of its own. */
const within = <T>(call: () => T): T => {
  const m = kernels.mark();
  try {
    return call();
  } finally {
    kernels.reset(m);
  }
};
const u8 = (ptr: number, n: number): Uint8Array => kernels.u8.slice(ptr, ptr + n);
const u32 = (ptr: number, n: number): number[] => [...new Uint32Array(u8(ptr, n * 4).buffer)];
const i64 = (ptr: number, n: number): bigint[] => [...new BigInt64Array(u8(ptr, n * 8).buffer)];
const bits = (ptr: number, n: number): boolean[] =>
  Array.from({ length: n }, (_, i) => (((kernels.u8[ptr + (i >> 3)] as number) >> (i & 7)) & 1) === 1);
const bitmap = (valid: readonly boolean[]): number => {
  const out = new Uint8Array((valid.length + 7) >> 3);
  valid.forEach((v, i) => {
    if (v) out[i >> 3] = (out[i >> 3] as number) | (1 << (i & 7));
  });
  return kernels.put(out);
};
const values = (v: readonly Uint8Array[]): { offsets: number; data: number } => {
  const offsets = new Int32Array(v.length + 1);
  v.forEach((b, i) => {
    offsets[i + 1] = (offsets[i] as number) + b.length;
  });
  const data = new Uint8Array(offsets[v.length] as number);
  v.forEach((b, i) => data.set(b, offsets[i]));
  return { offsets: kernels.put(offsets), data: kernels.put(data) };
};
const read = (offsets: number, data: number, n: number): Uint8Array[] => {
  const o = u32(offsets, n + 1);
  return Array.from({ length: n }, (_, i) => u8(data + (o[i] as number), (o[i + 1] as number) - (o[i] as number)));
};

const text = fc.uint8Array({ maxLength: 40 });
/** Bytes with repeats near and far, which codecs make matches of. */
const compressible = fc
  .array(fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 60 })), { maxLength: 12 })
  .map((parts) => Uint8Array.from(parts.flatMap(([p, n]) => Array.from({ length: n }, () => [...p]).flat())));

/** Changes some bytes of a stream. */
const damaged = (base: Uint8Array, flips: readonly (readonly [number, number])[]): Uint8Array => {
  const out = base.slice();
  for (const [at, v] of flips) if (out.length > 0) out[at % out.length] = v;
  return out;
};
const flips = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 });

const encodeSnappy = (plain: Uint8Array): Uint8Array => {
  const dst = kernels.push(64 + plain.length + Math.ceil(plain.length / 6));
  return u8(dst, k.snappyEncode(kernels.put(plain), plain.length, dst, kernels.push(32768)));
};
const snappy = (block: Uint8Array, size: number): Uint8Array | null => {
  const dst = kernels.push(size);
  const src = kernels.put(block);
  return k.snappyDecode(src, src + block.length, dst, dst + size) === 0 ? u8(dst, size) : null;
};

describe("codecs", () => {
  test("snappy: what is deflated inflates, here and in the twin", () => {
    fc.assert(
      fc.property(compressible, (plain) =>
        within(() => {
          const block = encodeSnappy(plain);
          expect(snappyDecode(block, plain.length)).toEqual(plain);
          expect(snappy(block, plain.length)).toEqual(plain);
        }),
      ),
    );
  });
  test("snappy: long input of several blocks", () => {
    const plain = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) >> (i % 7));
    expect(snappy(encodeSnappy(plain), plain.length)).toEqual(plain);
  });
  test("snappy: damaged blocks", () => {
    fc.assert(
      fc.property(compressible, flips, fc.integer({ min: -3, max: 3 }), (plain, f, more) =>
        within(() => {
          const block = damaged(encodeSnappy(plain), f);
          const size = Math.max(0, plain.length + more);
          expect(snappy(block, size)).toEqual(snappyDecode(block, size));
        }),
      ),
      { numRuns: 500 },
    );
  });
  test("lz4: any bytes", () => {
    // A literal run, then a match: enough of both for blocks that go on.
    const piece = fc
      .tuple(
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 4, max: 300 }),
      )
      .map(([lit, back, match]) => {
        const ext = (n: number): number[] =>
          n < 15 ? [] : [...new Array<number>(Math.floor((n - 15) / 255)).fill(255), (n - 15) % 255];
        const m = match - 4;
        return [(Math.min(15, lit.length) << 4) | Math.min(15, m), ...ext(lit.length), ...lit, back, 0, ...ext(m)];
      });
    const block = fc
      .tuple(fc.array(piece, { maxLength: 6 }), fc.uint8Array({ maxLength: 14 }))
      .map(([p, end]) => Uint8Array.from([...p.flat(), end.length << 4, ...end]));
    fc.assert(
      fc.property(block, flips, fc.nat(2500), (b, f, size) =>
        within(() => {
          const bytes = damaged(b, f);
          const dst = kernels.push(size);
          const src = kernels.put(bytes);
          const n = k.lz4BlockDecode(src, src + bytes.length, dst, dst + size);
          expect(n < 0 ? null : u8(dst, n)).toEqual(lz4BlockDecode(bytes, size));
        }),
      ),
      { numRuns: 500 },
    );
  });
});

const runs = fc
  .array(fc.oneof(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 40 })), fc.tuple(fc.nat(), fc.constant(1))), {
    maxLength: 60,
  })
  .map((r) => r.flatMap(([v, n]) => new Array<number>(n).fill(v)));

describe("hybrid streams", () => {
  const encoded = (v: readonly number[], width: number): Uint8Array => {
    const codes = kernels.push(v.length * 4 + 64);
    kernels.write(codes, Uint32Array.from(v));
    const dst = kernels.push(v.length * 5 + 128);
    return u8(dst, k.pqHybrid(codes, v.length, width, dst));
  };
  const unpack = (bytes: Uint8Array, width: number, n: number, limit: number): number[] | null => {
    const src = kernels.put(bytes);
    const out = kernels.push(n * 4);
    return k.pqUnpack(src, src + bytes.length, width, n, limit, out, kernels.push(64)) === 0 ? u32(out, n) : null;
  };
  test("encode and decode at every width, damaged or not", () => {
    fc.assert(
      fc.property(runs, fc.integer({ min: 1, max: 32 }), flips, fc.nat(3), (raw, width, f, more) =>
        within(() => {
          const v = raw.map((x) => x % 2 ** width);
          const whole = encoded(v, width);
          const limit = Math.min(2 ** 32 - 1, 2 ** width);
          if (!v.includes(2 ** 32 - 1)) expect(unpack(whole, width, v.length, limit)).toEqual(v);
          const bytes = damaged(whole, f);
          const n = v.length + more;
          const tight = Math.max(...v, 0) + 1;
          if (tight < 2 ** 32) expect(unpack(bytes, width, n, tight)).toEqual(hybridDecode(bytes, width, n, tight));
        }),
      ),
      { numRuns: 400 },
    );
  });
  test("levels and bitmaps", () => {
    fc.assert(
      fc.property(runs, fc.integer({ min: 1, max: 7 }), flips, (raw, max, f) =>
        within(() => {
          const width = 32 - Math.clz32(max);
          const bytes = damaged(
            encoded(
              raw.map((x) => x % (max + 1)),
              width,
            ),
            f,
          );
          const src = kernels.put(bytes);
          const out = kernels.push(raw.length + 16);
          const ok = k.pqLevels(src, src + bytes.length, width, raw.length, max, out) === 0;
          expect(ok ? [...u8(out, raw.length)] : null).toEqual(hybridDecode(bytes, width, raw.length, max + 1));
          const one = damaged(
            encoded(
              raw.map((x) => x % 2),
              1,
            ),
            f,
          );
          const at = kernels.put(one);
          const to = kernels.push(raw.length + 32);
          const count = k.pqBits(at, at + one.length, raw.length, to);
          const twin = hybridDecode(one, 1, raw.length, 2);
          expect(count < 0 ? null : bits(to, raw.length).map(Number)).toEqual(twin);
          if (twin !== null) expect(count).toBe(twin.filter((b) => b === 1).length);
        }),
      ),
      { numRuns: 400 },
    );
  });
  test("old levels", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), fc.integer({ min: 1, max: 7 }), fc.nat(100), (bytes, max, n) =>
        within(() => {
          const width = 32 - Math.clz32(max);
          const src = kernels.put(bytes);
          const out = kernels.push(n);
          const ok = k.pqOldLevels(src, src + bytes.length, width, n, max, out) === 0;
          expect(ok ? [...u8(out, n)] : null).toEqual(oldLevels(bytes, width, n, max));
        }),
      ),
    );
  });
  test("slots", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4)), fc.nat(4), (def, slot) =>
        within(() => {
          const ones = kernels.push(8);
          const out = kernels.push(def.length + 16);
          const n = k.pqSlots(kernels.put(Uint8Array.from(def)), def.length, slot, 4, out, ones);
          const want = slots(def, slot, 4);
          expect(bits(out, n)).toEqual(want);
          expect(u32(ones, 1)[0]).toBe(want.filter(Boolean).length);
        }),
      ),
    );
  });
  test("gathers from a dictionary", () => {
    fc.assert(
      fc.property(
        runs,
        fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), { minLength: 1, maxLength: 300 }),
        flips,
        (raw, dict, f) =>
          within(() => {
            const width = Math.max(1, 32 - Math.clz32(dict.length - 1));
            const bytes = damaged(
              encoded(
                raw.map((x) => x % dict.length),
                width,
              ),
              f,
            );
            const n = raw.length;
            const codes = hybridDecode(bytes, width, n, dict.length);
            const src = kernels.put(bytes);
            const tmp = kernels.push(64);
            const wide = kernels.put(BigUint64Array.from(dict));
            const out = kernels.push(n * 16);
            const ok = k.pqGather64(src, src + bytes.length, width, n, wide, dict.length, out, tmp) === 0;
            expect(ok ? [...new BigUint64Array(u8(out, n * 8).buffer)] : null).toEqual(
              codes?.map((c) => dict[c]) ?? null,
            );
            const low = dict.map((v) => Number(v & 0xffffffffn));
            const narrow = kernels.put(Uint32Array.from(low));
            const fine = k.pqGather32(src, src + bytes.length, width, n, narrow, dict.length, out, tmp) === 0;
            expect(fine ? u32(out, n) : null).toEqual(codes?.map((c) => low[c]) ?? null);
            if (codes === null) return;
            const at = kernels.put(Uint32Array.from(codes));
            k.pqTake128(at, n, kernels.put(BigUint64Array.from(dict.flatMap((v) => [v, v]))), out);
            expect([...new BigUint64Array(u8(out, n * 16).buffer)]).toEqual(codes.flatMap((c) => [dict[c], dict[c]]));
            k.pqRemap(at, n, narrow);
            expect(u32(at, n)).toEqual(codes.map((c) => low[c]));
          }),
      ),
      { numRuns: 300 },
    );
  });
});

describe("spreads", () => {
  test("values, bits and offsets", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 80 }), (valid) =>
        within(() => {
          const n = valid.length;
          const dense = valid.filter(Boolean).map((_, i) => BigInt(i) * 0x0123456789abcdn + 1n);
          const at = bitmap(valid);
          const want = convert.spread(dense, valid, 0n);
          const out = kernels.push(n * 16 + 16);
          k.pqSpread64(kernels.put(BigInt64Array.from(dense)), at, n, out);
          expect(i64(out, n)).toEqual(want);
          k.pqSpread32(kernels.put(Uint32Array.from(dense, (v) => Number(v & 0xffffffffn))), at, n, out);
          expect(u32(out, n)).toEqual(want.map((v) => Number(v & 0xffffffffn)));
          k.pqSpread16(kernels.put(Uint16Array.from(dense, (v) => Number(v & 0xffffn))), at, n, out);
          expect([...new Uint16Array(u8(out, n * 2).buffer)]).toEqual(want.map((v) => Number(v & 0xffffn)));
          k.pqSpread8(kernels.put(Uint8Array.from(dense, (v) => Number(v & 0xffn))), at, n, out);
          expect([...u8(out, n)]).toEqual(want.map((v) => Number(v & 0xffn)));
          k.pqSpread128(kernels.put(BigInt64Array.from(dense.flatMap((v) => [v, -v]))), at, n, out);
          expect(i64(out, 2 * n)).toEqual(want.flatMap((v) => [v, -v]));
          const flags = dense.map((v) => v % 3n === 1n);
          k.pqSpreadBits(bitmap(flags), at, n, out);
          expect(bits(out, n)).toEqual(convert.spread(flags, valid, false));
          let sum = 5;
          const offsets = [5, ...dense.map((_, i) => (sum += i % 4))];
          k.pqSpreadOffsets(kernels.put(Uint32Array.from(offsets)), at, n, 100, out);
          let seen = 0;
          expect(u32(out, n + 1)).toEqual(
            [offsets[0] as number, ...valid.map((v) => offsets[v ? ++seen : seen] as number)].map((o) => o + 100),
          );
          const shifted = kernels.put(Uint32Array.from(offsets));
          k.pqShiftOffsets(shifted, offsets.length, 7);
          expect(u32(shifted, offsets.length)).toEqual(offsets.map((o) => o + 7));
        }),
      ),
      { numRuns: 300 },
    );
  });
});

describe("byte arrays", () => {
  test("PLAIN, there and back, damaged or not", () => {
    fc.assert(
      fc.property(fc.array(text), flips, fc.nat(2), (v, f, more) =>
        within(() => {
          const { offsets, data } = values(v);
          const dst = kernels.push(v.reduce((s, b) => s + b.length + 4, 0));
          const whole = u8(dst, k.pqPutBytes(offsets, v.length, data, dst));
          expect(whole).toEqual(twinBytes.putBytes(v));
          const bytes = damaged(whole, f);
          const n = v.length + more;
          const src = kernels.put(bytes);
          const o = kernels.push((n + 1) * 4);
          const d = kernels.push(bytes.length);
          const size = k.pqPlainBytes(src, src + bytes.length, n, o, d);
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
          const size = k.pqPrefixSize(p, s, n);
          if (size < 0) {
            expect(want).toBe(null);
            return;
          }
          const src = kernels.put(bytes);
          const o = kernels.push((n + 1) * 4);
          const d = kernels.push(size);
          const ok = k.pqPrefixBytes(p, s, n, src, src + bytes.length, o, d) === 0;
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
          const sum = k.pqLengths(kernels.put(Int32Array.from(v)), v.length, max, o);
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
            const count = k.pqDistinct(offsets, n, data, kernels.push(cap * 4), cap, firsts, codes, most);
            const want = twinBytes.distinct(v, most);
            expect(count < 0 ? null : { codes: u32(codes, n), firsts: u32(firsts, count) }).toEqual(want);
            const { least, most: greatest } = twinBytes.boundsBytes(v);
            const out = kernels.push(8);
            k.pqBoundsBytes(offsets, n, data, out);
            const [a, b] = u32(out, 2) as [number, number];
            expect([v[a], v[b]]).toEqual([least, greatest]);
            const own = values(pool);
            const take = kernels.put(Uint32Array.from(picks, (p) => p % pool.length));
            const size = k.pqTakeSize(take, n, own.offsets);
            expect(size).toBe(v.reduce((s, x) => s + x.length, 0));
            const o = kernels.push((n + 1) * 4);
            const d = kernels.push(size);
            k.pqTakeBytes(take, n, own.offsets, own.data, o, d);
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
          expect(k.pqUtf8(offsets, v.length, data) === 1).toBe(v.every(strict));
        }),
      ),
      { numRuns: 1000 },
    );
  });
});

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
      const least = deltas.reduce((a, b) => (b < a ? b : a));
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
            const end = k.pqDelta(src, src + bytes.length, n, is64 ? 1 : 0, out) >>> 0;
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
          k.pqNarrow8(src, n, out);
          expect([...new Int8Array(u8(out, n).buffer)]).toEqual([...Int8Array.from(ints)]);
          k.pqNarrow16(src, n, out);
          expect([...new Int16Array(u8(out, n * 2).buffer)]).toEqual([...Int16Array.from(ints)]);
          k.pqWiden(src, n, 1_000_000, out);
          expect(i64(out, n)).toEqual(ints.map((x) => BigInt(x) * 1_000_000n));
          k.pqScale(long, n, 1000, out);
          expect(i64(out, n)).toEqual(v.map((x) => BigInt.asIntN(64, x * 1000n)));
          k.pqWide32(src, n, out);
          expect(i64(out, 2 * n)).toEqual(ints.flatMap((x) => [BigInt(x), x < 0 ? -1n : 0n]));
          k.pqWide64(long, n, out);
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
            const ok = k.pqBigEndianAt(offsets, v.length, data, out) === 0;
            expect(ok).toBe(!want.includes(null));
            if (!ok) return;
            const words = i64(out, 2 * v.length);
            expect(
              v.map((_, i) => ((words[2 * i + 1] as bigint) << 64n) | BigInt.asUintN(64, words[2 * i] as bigint)),
            ).toEqual(want);
            const first = v[0];
            if (first === undefined) return;
            expect(k.pqBigEndian(kernels.put(first), 1, first.length, out)).toBe(0);
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
          k.pqInt96(kernels.put(raw), v.length, out);
          expect(i64(out, v.length)).toEqual(v.map(([nanos, day]) => convert.int96(nanos, day)));
        }),
      ),
    );
    const all = Uint16Array.from({ length: 65536 }, (_, i) => i);
    const out = kernels.push(65536 * 4);
    k.pqHalf(kernels.put(all), 65536, out);
    const floats = new Float32Array(u8(out, 65536 * 4).buffer);
    for (let i = 0; i < 65536; i++)
      if (!Object.is(floats[i], convert.half(i))) expect([i, floats[i]]).toEqual([i, convert.half(i)]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), fc.integer({ min: 1, max: 12 }), (bytes, width) =>
        within(() => {
          const n = Math.floor(bytes.length / width);
          const to = kernels.push(bytes.length);
          k.pqUnsplit(kernels.put(bytes), n, width, to);
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
          const signed = bounds(k.pqBoundsI64, BigInt64Array.from(v));
          expect([signed.getBigInt64(0, true), signed.getBigInt64(8, true)]).toEqual(order(v));
          const unsigned = bounds(k.pqBoundsU64, BigInt64Array.from(v));
          expect([unsigned.getBigUint64(0, true), unsigned.getBigUint64(8, true)]).toEqual(
            order(v.map((x) => BigInt.asUintN(64, x))),
          );
          const ints = v.map((x) => Number(BigInt.asIntN(32, x)));
          const small = bounds(k.pqBoundsI32, Int32Array.from(ints));
          expect([small.getInt32(0, true), small.getInt32(8, true)]).toEqual(order(ints));
          const plus = bounds(k.pqBoundsU32, Int32Array.from(ints));
          expect([plus.getUint32(0, true), plus.getUint32(8, true)]).toEqual(order(ints.map((x) => x >>> 0)));
          const floats = v.map((x, i) => (i % 5 === 4 ? Number.NaN : Number(x)));
          const numbers = floats.filter((x) => !Number.isNaN(x));
          const f = bounds(k.pqBoundsF64, Float64Array.from(floats));
          expect([f.getFloat64(0, true), f.getFloat64(8, true)]).toEqual([Math.min(...numbers), Math.max(...numbers)]);
          const g = bounds(k.pqBoundsF32, Float32Array.from(floats));
          expect([g.getFloat32(0, true), g.getFloat32(8, true)]).toEqual([
            Math.fround(Math.min(...numbers)),
            Math.fround(Math.max(...numbers)),
          ]);
          const few = v.map((x) => x % 7n);
          const index = [...new Set(few)];
          const codes = kernels.push(n * 4);
          const dict = kernels.push(n * 8);
          const table = kernels.push(64 * 4);
          const count = k.pqDict64(kernels.put(BigInt64Array.from(few)), n, table, 64, most, dict, codes);
          expect(count).toBe(index.length > most ? -1 : index.length);
          if (count > 0)
            expect({ codes: u32(codes, n), dict: i64(dict, count) }).toEqual({
              codes: few.map((x) => index.indexOf(x)),
              dict: index,
            });
          const narrow = k.pqDict32(kernels.put(Int32Array.from(few, Number)), n, table, 64, most, dict, codes);
          expect(narrow).toBe(count);
          if (count > 0) expect(u32(codes, n)).toEqual(few.map((x) => index.indexOf(x)));
        }),
      ),
      { numRuns: 300 },
    );
  });
});
