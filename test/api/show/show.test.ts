import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { clip, pad, printable, textWidth } from "../../../src/api/show/width.ts";
import { col, type DataFrame, Datetime, Decimal, Duration, Int64, Series } from "../../../src/node.ts";
import { frame } from "../support.ts";

/** Columns that a terminal gives to a line, counted in another way: by code points and the tables of Unicode. */
function columnsOf(line: string): number {
  let width = 0;
  for (const c of line
    .replace(/\p{Emoji_Presentation}\u200d|[\u{1f3fb}-\u{1f3ff}]/gu, "")
    .replace(/\p{RI}\p{RI}/gu, "Ｗ")
    .replace(/.\ufe0f/gu, "Ｗ")) {
    if (/[\p{Mn}\p{Me}\p{Cf}\p{Grapheme_Extend}]/u.test(c)) continue;
    width += /[\u1100-\u115f\u3041-\u33ff\u3400-\u9fff\uac00-\ud7a3\uff01-\uff60]|\p{Emoji_Presentation}/u.test(c)
      ? 2
      : 1;
  }
  return width;
}

/** Every line of a table's frame ends at one column. */
function straight(df: { toString(): string }): string {
  const [shape, ...lines] = String(df).split("\n");
  expect(new Set(lines.map(columnsOf)).size, `${shape}\n${lines.join("\n")}`).toBeLessThanOrEqual(1);
  return lines.join("\n");
}

describe("text", () => {
  test("a small table, numbers to the right", () => {
    const df = frame({ id: [1, 22], name: ["a", null], x: [0.5, -3], ok: [true, null] }, { id: Int64 });
    expect(`\n${String(df)}\n`).toBe(`
2 rows, 4 columns
┌───────┬──────┬─────────┬──────┐
│    id ┆ name ┆       x ┆ ok   │
│ Int64 ┆ Utf8 ┆ Float64 ┆ Bool │
╞═══════╪══════╪═════════╪══════╡
│     1 ┆ a    ┆     0.5 ┆ true │
│    22 ┆ null ┆    -3.0 ┆ null │
└───────┴──────┴─────────┴──────┘
`);
  });

  test("wide characters, emoji and combining marks stay in line", () => {
    const df = frame({
      east: ["日本語", "한국어", "中", "ｆｕｌｌ", "ﾊﾝｶｸ"],
      marks: ["e\u0301", "Z\u0351\u036b\u0343algo", "ไทย", "हिन्दी", "a\u0300\u0316"],
      emoji: ["😀", "👩‍👩‍👧", "🇩🇪", "❤️", "👍🏽"],
      other: ["مرحبا", "שלום", "\u200bzero", "½", "ß"],
    });
    expect(straight(df)).toContain("日本語");
    expect(straight(df.select("marks"))).toContain("हिन्दी");
  });

  test("what would move the cursor or turn the line is spelled out", () => {
    const text = straight(
      frame({ "na\nme": ["a\nb", "t\tab", "\u001b[31mred", "\u202eright to left", "\u0000", "line\u2028end"] }),
    );
    for (const shown of ["na\\nme", "a\\nb", "t\\tab", "\\x1b[31mred", "\\u202eright", "\\x00", "line\\u2028end"])
      expect(text).toContain(shown);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is left is the point
    expect(text.replaceAll("\n", "")).not.toMatch(/[\u0000-\u001f\u202a-\u202e]/);
  });

  test("long text is cut with an ellipsis, of wide characters too", () => {
    const lines = straight(frame({ t: ["x".repeat(500), "日".repeat(100), "👩‍👩‍👧".repeat(50), "short"] })).split("\n");
    expect(lines[4]).toBe(`│ ${"x".repeat(31)}… │`);
    expect(lines[5]).toContain("日日…");
    expect(columnsOf(lines[6] as string)).toBe(36);
  });

  test("many rows and columns: the first and the last", () => {
    const data = Object.fromEntries(
      Array.from({ length: 40 }, (_, c) => [`c${c}`, Array.from({ length: 1000 }, (_, r) => r * c)]),
    );
    const text = String(frame(data));
    expect(text.split("\n")[0]).toBe("1,000 rows, 40 columns");
    for (const part of ["c0 ", "c39 ", " ┆ … ┆ ", "999.0"]) expect(text).toContain(part);
    expect(text.split("\n")).toHaveLength(1 + 4 + 11 + 1);
    expect(columnsOf(text.split("\n")[1] as string)).toBeLessThanOrEqual(100);
    straight(frame(data));
    expect((frame(data) as DataFrame).toString({ rows: 2, columns: 2, width: 30 }).split("\n")).toHaveLength(
      1 + 4 + 3 + 1,
    );
  });

  test.each([20, 40, 60, 80, 200])("no wider than %i columns where two columns fit", (width) => {
    const df = frame({ a: ["some text"], b: [1.5], c: ["y".repeat(90)], d: ["z".repeat(90)], e: [new Date(0)] });
    const lines = (df as DataFrame).toString({ width }).split("\n").slice(1);
    expect(new Set(lines.map(columnsOf)).size).toBe(1);
    expect(columnsOf(lines[0] as string)).toBeLessThanOrEqual(Math.max(width, 50));
    if (width >= 80) expect(lines[1]).toContain(" e ");
  });

  test("nothing at all", () => {
    expect(String(frame({}))).toBe("0 rows, 0 columns");
    expect(String(frame({ a: [] }))).toBe("0 rows, 1 column\n┌──────┐\n│ a    │\n│ Null │\n╞══════╡\n└──────┘");
    expect(String(frame({ a: [1] }).drop("a"))).toBe("1 row, 0 columns");
  });

  test("every type has a text", () => {
    const df = frame(
      {
        day: [new Date(0)],
        us: [1n],
        zone: [0n],
        span: [1500],
        money: ["1.50"],
        list: [[1, null]],
        row: [{ a: 1, b: "x" }],
        bytes: [new Uint8Array([1, 65])],
        big: [2n ** 63n - 1n],
      },
      { us: Datetime("us"), zone: Datetime("ms", "Asia/Tokyo"), span: Duration("ms"), money: Decimal(5, 2) },
    );
    const text = (df as DataFrame).toString({ width: 400 });
    for (const shown of [
      "1970-01-01 00:00:00.000001",
      "1970-01-01 09:00:00",
      "1.50",
      "[1.0, null]",
      '{1.0,"x"}',
      'b"\\x01A"',
      "9223372036854775807",
    ])
      expect(text).toContain(shown);
  });

  test("huge cells cost nothing to show", () => {
    const df = frame({ t: ["x".repeat(20_000_000)], l: [Array.from({ length: 200_000 }, (_, i) => i)] });
    const started = performance.now();
    expect(straight(df)).toContain("…");
    expect(performance.now() - started).toBeLessThan(100);
  });
});

describe("HTML", () => {
  test("escapes names and values", () => {
    const html = frame({ '<b>"&': ["<script>alert(1)</script>", "a & b", "'q'"] }).toHTML();
    expect(html).not.toMatch(/<script|<b>/);
    expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(html).toContain("<th>&lt;b&gt;&quot;&amp;</th>");
    expect(html).toContain("<td>a &amp; b</td>");
    expect(html).toContain("<caption>3 rows, 1 column</caption>");
  });
  test("aligns numbers and leaves out what is too much", () => {
    const data = Object.fromEntries(
      Array.from({ length: 50 }, (_, c) => [`c${c}`, Array.from({ length: 100 }, (_, r) => r)]),
    );
    const html = frame(data).toHTML();
    expect(html).toContain('<th style="text-align:right">c0</th>');
    expect(html.match(/<tr>/g)).toHaveLength(2 + 21);
    expect(html).toContain("<th>…</th>");
    expect((frame(data) as DataFrame).toHTML({ rows: 4, columns: 2 }).match(/<tr>/g)).toHaveLength(2 + 5);
    expect(frame({}).toHTML()).toContain("0 rows, 0 columns");
  });
});

describe("consoles and notebooks", () => {
  test("util.inspect prints the table, the query, the expression", () => {
    const df = frame({ a: [1] });
    expect(inspect(df)).toBe(String(df));
    expect(inspect(new Series("s", [1, null]))).toContain("│    null │");
    expect(inspect(df.lazy().filter(col("a").gt(0)))).toMatch(/^filter \(a > 0\)\n {2}frame/);
    expect(inspect(col("a").add(1))).toBe("(a + 1)");
  });
  test("Jupyter gets text and HTML", () => {
    const df = frame({ a: ["<i>"] });
    const shown = (df as unknown as Record<symbol, () => Record<string, string>>)[Symbol.for("Jupyter.display")]?.call(
      df,
    );
    expect(shown).toEqual({ "text/plain": String(df), "text/html": df.toHTML() });
  });
});

test("widths, cuts and fills", () => {
  expect(
    ["", "abc", "日本", "e\u0301", "👩‍👩‍👧", "🇩🇪", "❤️", "1️⃣", "\u200b", "ｱ", "\u1112\u1161\u11ab"].map(textWidth),
  ).toEqual([0, 3, 4, 1, 2, 2, 2, 2, 0, 1, 2]);
  expect([clip("abcdef", 4), clip("日本語", 4), clip("日本語", 5), clip("日本語", 6), clip("ab", 2)]).toEqual([
    "abc…",
    "日…",
    "日本…",
    "日本語",
    "ab",
  ]);
  expect([pad("日", 4, false), pad("日", 4, true)]).toEqual(["日  ", "  日"]);
  expect(printable("a\r\n\u0085b")).toBe("a\\r\\n\\x85b");
});
