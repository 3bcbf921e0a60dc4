import { globSync } from "node:fs";
import { join } from "node:path";
import { Categorical, col, type DataFrame } from "../src/node.ts";
import { groupby } from "./data/groupby.ts";
import { io } from "./data/io.ts";
import { join as joins } from "./data/join.ts";
import { plain } from "./data/plain.ts";
import { ticks } from "./data/ticks.ts";

export interface Suite {
  readonly data: (rows: number) => Promise<Readonly<Record<string, string>>>;
  /** The sizes that it runs at where none is asked for. */
  readonly rows: readonly number[];
  readonly engines: readonly string[];
  /** Seconds that a case is repeated for, at least three times. */
  readonly seconds: number;
  /** Fresh processes of each engine. */
  readonly rounds: number;
  /** The one case that stands for the suite in `quick`. */
  readonly one: string;
  /** Cases work on files, not on tables in memory. */
  readonly onFiles?: true;
  /** The folder of its cases, where it is another suite's. */
  readonly folder?: string;
  /** Tables made of the loaded ones, by engine. */
  readonly setup?: {
    readonly polaroid: (tables: Readonly<Record<string, DataFrame>>) => Readonly<Record<string, DataFrame>>;
    readonly duckdb: readonly string[];
    readonly polars: Readonly<Record<string, string>>;
  };
}

const PEERS = ["polaroid", "polaroid-1", "duckdb", "polars"];

/** Every suite that is a folder of cases over generated data. */
export const SUITES: Readonly<Record<string, Suite>> = {
  small: {
    data: plain,
    rows: [100, 1000, 10_000],
    engines: ["polaroid", "duckdb", "arquero", "polars"],
    seconds: 0.5,
    rounds: 3,
    one: "group-by",
  },
  engine: {
    data: plain,
    rows: [100, 10_000, 1_000_000, 10_000_000],
    engines: ["polaroid", "duckdb", "arquero", "polars"],
    seconds: 0.4,
    rounds: 3,
    one: "filter-10",
    setup: {
      polaroid: (tables) => ({
        c: (tables["t"] as DataFrame).select(col("s").cast(Categorical).alias("c"), "x") as DataFrame,
      }),
      duckdb: [
        "CREATE TYPE word AS ENUM (SELECT DISTINCT s FROM t)",
        "CREATE TABLE c AS SELECT s::word AS c, x FROM t",
      ],
      polars: { c: 't.select(col("s").cast(pl.Categorical).alias("c"), "x").rechunk()' },
    },
  },
  groupby: { data: groupby, rows: [10_000_000], engines: PEERS, seconds: 1, rounds: 3, one: "q05-sum-by-id6" },
  join: { data: joins, rows: [10_000_000], engines: PEERS, seconds: 1, rounds: 3, one: "q02-medium-by-integer" },
  sort: { data: plain, rows: [10_000_000], engines: PEERS, seconds: 1, rounds: 3, one: "by-float" },
  strings: { data: plain, rows: [10_000_000], engines: PEERS, seconds: 1, rounds: 3, one: "replace" },
  series: { data: ticks, rows: [10_000_000], engines: PEERS, seconds: 1, rounds: 3, one: "ohlcv-minute" },
  io: {
    data: io,
    rows: [8_000_000],
    engines: [...PEERS, "pyarrow"],
    seconds: 1,
    rounds: 3,
    one: "parquet-snappy",
    onFiles: true,
  },
  write: {
    data: async (rows) => ({ t: (await io(rows))["snappy"] as string }),
    rows: [8_000_000],
    engines: PEERS,
    seconds: 1,
    rounds: 3,
    one: "parquet-snappy",
  },
};

/** The names of a suite's cases: its folder's files. */
export const casesOf = (suite: string): readonly string[] =>
  globSync("*.ts", { cwd: join(import.meta.dirname, SUITES[suite]?.folder ?? suite) })
    .map((file) => file.slice(0, -3))
    .sort();
