import { describe, expect, it } from "vitest";
import { columnFrom } from "../../src/arrow/build.ts";
import { formatValue } from "../../src/arrow/format-value.ts";
import * as t from "../../src/arrow/types.ts";
import { fc } from "../support/property.ts";

const shown = (type: t.DataType, values: readonly unknown[]): string[] => {
  const c = columnFrom(values, type);
  return values.map((_, i) => formatValue(c, i));
};

describe("formatValue", () => {
  it.each<readonly [t.DataType, readonly unknown[], readonly string[]]>([
    [t.Int64, [-(2n ** 63n), null], ["-9223372036854775808", "null"]],
    [t.Float64, [1, 0.1, -0, Number.NaN, 1e16], ["1.0", "0.1", "-0.0", "NaN", "1e+16"]],
    [t.Bool, [true, false], ["true", "false"]],
    [t.Decimal(5, 2), ["-0.05"], ["-0.05"]],
    [t.Date32, [0, -719529, 2 ** 31 - 1], ["1970-01-01", "-0001-12-31", "2147483647 days"]],
    [
      t.Datetime("us"),
      [0n, 1000000n, 1704164645000600n, -1n],
      ["1970-01-01 00:00:00", "1970-01-01 00:00:01", "2024-01-02 03:04:05.000600", "1969-12-31 23:59:59.999999"],
    ],
    [t.Datetime("us", "Asia/Tokyo"), [1500n], ["1970-01-01 09:00:00.001500+09:00"]],
    [t.Datetime("ms", "Europe/Berlin"), [1720000000000n], ["2024-07-03 11:46:40+02:00"]],
    [t.Datetime("ms"), [2n ** 63n - 1n], ["9223372036854775807 ms"]],
    [
      t.Time,
      [0n, 1n, 1000n, 1500000n, 3661000000000n],
      ["00:00:00", "00:00:00.000000001", "00:00:00.000001", "00:00:00.001500", "01:01:01"],
    ],
    [
      t.Duration("ms"),
      [0n, 1n, -1n, 999n, 1000n, -1500n, 90061001n, 691200000n],
      ["0ms", "1ms", "-1ms", "999ms", "1s", "-1s -500ms", "1d 1h 1m 1s 1ms", "8d"],
    ],
    [t.Duration("us"), [0n, -1n, 1000n, -1500n, 90061001n], ["0µs", "-1µs", "1ms", "-1500µs", "1m 30s 61001µs"]],
    [t.Duration("ns"), [1n, 90061001n, 691200000n], ["1ns", "90061001ns", "691200µs"]],
    [t.Utf8, ["a", ""], ["a", ""]],
    [t.Binary, [Uint8Array.of(97, 98, 255, 10, 34, 92)], ['b"ab\\xff\\x0a\\"\\\\"']],
    [t.List(t.Utf8), [["a", "b", null], [], null], ['["a", "b", null]', "[]", "null"]],
    [t.List(t.Float64), [[1.5, 2]], ["[1.5, 2.0]"]],
    [t.FixedSizeList(t.Int8, 2), [[1, 2]], ["[1, 2]"]],
    [
      t.Struct({ x: t.Int64, y: t.Utf8, l: t.List(t.Int64) }),
      [{ x: 1n, y: "q", l: [1n, null] }],
      ['{1,"q",[1, null]}'],
    ],
    [t.Null, [null], ["null"]],
  ])("%j", (type, values, wanted) => {
    expect(shown(type, values)).toEqual(wanted);
  });

  it("cuts what is far too long to show", () => {
    const long = columnFrom(["x".repeat(1e6)], t.Utf8);
    expect(formatValue(long, 0, 50).length).toBe(200);
    const list = columnFrom([Array.from({ length: 1e5 }, () => 1)], t.List(t.Int8));
    expect(formatValue(list, 0, 50)).toMatch(/^\[1, 1.*, \.\.\.\]$/);
  });

  it("never fails and floats read back", () => {
    fc.assert(
      fc.property(
        fc.double(),
        fc.float(),
        fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n),
        fc.integer(),
        fc.constantFrom<t.TimeUnit>("ms", "us", "ns"),
        (x, y, v, days, unit) => {
          const read = (s: string): number => Number(s.replace("inf", "Infinity"));
          expect(read(shown(t.Float64, [x])[0] as string)).toBe(x);
          expect(Math.fround(read(shown(t.Float32, [y])[0] as string))).toBe(y);
          for (const type of [t.Datetime(unit), t.Datetime(unit, "America/New_York"), t.Duration(unit), t.Int64])
            expect(shown(type, [v])[0]).toBeTypeOf("string");
          expect(shown(t.Date32, [days])[0]).toBeTypeOf("string");
        },
      ),
    );
  });
});
