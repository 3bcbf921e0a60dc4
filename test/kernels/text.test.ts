import { expect, test } from "vitest";
import { type BytesColumn, bytesColumn } from "../../src/arrow/column.ts";
import { Utf8 } from "../../src/arrow/types.ts";
import { utf8 } from "../../src/core/utf8.ts";
import { further } from "../../src/kernels/further.ts";
import { kernels } from "../../src/kernels/memory.ts";
import * as twins from "../../src/kernels/twins/text.ts";
import { fc } from "../support/property.ts";

const unit = fc.constantFrom("a", "b", "A", "é", "🦄", " ", "z", "aab", "ba");
const rows = fc.array(fc.string({ unit, maxLength: 30 }), { maxLength: 60 });
const needle = fc.string({ unit, minLength: 1, maxLength: 9 }).map(utf8);

/** Texts as a column whose first offset need not be 0. */
function columnOf(texts: readonly string[], skip: number): BytesColumn {
  const parts = ["x".repeat(skip), ...texts].map(utf8);
  const offsets = new Int32Array(texts.length + 1);
  offsets[0] = skip;
  for (let i = 0; i < texts.length; i++) offsets[i + 1] = (offsets[i] as number) + (parts[i + 1] as Uint8Array).length;
  const data = new Uint8Array(offsets[texts.length] as number);
  let at = 0;
  for (const p of parts) {
    data.set(p, at);
    at += p.length;
  }
  return bytesColumn(Utf8, texts.length, offsets, data);
}

function run<T>(
  c: BytesColumn,
  what: Uint8Array,
  bytes: number,
  call: (o: number, d: number, n: number, out: number) => T,
): Uint8Array {
  const mark = kernels.mark();
  const first = c.offsets[0] as number;
  // The bytes around the column must not matter.
  const [o, d, n] = [kernels.put(c.offsets), kernels.put(c.data.subarray(first)), kernels.put(what)];
  kernels.u8.fill(97, d + c.data.length - first, d + c.data.length - first + 32);
  const out = kernels.push(bytes);
  kernels.u8.fill(0, out, out + bytes);
  call(o, d - first, n, out);
  const found = kernels.u8.slice(out, out + bytes);
  kernels.reset(mark);
  return found;
}

test("search kernels find what their twins find", () => {
  fc.assert(
    fc.property(rows, needle, fc.nat(5), (texts, what, skip) => {
      const c = columnOf(texts, skip);
      const bytes = (texts.length + 7) >> 3;
      const { k } = kernels;
      const n = c.length;
      expect(run(c, what, bytes, (o, d, w, out) => k.textContains(o, n, d, w, what.length, out))).toEqual(
        twins.textContains(c.offsets, n, c.data, what),
      );
      expect(run(c, what, bytes, (o, d, w, out) => k.textAffix(o, n, d, w, what.length, 0, out))).toEqual(
        twins.textAffix(c.offsets, n, c.data, what, false),
      );
      expect(run(c, what, bytes, (o, d, w, out) => k.textAffix(o, n, d, w, what.length, 1, out))).toEqual(
        twins.textAffix(c.offsets, n, c.data, what, true),
      );
      expect(run(c, what, bytes, (o, d, w, out) => k.textEquals(o, n, d, w, what.length, out))).toEqual(
        twins.textEquals(c.offsets, n, c.data, what),
      );
    }),
    { numRuns: 400 },
  );
});

test("the twin finds what includes() finds", () => {
  fc.assert(
    fc.property(rows, fc.string({ unit, minLength: 1, maxLength: 4 }), (texts, what) => {
      const bits = twins.textContains(columnOf(texts, 0).offsets, texts.length, columnOf(texts, 0).data, utf8(what));
      expect(texts.map((_, i) => ((bits[i >> 3] as number) >> (i & 7)) & 1)).toEqual(
        texts.map((t) => (t.includes(what) ? 1 : 0)),
      );
    }),
  );
});

test("case, ASCII and character counts", () => {
  fc.assert(
    fc.property(rows, fc.nat(5), (texts, skip) => {
      const c = columnOf(texts, skip);
      const data = c.data.subarray(skip);
      const counts = run(c, new Uint8Array(1), 4 * c.length, (o, d, _, out) =>
        kernels.k.textLenChars(o, c.length, d, out),
      );
      expect(new Uint32Array(counts.buffer)).toEqual(twins.textLenChars(c.offsets, c.length, c.data));
      expect([...twins.textLenChars(c.offsets, c.length, c.data)]).toEqual(texts.map((t) => [...t].length));
      for (const low of [65, 97])
        expect(run(c, data, data.length, (_, __, w, out) => kernels.k.textFlipCase(w, data.length, low, out))).toEqual(
          twins.textFlipCase(data, low),
        );
      const mark = kernels.mark();
      expect(kernels.k.textIsAscii(kernels.put(data), data.length) === 1).toBe(twins.textIsAscii(data));
      kernels.reset(mark);
    }),
  );
});

test("texts of several sources are joined as by the twin", () => {
  const source = fc.tuple(
    rows.filter((r) => r.length > 0),
    fc.nat(4),
    fc.constantFrom("rows", "codes", "one"),
  );
  fc.assert(
    fc.property(fc.array(source, { maxLength: 4 }), fc.nat(80), fc.boolean(), fc.nat(), (given, n, nullable, seed) => {
      const sources = given.map(([texts, skip, kind], k) => {
        const fitted = kind === "rows" ? Array.from({ length: n }, (_, i) => texts[i % texts.length] as string) : texts;
        const c = columnOf(fitted, skip);
        const codes = kind === "codes" ? Int32Array.from({ length: n }, (_, i) => (i * 7 + k) % texts.length) : null;
        return { offsets: c.offsets, data: c.data, codes, one: kind === "one" };
      });
      const bits = nullable ? new Uint8Array((n + 7) >> 3).map((_, i) => (seed >> (i % 24)) & 255) : null;
      const wanted = twins.textConcat(sources, n, bits) as { offsets: Int32Array; data: Uint8Array };
      const mark = kernels.mark();
      const words = new Uint32Array(4 * sources.length);
      for (const [i, s] of sources.entries()) {
        const first = s.offsets[0] as number;
        words.set([kernels.put(s.offsets), kernels.put(s.data.subarray(first)) - first, 0, s.one ? 0 : n], 4 * i);
        if (s.codes !== null) words[4 * i + 2] = kernels.put(s.codes);
      }
      const at = kernels.put(words);
      const valid = bits === null ? 0 : kernels.put(bits);
      const to = kernels.push(4 * n + 4);
      const total = further.textConcatOffsets(at, sources.length, n, valid, to);
      const out = kernels.push(Math.max(1, total));
      further.textConcat(at, sources.length, n, valid, out);
      const found = { offsets: new Int32Array(n + 1), data: new Uint8Array(total) };
      kernels.read(to, found.offsets);
      kernels.read(out, found.data);
      kernels.reset(mark);
      expect(found).toEqual(wanted);
    }),
  );
});

test("joined texts past 2 GiB are seen before they are written", () => {
  const mark = kernels.mark();
  const long = new Int32Array([0, 2 ** 30]);
  const source = kernels.put(new Uint32Array([kernels.put(long), 0, 0, 0]));
  expect(further.textConcatOffsets(source, 1, 2, 0, kernels.push(64))).toBe(-1);
  kernels.reset(mark);
  const sources = [{ offsets: long, data: new Uint8Array(0), codes: null, one: true }];
  expect(twins.textConcat(sources, 2, null)).toBe(null);
});
