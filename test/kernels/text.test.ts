import { expect, test } from "vitest";
import { type BytesColumn, bytesColumn } from "../../src/arrow/column.ts";
import { Utf8 } from "../../src/arrow/types.ts";
import { utf8 } from "../../src/core/utf8.ts";
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
