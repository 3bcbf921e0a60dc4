import { Bool, type DataType, Float64, Int32, Int64, List, structOf, Utf8 } from "../../arrow/types.ts";
import type { Stored } from "../../arrow/value.ts";
import { type Case, type Cases, rows } from "../case.ts";
import { apply, col, type Loose, lit } from "../loose.ts";

const texts = () =>
  rows({
    a: [Utf8, ["kitten", "", null, "añb", "MARTHA", "a%b"]],
    b: [Utf8, ["sitting", "abc", "x", "anb", "MARHTA", "a!%b"]],
    n: [Int64, [65n, 0n, null, 128_578n, 233n, 37n]],
  });
const [a, b, n] = [col("a"), col("b"), col("n")];
const why = "Polars has none; the answers are DuckDB's";
const of = (
  fn: string,
  args: readonly Loose[],
  type: DataType,
  values: readonly Stored[],
  options?: Readonly<Record<string, unknown>>,
): Case => ({ plan: () => texts().select(apply(fn, args, options).alias("x")), gives: { x: [type, values] }, why });

const numbers = () =>
  rows({ x: [Float64, [0.5, 5, -1.5, null, 20, Number.POSITIVE_INFINITY]], i: [Int32, [12, -5, 0, null, 7, 1 << 30]] });
const [x, i] = [col("x"), col("i")];
const ofNumbers = (fn: string, args: readonly Loose[], type: DataType, values: readonly Stored[]): Case => ({
  plan: () => numbers().select(apply(fn, args).alias("x")),
  gives: { x: [type, values] },
  why,
});
const lists = () =>
  rows({
    l: [List(Int32) as DataType, [[1], null, [], [4]]],
    m: [List(Utf8) as DataType, [["a", "b"], ["c"], [], null]],
    n: [List(List(Int32)) as DataType, [[[1, 2], [3]], [null, []], null, [[null]]]],
  });
const whole = (v: number | bigint): Loose => lit(BigInt(v)).cast(Int64);

/** What SQL has and Polars has not. */
export const SCALARS: Cases = {
  "str.levenshtein": of("str.levenshtein", [a, b], Int64, [3n, 3n, null, 2n, 2n, 1n]),
  "str.damerauLevenshtein": of("str.damerauLevenshtein", [a, b], Int64, [3n, 3n, null, 2n, 1n, 1n]),
  "str.hamming": of("str.hamming", [a, a], Int64, [0n, 0n, null, 0n, 0n, 0n]),
  "str.hamming of other lengths": {
    plan: () => texts().select(apply("str.hamming", [a, b])),
    fails: "INVALID_ARGUMENT",
  },
  "str.jaccard": of("str.jaccard", [b, lit("abc")], Float64, [0, 1, 0, 2 / 4, 0, 2 / 5]),
  "str.jaro": of("str.jaro", [b, lit("MARTHA")], Float64, [0, 0, 0, 0, 0.9444444444444445, 0]),
  "str.jaroWinkler": of("str.jaroWinkler", [b, lit("MARTHA")], Float64, [0, 0, 0, 0, 17 / 18 + 0.3 / 18, 0]),
  "str.md5": of("str.md5", [lit("").add(a).str.head(0)], Utf8, [
    ...Array(2).fill("d41d8cd98f00b204e9800998ecf8427e"),
    null,
    ...Array(3).fill("d41d8cd98f00b204e9800998ecf8427e"),
  ]),
  "str.sha1": of("str.sha1", [lit("añb")], Utf8, ["8ca9cdc6109de52b9555c4974080ccaa16291432"]),
  "str.sha256": of("str.sha256", [lit("abc")], Utf8, [
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  ]),
  "str.urlEncode": of("str.urlEncode", [a], Utf8, ["kitten", "", null, "a%C3%B1b", "MARTHA", "a%25b"]),
  "str.urlDecode": of("str.urlDecode", [lit("a%C3%B1b%zz%ff")], Utf8, ["añb%zz%ff"]),
  "str.codePoint": of("str.codePoint", [a], Int32, [107, -1, null, 97, 77, 97]),
  "str.like": of("str.like", [b, a], Bool, [false, false, null, false, false, true]),
  "str.like by an escape": of("str.like", [a, b], Bool, [false, false, null, false, false, true], { escape: "!" }),
  "str.like in any case": of("str.like", [a, lit("m_r%A")], Bool, [false, false, null, false, true, false], {
    ignoreCase: true,
  }),
  "str.splitRegex": of("str.splitRegex", [a, lit("t+|ñ")], List(Utf8) as DataType, [
    ["ki", "en"],
    [""],
    null,
    ["a", "b"],
    ["MARTHA"],
    ["a%b"],
  ]),
  "str.fill": of("str.fill", [b, whole(5), lit("xyz")], Utf8, ["sitti", "xyabc", "xyzxx", "xyanb", "MARHT", "xa!%b"]),
  "str.fill at the end": of(
    "str.fill",
    [b, whole(5), lit("é🦄")],
    Utf8,
    ["sitti", "abcé🦄", "xé🦄é🦄", "anbé🦄", "MARHT", "a!%bé"],
    { side: "end" },
  ),
  character: of("character", [n], Utf8, ["A", "\u0000", null, "🙂", "é", "%"]),
  "character of what is none": {
    plan: () => texts().select(apply("character", [whole(-1)])),
    fails: "INVALID_ARGUMENT",
  },
  inBase: of("inBase", [n, whole(16), whole(3)], Utf8, ["041", "000", null, "1F642", "0E9", "025"]),
  commonDivisor: ofNumbers("commonDivisor", [i, whole(18)], Int64, [6n, 1n, 18n, null, 1n, 2n]),
  gamma: ofNumbers("gamma", [i], Float64, [
    39_916_800,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    null,
    720,
    Number.POSITIVE_INFINITY,
  ]),
  lgamma: ofNumbers("lgamma", [lit(1).add(x.mul(0))], Float64, [0, 0, 0, null, 0, Number.NaN]),
  nextAfter: ofNumbers("nextAfter", [x, lit(1)], Float64, [
    0.5000000000000001,
    4.999999999999999,
    -1.4999999999999998,
    null,
    19.999999999999996,
    Number.MAX_VALUE,
  ]),
  bitAnd: ofNumbers("bitAnd", [i, lit(6)], Int32, [4, 2, 0, null, 6, 0]),
  bitOr: ofNumbers("bitOr", [i, lit(1)], Int32, [13, -5, 1, null, 7, (1 << 30) + 1]),
  bitXor: ofNumbers("bitXor", [i.cast(Int64), whole(-1)], Int64, [-13n, 4n, -1n, null, -8n, -(1n << 30n) - 1n]),
  bitNot: ofNumbers("bitNot", [i], Int32, [-13, 4, -1, null, -8, -(1 << 30) - 1]),
  shiftLeft: ofNumbers("shiftLeft", [i, lit(2)], Int32, [48, -20, 0, null, 28, 0]),
  "shiftLeft of 64 bits": ofNumbers("shiftLeft", [i.cast(Int64), whole(33)], Int64, [
    12n << 33n,
    -5n << 33n,
    0n,
    null,
    7n << 33n,
    -(1n << 63n),
  ]),
  "shiftLeft by too much": ofNumbers("shiftLeft", [i, lit(32)], Int32, [0, 0, 0, null, 0, 0]),
  shiftRight: ofNumbers("shiftRight", [i, lit(2)], Int32, [3, -2, 0, null, 1, 1 << 28]),
  "shiftRight of 64 bits": ofNumbers("shiftRight", [i.cast(Int64), whole(40)], Int64, [0n, -1n, 0n, null, 0n, 0n]),
  "bits of floats": { plan: () => numbers().select(apply("bitAnd", [x, i])), fails: "TYPE_MISMATCH" },
  "list.zip": {
    plan: () => lists().select(apply("list.zip", [col("l"), col("m")], { names: ["p", "q"] }).alias("x")),
    gives: {
      x: [
        List(
          structOf([
            { name: "p", type: Int32 },
            { name: "q", type: Utf8 },
          ]),
        ) as DataType,
        [
          [
            { p: 1, q: "a" },
            { p: null, q: "b" },
          ],
          null,
          [],
          [{ p: 4, q: null }],
        ],
      ],
    },
    why,
  },
  "list.flatten": {
    plan: () => lists().select(apply("list.flatten", [col("n")]).alias("x")),
    gives: { x: [List(Int32) as DataType, [[1, 2, 3], [], null, [null]]] },
    why,
  },
};
