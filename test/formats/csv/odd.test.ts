import { describe, expect, test } from "vitest";
import { utf8 } from "../../../src/core/utf8.ts";
import { csv } from "../../../src/formats/csv/index.ts";
import type { FormatOptions } from "../../../src/formats/format.ts";
import { bytesSource } from "../../../src/io/bytes.ts";
import { readRows } from "../tools.ts";

const read = async (text: string, options: FormatOptions): Promise<unknown> =>
  (await readRows(csv, bytesSource(utf8(text)), options)).columns;

const NO_HEADER = { hasHeader: false };
const HASH = { commentPrefix: "#" };

// What Polars 2.1 reads from the same bytes.
describe("odd CSV is read as Polars reads it", () => {
  test.each<[string, string, FormatOptions, Readonly<Record<string, readonly unknown[]>>]>([
    ["a pair of quotes inside of a field", 'a,b\nx"y"z,1\n', {}, { a: ['x"y"z'], b: [1n] }],
    ["a space before a quote", 'a,b\n "x",1\n', {}, { a: [' "x"'], b: [1n] }],
    ["doubled quotes", 'a,b\n"x""y",1\n"""",2\n', {}, { a: ['x"y', '"'], b: [1n, 2n] }],
    ["quotes at both ends", 'a,b\n"x""",1\n"""x",2\n', {}, { a: ['x"', '"x'], b: [1n, 2n] }],
    ["CRLF", 'a,b\r\n1,"x"\r\n3,y\r\n', {}, { a: [1n, 3n], b: ["x", "y"] }],
    ["CRLF and LF", "a,b\r\n1,x\n3,y\r\n", {}, { a: [1n, 3n], b: ["x", "y"] }],
    ["CRLF in quotes", 'a,b\r\n"x\r\ny",1\r\n', {}, { a: ["x\r\ny"], b: [1n] }],
    ["a lone CR in a field", "a,b\nx\ry,1\n", {}, { a: ["x\ry"], b: [1n] }],
    ["an empty last field before CRLF", "a,b\n1,\r\n2,x\r\n", {}, { a: [1n, 2n], b: [null, "x"] }],
    ["a byte order mark", '\ufeff"a",b\n1,2\n', {}, { a: [1n], b: [2n] }],
    ["a separator at the end of all lines", "a,b,\n1,2,\n", {}, { a: [1n], b: [2n], "": [null] }],
    ["short rows", "a,b,c\n1,2\n3,4,5\n", {}, { a: [1n, 3n], b: [2n, 4n], c: [null, 5n] }],
    ["long rows, cut", "a,b\n1,2,3\n4,5\n", { truncateRaggedLines: true }, { a: [1n, 4n], b: [2n, 5n] }],
    ["long quoted rows, cut", 'a,b\n"1","2","3"\n', { truncateRaggedLines: true }, { a: [1n], b: [2n] }],
    ["a header only", "a,b", {}, { a: [], b: [] }],
    ["no line end at the end", 'a\n"x"', {}, { a: ["x"] }],
    ["comments before, between and behind", "#c\na,b\n1,2\n#x,y\n3,4\n#c", HASH, { a: [1n, 3n], b: [2n, 4n] }],
    ["a comment that does not begin the line", "a,b\n1,2#x\n #c,4\n", HASH, { a: ["1", " #c"], b: ["2#x", "4"] }],
    ["a comment inside of quotes", 'a,b\n"x\n#y",2\n', HASH, { a: ["x\n#y"], b: [2n] }],
    ["a quote in a comment", 'a,b\n# it"s\n1,2\n', HASH, { a: [1n], b: [2n] }],
    ["a long comment prefix", "//c\na,b\n1,2\n//\n", { commentPrefix: "//" }, { a: [1n], b: [2n] }],
    ["blank lines", "\n\na,b\n1,2\n\n3,4\n\n", {}, { a: [1n, null, 3n, null], b: [2n, null, 4n, null] }],
    [
      "blank lines without a header",
      "\n1,2\n\n",
      NO_HEADER,
      { column_0: [null, 1n, null], column_1: [null, 2n, null] },
    ],
    ["nothing but a blank line", "\n", NO_HEADER, { column_0: [null] }],
    ["rows that get wider", "1\n2,3\n", NO_HEADER, { column_0: [1n, 2n], column_1: [null, 3n] }],
    ["empty quotes", 'a,b\n"",x\n,y\n', {}, { a: ["", null], b: ["x", "y"] }],
    ["quoted numbers", 'a,b\n"1",2\n', {}, { a: [1n], b: [2n] }],
    ["spaces beside numbers", "a,b\n 1,2 \n", {}, { a: [" 1"], b: ["2 "] }],
    ["names that come twice", "a,a,a\n1,2,3\n", {}, { a: [1n], a_duplicated_0: [2n], a_duplicated_1: [3n] }],
    ["a quoted null text", 'a,b\n"NA",1\nx,NA\n', { nullValues: "NA" }, { a: [null, "x"], b: [1n, null] }],
  ])("%s", async (_, text, options, columns) => {
    expect(await read(text, options)).toEqual(columns);
  });
  test.each<[string, string, RegExp]>([
    [
      "text behind a closing quote",
      'a,b\n"x"y,1\n',
      /"\\"x\\"y" in row 1, column "a", has text behind its closing quote/,
    ],
    ["a space behind a closing quote", 'a\n1\n"2" \n', /row 2, column "a", has text behind its closing quote/],
    ["an open quote", 'a,b\n",1\n', /row 1 begins a quoted field that never ends; .* quoteChar: null/],
    ["more fields than columns", "a,b\n1,2,\n", /row 1 has more fields than the 2 columns/],
    ["nothing but comments", "#a\n#b\n", /is empty: it has no header/],
  ])("%s is an error in both", async (_, text, message) => {
    await expect(read(text, { ...HASH })).rejects.toMatchObject({
      code: "CORRUPT",
      message: expect.stringMatching(message),
    });
  });
});

describe("odd CSV that Polars refuses or reads to another end (docs/formats.md)", () => {
  test.each<[string, string, FormatOptions, Readonly<Record<string, readonly unknown[]>>]>([
    ["one quote inside of a field", 'a,b\nx"y,1\n', {}, { a: ['x"y'], b: [1n] }],
    ["lines that end with CR alone", "a,b\r1,2\r3,4\r", {}, { a: [1n, 3n], b: [2n, 4n] }],
    ["a quote inside of a header", 'a"b,c\n1,2\n', {}, { 'a"b': [1n], c: [2n] }],
    ["text behind a closing quote in a header", '"a"b,c\n1,2\n', {}, { '"a"b': [1n], c: [2n] }],
    ["a comment and a blank line before the header", "#c\n\na,b\n1,2\n", HASH, { a: [1n], b: [2n] }],
    ["skipLines within quotes", '"x\ny",1\na,b\n', { skipLines: 1 }, { 'y"': ["a"], "1": ["b"] }],
    ["integers past 64 bits", "a\n9223372036854775808\n", {}, { a: [9223372036854775808n] }],
  ])("%s", async (_, text, options, columns) => {
    expect(await read(text, options)).toEqual(columns);
  });
});
