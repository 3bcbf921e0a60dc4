import { expect, test } from "vitest";
import { fixedOf, readFixed, writeFixed } from "../../src/arrow/time/fixed.ts";
import { formatter } from "../../src/arrow/time/format.ts";
import { type Parsed, parser } from "../../src/arrow/time/parse.ts";
import { text, utf8 } from "../../src/core/utf8.ts";
import { fc } from "../support/property.ts";

const forms = [
  "%Y-%m-%d",
  "%Y-%m-%d %H:%M:%S",
  "%d.%m.%Y %H:%M:%S%.3f",
  "%Y%m%dT%H%M%S%6f",
  "%H:%M:%S%.9f %m/%d/%Y",
  "at %M past %H, %S",
];

test("fixed forms write and read what the general ones do", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...forms),
      fc.array(
        fc.tuple(fc.integer({ min: -719_528, max: 2_932_896 }), fc.integer({ min: 0, max: 86_399_999_999_999 })),
        { minLength: 1, maxLength: 20 },
      ),
      (form, rows) => {
        const fixed = fixedOf(form);
        if (fixed === null) throw new Error(`${form} is fixed`);
        const days = Int32Array.from(rows, ([d]) => d);
        const data = writeFixed(
          fixed,
          days,
          Float64Array.from(rows, ([, n]) => n),
        ) as Uint8Array;
        const [write, read] = [formatter(form, "naive", null), parser(form)];
        rows.forEach(([d, n], i) => {
          const at = i * fixed.width;
          const written = text(data, at, at + fixed.width);
          expect(written).toBe(write(d, n, 0));
          const [a, b]: [Parsed, Parsed] = [
            { days: 0, nanos: 0, offset: 0 },
            { days: 0, nanos: 0, offset: 0 },
          ];
          expect(readFixed(fixed, data, at, at + fixed.width, a)).toBe(true);
          expect(read(written, b)).toBe(true);
          expect(a).toEqual(b);
        });
      },
    ),
  );
});

test("what a fixed form reads, the general one reads too", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...forms),
      fc.string({ unit: fc.constantFrom(..."0123459-: .T/"), maxLength: 22 }),
      (form, t) => {
        const fixed = fixedOf(form);
        const bytes = utf8(t);
        const out: Parsed = { days: 0, nanos: 0, offset: 0 };
        if (fixed !== null && readFixed(fixed, bytes, 0, bytes.length, out))
          expect(parser(form)(t, { days: 0, nanos: 0, offset: 0 })).toBe(true);
      },
    ),
  );
});

test("other formats have no fixed form", () => {
  for (const form of ["%Y-%j", "%-d", "%b %d", "%H%.f", "%Y %Y", "é%Y", "%:z"]) expect(fixedOf(form), form).toBe(null);
});
