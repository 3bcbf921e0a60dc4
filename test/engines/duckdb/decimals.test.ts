import { describe, test } from "vitest";
import { Decimal, Float64, Int64, UInt8 } from "../../../src/arrow/types.ts";
import { rows } from "../../../src/testing/case.ts";
import { col, type Loose, lit } from "../../../src/testing/loose.ts";
import { each, same } from "./same.ts";

const CENTS = [
  "0.05",
  "-0.05",
  "0.15",
  "-0.15",
  "0.25",
  "1.00",
  "-2.35",
  "99999999.99",
  "-99999999.99",
  "0.00",
  null,
  "0.50",
];
const MILLS = [
  "0.100",
  "0.500",
  "-0.300",
  "0.005",
  "1.000",
  "-0.001",
  "0.125",
  "9999.999",
  "-0.500",
  "3.000",
  "1.000",
  "0.330",
];
const input = () =>
  rows({
    a: [Decimal(10, 2), CENTS],
    b: [Decimal(7, 3), MILLS],
    big: [Decimal(38, 2), CENTS.map((c) => (c === null ? null : `${c.replace(".", "7000000000000000000.")}`))],
    f: [Decimal(1, 1), ["0.1", "0.5", "-0.3", null, "0.9", "0.0", "0.2", "0.5", "-0.5", "0.4", "0.7", "0.6"]],
    wide: [Decimal(18, 2), CENTS.map((c, i) => (c === null ? null : `${i % 2 === 0 ? "" : "-"}9999999999999999.99`))],
    n: [UInt8, [0, 1, 2, 3, 255, null, 7, 8, 9, 10, 11, 12]],
    w: [Int64, [0n, 5n, -7n, 2n ** 40n, 1n, 2n, 3n, null, -1n, 11n, 12n, 13n]],
  });
const one = lit(1);

// A Decimal goes to DuckDB in the digits that it needs; halves go to the even neighbour.
each("Decimals in few digits", input, {
  "a product that is rounded": col("a").mul(col("b")),
  "a product of equal scales": col("a").mul(col("a")),
  "a product of products": col("a").mul(col("b")).mul(col("a")),
  "a product with integers": col("a").mul(col("n")),
  "a product with long integers": col("b").mul(col("w")),
  "a sum": col("a").add(col("b")),
  "one less": one.sub(col("b")),
  "one more, times": one.add(col("b")).mul(col("a")),
  "a product of small fractions": col("f").mul(col("f")),
  "a long chain of products": Array.from({ length: 24 }, () => col("f")).reduce((a, b) => a.mul(b)),
  "a long chain of products and sums": Array.from({ length: 40 }, () => col("f")).reduce((a, b, i) =>
    i % 2 === 0 ? a.mul(b) : a.add(b),
  ),
  "a sum past 64 bits": col("wide").add(col("wide")).add(col("wide")),
  "a difference past 64 bits": lit(0).sub(col("wide")).sub(col("wide")).mul(col("b")),
  "a sum of many digits": col("big").add(col("b")),
  "a product of many digits": col("big").mul(col("n")),
  "a literal with a fraction": col("a").mul(lit("0.5").cast(Decimal(38, 3))),
  "as a float": col("a").mul(col("b")).cast(Float64),
  "one more, as a float": one.add(col("b")).cast(Float64),
  less: col("a").lt(col("b")),
  "less than a sum": col("a").lt(col("b").add(col("n"))),
  "equal to a literal": col("a").eq(lit("0.5").cast(Decimal(10, 4))),
  "of many digits, compared": col("big").gt(col("b")),
  between: col("a").isBetween(col("b"), col("b").add(1)),
  "the same or both null": col("a").eqMissing(col("n").cast(Decimal(10, 0))),
});

describe("Decimals in few digits, put together", () => {
  const whole: Readonly<Record<string, Loose>> = {
    "a sum of products": col("a").mul(col("b")).sum(),
    "a mean": col("a").mean(),
    "a mean of sums": col("a").add(col("b")).mean(),
    "a sum of integers as Decimals": col("n").cast(Decimal(38, 2)).sum(),
  };
  for (const [what, e] of Object.entries(whole)) test(what, () => same(input().select(e.alias("out"))));
});
