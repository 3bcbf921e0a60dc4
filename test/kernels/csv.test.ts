import { expect, test } from "vitest";
import { further } from "../../src/kernels/further.ts";
import { kernels } from "../../src/kernels/memory.ts";
import {
  type Dialect,
  float64Twin,
  int64Twin,
  powersOfFive,
  type Scanned,
  scanTwin,
  unquoteTwin,
  utf8Twin,
} from "../../src/kernels/twins/csv.ts";
import { fc } from "../support/property.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const I32 = (ptr: number, length: number): number[] => [...new Int32Array(kernels.u8.buffer, ptr, length)];
const powers = kernels.alloc(20_000);
kernels.write(powers, powersOfFive());

interface Loaded {
  readonly src: number;
  readonly starts: number;
  readonly ends: number;
  readonly rows: number;
  readonly scanned: Scanned;
}

function scan(bytes: Uint8Array, columns: number, dialect: Dialect, maxRows: number): Loaded {
  const src = kernels.put(bytes);
  const comment = kernels.put(dialect.comment);
  const starts = kernels.push((maxRows + 1) * 4);
  const ends = kernels.push((maxRows + 1) * columns * 4);
  const out = kernels.push(12);
  const { separator, quote, eol } = dialect;
  const rows = further.csvScan(
    src,
    bytes.length,
    columns,
    separator,
    quote,
    eol,
    comment,
    dialect.comment.length,
    starts,
    ends,
    maxRows,
    out,
  );
  const [consumed = 0, extra = 0, quoted = 0] = I32(out, 3);
  return {
    src,
    starts,
    ends,
    rows,
    scanned: { starts: I32(starts, rows), ends: I32(ends, rows * columns), consumed, extra, quoted: quoted === 1 },
  };
}

const csvText = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(",", "\n", '"', "\r", "#", ";", '""', '\n"', ',"', "\n#") },
      fc.constantFrom("a", "12", " ", "x".repeat(70), "é"),
    ),
    { maxLength: 120 },
  )
  .map((parts) => parts.join(""));
const dialects = fc.record({
  separator: fc.constantFrom(44, 59),
  quote: fc.constantFrom(34, -1, 35),
  eol: fc.constantFrom(10, 13),
  comment: fc.constantFrom(encode(""), encode("#"), encode('#"')),
});

test("csvScan finds what its twin finds", () => {
  fc.assert(
    fc.property(
      csvText,
      dialects,
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 50 }),
      (text, dialect, columns, maxRows) => {
        const mark = kernels.mark();
        const bytes = encode(text);
        expect(scan(bytes, columns, dialect, maxRows).scanned).toEqual(scanTwin(bytes, columns, dialect, maxRows));
        kernels.reset(mark);
      },
    ),
    { numRuns: 3000 },
  );
});

const RFC: Dialect = { separator: 44, quote: 34, eol: 10, comment: encode("") };
/** Parses texts without separators as one column. */
function column(
  fields: readonly string[],
  parse: (at: Loaded, out: number, valid: number, bad: number) => number,
  width: number,
): { out: number; bad: number[]; valid: Uint8Array } {
  const at = scan(encode(`${fields.join("\n")}\n`), 1, RFC, fields.length);
  const [out, valid, bad] = [
    kernels.push(fields.length * width),
    kernels.push(fields.length),
    kernels.push(fields.length * 4),
  ];
  const failed = parse(at, out, valid, bad);
  return { out, bad: I32(bad, failed), valid: kernels.u8.slice(valid, valid + ((fields.length + 7) >> 3)) };
}
const bit = (bits: Uint8Array, i: number): boolean => (((bits[i >> 3] as number) >> (i & 7)) & 1) === 1;

const digits = (max: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: max }).map((d) => d.join(""));
const integers = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
  fc.tuple(fc.constantFrom("", "-", "+"), digits(22)).map((p) => p.join("")),
  fc.constantFrom(
    "",
    "-",
    "+",
    "1a",
    " 1",
    "--1",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
  ),
);

test("csvInt64 reads what its twin reads", () => {
  fc.assert(
    fc.property(fc.array(integers, { minLength: 1, maxLength: 40 }), (fields) => {
      const mark = kernels.mark();
      const got = column(
        fields,
        (at, out, valid, bad) => further.csvInt64(at.src, at.starts, at.ends, 1, 0, at.rows, 34, out, valid, bad),
        8,
      );
      fields.forEach((field, i) => {
        const wanted = field === "" ? undefined : int64Twin(field);
        expect(bit(got.valid, i), field).toBe(typeof wanted === "bigint");
        expect(got.bad.includes(i), field).toBe(wanted === null);
        if (typeof wanted === "bigint")
          expect(new BigInt64Array(kernels.u8.buffer, got.out + i * 8, 1)[0]).toBe(wanted);
      });
      kernels.reset(mark);
    }),
    { numRuns: 500 },
  );
});

const floats = fc.oneof(
  fc.double().map(String),
  fc.double({ noNaN: true }).map((v) => v.toExponential()),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((v) => v.toFixed(4)),
  fc.tuple(digits(22), digits(22), fc.integer({ min: -400, max: 400 })).map(([a, b, e]) => `${a}.${b}e${e}`),
  fc.tuple(digits(19), fc.integer({ min: -345, max: 310 })).map(([a, e]) => `${a}e${e}`),
  // Near a half between two doubles, where rounding is decided by the last bit.
  fc
    .tuple(fc.bigInt({ min: 2n ** 53n, max: 2n ** 60n }), fc.integer({ min: -30, max: 30 }))
    .map(([m, e]) => `${m | 1n}e${e}`),
  fc.constantFrom(
    "",
    ".",
    "1.",
    ".5",
    "-0",
    "1e",
    "1e+",
    "e5",
    "inf",
    "NaN",
    "1.5x",
    "5e-324",
    "2.4703282292062327e-324",
    "2.4703282292062328e-324",
    "1.7976931348623157e308",
    "1.7976931348623159e308",
    "9007199254740993",
    "0.000000000000000000000000000000000001",
    "2.2250738585072011e-308",
    "1e999999999999",
  ),
);

test("csvFloat64 rounds as Number() does", () => {
  fc.assert(
    fc.property(fc.array(floats, { minLength: 1, maxLength: 40 }), (fields) => {
      const mark = kernels.mark();
      const got = column(
        fields,
        (at, out, valid, bad) =>
          further.csvFloat64(at.src, at.starts, at.ends, 1, 0, at.rows, 34, 46, powers, out, valid, bad),
        8,
      );
      fields.forEach((field, i) => {
        const wanted = field === "" ? undefined : float64Twin(field);
        expect(bit(got.valid, i), field).toBe(typeof wanted === "number");
        expect(got.bad.includes(i), field).toBe(wanted === null);
        if (typeof wanted === "number")
          expect(new Float64Array(kernels.u8.buffer, got.out + i * 8, 1)[0], field).toBe(wanted);
      });
      kernels.reset(mark);
    }),
    { numRuns: 2000 },
  );
});

const quotedTexts = fc.array(
  fc
    .array(fc.constantFrom('"', '""', "a", "bc", "é", " ", "long enough to pass thirty-two bytes"), { maxLength: 6 })
    .map((p) => p.join("")),
  { minLength: 1, maxLength: 20 },
);

test("csvText unquotes as its twin does", () => {
  fc.assert(
    fc.property(quotedTexts, fc.boolean(), (fields, emptyIsNull) => {
      const mark = kernels.mark();
      const bytes = encode(`${fields.join("\n")}\n`);
      const at = scan(bytes, 1, RFC, fields.length);
      const [offsets, data, valid, bad] = [
        kernels.push(fields.length * 4 + 4),
        kernels.push(bytes.length),
        kernels.push(fields.length),
        kernels.push(fields.length * 4),
      ];
      const failed = further.csvText(
        at.src,
        at.starts,
        at.ends,
        1,
        0,
        at.rows,
        34,
        emptyIsNull ? 1 : 0,
        offsets,
        data,
        valid,
        bad,
      );
      const places = I32(offsets, at.rows + 1);
      const failures = I32(bad, failed);
      for (let i = 0; i < at.rows; i++) {
        const field = bytes.subarray(at.scanned.starts[i], at.scanned.ends[i]);
        const wanted = unquoteTwin(field, 34);
        expect(failures.includes(i)).toBe(wanted === null);
        expect(bit(kernels.u8.subarray(valid), i)).toBe(wanted !== null && (field.length > 0 || !emptyIsNull));
        if (wanted !== null)
          expect(kernels.u8.slice(data + (places[i] as number), data + (places[i + 1] as number))).toEqual(
            wanted.slice(),
          );
      }
      kernels.reset(mark);
    }),
    { numRuns: 1000 },
  );
});

test("csvBool reads true and false in any case", () => {
  const fields = ["true", "FALSE", "True", "", '"false"', "tru", "1", "falsey", "TRUE"];
  const mark = kernels.mark();
  const got = column(
    fields,
    (at, out, valid, bad) => further.csvBool(at.src, at.starts, at.ends, 1, 0, at.rows, 34, out, valid, bad),
    1,
  );
  expect(got.bad).toEqual([5, 6, 7]);
  expect(fields.map((_, i) => bit(got.valid, i))).toEqual([true, true, true, false, true, false, false, false, true]);
  expect(fields.map((_, i) => bit(kernels.u8.subarray(got.out), i))).toEqual([
    true,
    false,
    true,
    false,
    false,
    false,
    false,
    false,
    true,
  ]);
  kernels.reset(mark);
});

test("csvUtf8 knows well-formed text", () => {
  const parts = fc.oneof(
    fc.string({ unit: "binary", maxLength: 20 }).map(encode),
    fc.uint8Array({ maxLength: 5 }),
    fc
      .constantFrom(
        [0xc0, 0x80],
        [0xe0, 0x80, 0x80],
        [0xed, 0xa0, 0x80],
        [0xf4, 0x90, 0x80, 0x80],
        [0xf0, 0x8f, 0xbf, 0xbf],
        [0xe2, 0x82],
      )
      .map((b) => Uint8Array.from(b)),
  );
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 6 }), (all) => {
      const mark = kernels.mark();
      const bytes = Uint8Array.from(Buffer.concat(all));
      expect(further.csvUtf8(kernels.put(bytes), bytes.length) < 0).toBe(utf8Twin(bytes));
      kernels.reset(mark);
    }),
    { numRuns: 2000 },
  );
});

test("csvNulls marks the null texts, quoted or not", () => {
  const mark = kernels.mark();
  const bytes = encode('NA,1\n"NA",2\nNAN,3\n-,4\n');
  const at = scan(bytes, 2, RFC, 4);
  const tokens = kernels.put(Uint8Array.from([2, 0, 0, 0, 78, 65, 0, 0, 1, 0, 0, 0, 45, 0, 0, 0]));
  further.csvNulls(at.src, at.starts, at.ends, 2, 0, at.rows, 34, tokens, 2);
  expect(I32(at.ends, 8).map((e) => e < 0)).toEqual([true, false, true, false, false, false, true, false]);
  kernels.reset(mark);
});
