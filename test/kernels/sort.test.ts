import { describe, expect, it } from "vitest";
import { kernels } from "../../src/kernels/memory.ts";
import * as twin from "../../src/kernels/twins/sort/encode.ts";
import type { KeyValues } from "../../src/kernels/twins/sort/key.ts";
import { fc } from "../support/property.ts";

const { k } = kernels;
const MAX = (1n << 64n) - 1n;

const KINDS: readonly (readonly [string, number, (n: number, draw: () => number) => KeyValues])[] = [
  ["i8", 0, (n, d) => Int8Array.from({ length: n }, () => d())],
  ["i16", 1, (n, d) => Int16Array.from({ length: n }, () => d())],
  ["i32", 2, (n, d) => Int32Array.from({ length: n }, () => d())],
  ["i64", 3, (n, d) => BigInt64Array.from({ length: n }, () => BigInt.asIntN(64, (BigInt(d()) << 31n) ^ BigInt(d())))],
  ["u8", 4, (n, d) => Uint8Array.from({ length: n }, () => d())],
  ["u16", 5, (n, d) => Uint16Array.from({ length: n }, () => d())],
  ["u32", 6, (n, d) => Uint32Array.from({ length: n }, () => d())],
  [
    "u64",
    7,
    (n, d) => BigUint64Array.from({ length: n }, () => BigInt.asUintN(64, (BigInt(d()) << 33n) ^ BigInt(d()))),
  ],
  ["f32", 8, (n, d) => Float32Array.from({ length: n }, () => special(d()))],
  ["f64", 9, (n, d) => Float64Array.from({ length: n }, () => special(d()))],
];

const SPECIALS = [0, -0, Number.NaN, Infinity, -Infinity, 5e-324, -5e-324, Number.MAX_VALUE, -Number.MAX_VALUE];
const special = (x: number): number =>
  x % 5 === 0 ? (SPECIALS[Math.abs(x / 5) % SPECIALS.length] as number) : x / 1000;

function drawer(seed: number): () => number {
  let x = seed | 1;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return x | 0;
  };
}

/** Runs `use` with scratch that is given back. */
function scratch<T>(use: () => T): T {
  const mark = kernels.mark();
  try {
    return use();
  } finally {
    kernels.reset(mark);
  }
}

function keysAt(entries: number, n: number): bigint[] {
  const words = kernels.views.u32;
  return Array.from({ length: n }, (_, i) => {
    const p = (entries >>> 2) + 4 * i;
    return (
      (BigInt(words[p + 1] as number) << 64n) | (BigInt(words[p] as number) << 32n) | BigInt(words[p + 3] as number)
    );
  });
}

const input = fc.record({ seed: fc.integer(), n: fc.integer({ min: 1, max: 300 }), nulls: fc.boolean() });
const bitmap = (n: number, draw: () => number): Uint8Array =>
  Uint8Array.from({ length: (n + 7) >> 3 }, () => draw() & 255);

describe("sort kernels", () => {
  it.each(KINDS)("bounds and encode %s as their twins", (_, kind, make) => {
    fc.assert(
      fc.property(
        input,
        fc.integer({ min: 0, max: 32 }),
        fc.boolean(),
        fc.boolean(),
        ({ seed, n, nulls }, shift, descending, first) => {
          const draw = drawer(seed);
          const values = make(n, draw);
          const validity = nulls ? bitmap(n, draw) : null;
          const rows = Int32Array.from({ length: n }, () => Math.abs(draw()) % n);
          scratch(() => {
            const src = kernels.put(values);
            const bits = validity === null ? 0 : kernels.put(validity);
            const how = kernels.push(32);
            k.sortBounds(kind, src, values.BYTES_PER_ELEMENT, bits, n, how);
            const [low, high] = twin.sortBounds(values, validity);
            expect([...kernels.views.u32.subarray(how >>> 2, (how >>> 2) + 4)]).toEqual([
              ...new Uint32Array(BigUint64Array.of(low, high).buffer),
            ]);
            const encoding = {
              from: descending ? BigInt.asUintN(64, high + 1n) : low,
              flip: descending ? MAX : 0n,
              bias: 1n,
              nothing: 0n,
            };
            kernels.write(how, BigUint64Array.of(encoding.from, encoding.flip, encoding.bias, encoding.nothing));
            const entries = kernels.push(16 * n);
            let keys: bigint[] = [];
            if (!first) {
              k.sortEncode(kind, src, values.BYTES_PER_ELEMENT, bits, n, 0, how, 40, 1, entries);
              keys = twin.sortEncode(
                values,
                validity,
                Array.from({ length: n }, (_v, i) => i),
                encoding,
                40,
                [],
              );
            }
            const at = kernels.put(rows);
            k.sortEncode(kind, src, values.BYTES_PER_ELEMENT, bits, n, at, how, shift, first ? 1 : 0, entries);
            expect(keysAt(entries, n)).toEqual(twin.sortEncode(values, validity, rows, encoding, shift, keys));
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it("encodes text as its twin", () => {
    const text = fc.array(fc.uint8Array({ maxLength: 30 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(text, fc.nat(2), fc.boolean(), (texts, skip, descending) => {
        const padded = texts.map((t) => Uint8Array.from([...new Uint8Array(skip), ...t]));
        const offsets = new Int32Array(padded.length + 1);
        for (const [i, t] of padded.entries()) offsets[i + 1] = (offsets[i] as number) + t.length;
        const data = new Uint8Array(offsets[padded.length] as number);
        for (const [i, t] of padded.entries()) data.set(t, offsets[i]);
        const rows = Int32Array.from(padded, (_, i) => padded.length - 1 - i);
        scratch(() => {
          const entries = kernels.push(16 * padded.length);
          k.sortEncodeText(
            kernels.put(offsets),
            kernels.put(data),
            kernels.put(rows),
            rows.length,
            skip,
            descending ? -1 : 0,
            entries,
          );
          expect(keysAt(entries, rows.length)).toEqual(twin.sortEncodeText(padded, rows, skip, descending));
        });
      }),
    );
  });

  const shapes: readonly (readonly [string, (i: number, draw: () => number) => readonly [bigint, number]])[] = [
    ["random", (_, d) => [(BigInt(d() >>> 0) << 32n) | BigInt(d() >>> 0), d()]],
    ["few values", (_, d) => [BigInt(d() & 3) << 62n, 0]],
    ["only low bits", (_, d) => [0n, d()]],
    ["one outlier", (i, d) => [i === 7 ? 1n << 63n : BigInt(d() & 0xffff), d() & 1]],
    ["sorted", (i) => [BigInt(i) << 20n, i]],
    ["reversed", (i) => [BigInt(1_000_000 - i) << 30n, 0]],
    ["skewed", (i, d) => [i % 10 === 0 ? BigInt(d() >>> 0) << 32n : 5n << 40n, d() & 7]],
    ["all equal", () => [77n, 5]],
  ];
  it.each(shapes)("sorts %s entries as its twin", (_, make) => {
    for (const n of [0, 1, 2, 23, 24, 700, 4095, 4096, 30_000]) {
      const draw = drawer(n + 3);
      const entries = new Uint32Array(4 * n);
      for (let i = 0; i < n; i++) {
        const [high, low] = make(i, draw);
        entries.set([Number(high & 0xffffffffn), Number(high >> 32n), i, low >>> 0], 4 * i);
      }
      scratch(() => {
        const a = kernels.put(entries);
        const keys = keysAt(a, n);
        const spare = kernels.push(16 * n);
        const sorted = k.sortEntries(a, spare, n, kernels.push(1 << 18)) === 1 ? spare : a;
        const out = kernels.push(4 * n);
        k.sortRowsOf(sorted, n, 0, out);
        const rows = new Int32Array(n);
        kernels.read(out, rows);
        expect([...rows]).toEqual(twin.sortEntries(keys));
      });
    }
  });
});
