import { table } from "./files.ts";
import { floats, integers, random, texts } from "./random.ts";

const SYMBOLS = 1000;
const DAY = 23_400_000_000; // microseconds of a trading day

/** Rows in the order of time over one trading day, microseconds since 1970. */
function times(rows: number, seed: number): BigInt64Array<ArrayBuffer> {
  const next = random(seed);
  const start = Date.UTC(2024, 0, 2, 14, 30) * 1000;
  const step = DAY / rows;
  return BigInt64Array.from({ length: rows }, (_, i) => BigInt(start + Math.floor((i + next() / 2 ** 32) * step)));
}

/** Trades and quotes of 1,000 symbols, in the order of time. */
export async function ticks(rows: number): Promise<Readonly<Record<string, string>>> {
  const { col, Datetime, DataFrame } = await import("../../src/node.ts");
  const named = (c: number): string => `SYM${String(c).padStart(4, "0")}`;
  const timed = (columns: Record<string, unknown>) =>
    new DataFrame(columns as never).withColumns(col("ts").cast(Datetime("us")));
  const made = (seed: number, more: () => Record<string, unknown>) => () => {
    const df = timed({ ts: times(rows, seed), symbol: texts(integers(rows, SYMBOLS, seed + 1), named), ...more() });
    return Object.fromEntries(df.columns.map((c) => [c, df.getColumn(c)]));
  };
  const price = (seed: number) => floats(rows, 50, seed).map((v) => Math.round((v + 75) * 100) / 100);
  const trades = await table(
    "trades",
    rows,
    made(31, () => ({ price: price(33), size: integers(rows, 500, 34) })),
  );
  const quotes = await table(
    "quotes",
    rows,
    made(41, () => ({ bid: price(43), ask: price(44) })),
  );
  return { trades, quotes };
}
