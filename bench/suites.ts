import { globSync } from "node:fs";
import { join } from "node:path";
import { Categorical, col, type DataFrame } from "../src/node.ts";
import type { Where } from "./case.ts";
import { batch } from "./data/batch.ts";
import { groupby } from "./data/groupby.ts";
import { io } from "./data/io.ts";
import { join as joins } from "./data/join.ts";
import { plain } from "./data/plain.ts";
import { ticks } from "./data/ticks.ts";
import { share, tpch } from "./data/tpch.ts";

/** What a suite measures: the time of a warm query, the peak of memory, a fresh process from its import, a page of a browser, a server, or many of its clients at once. */
export type By = "time" | "peak" | "start" | "page" | "server" | "clients";

export interface Suite {
  readonly by?: By;
  readonly data: (rows: number, name: string) => Promise<Readonly<Record<string, string>>>;
  /** The sizes that it runs at where none is asked for. */
  readonly rows: readonly number[];
  readonly engines: readonly string[];
  /** Seconds that a case is repeated for, at least three times. */
  readonly seconds: number;
  /** Fresh processes of each engine. */
  readonly rounds: number;
  /** The one case that stands for the suite in `quick`. */
  readonly one: string;
  /** Loaded tables, where nothing is said. */
  readonly where?: Where;
  /** Its cases, where they are other suites': folder/name. */
  readonly cases?: readonly string[];
  /** Numbers that its questions name. */
  readonly numbers?: (rows: number) => Readonly<Record<string, number>>;
  /** Tables made of the loaded ones, by engine. */
  readonly setup?: {
    readonly polaroid: (tables: Readonly<Record<string, DataFrame>>) => Readonly<Record<string, DataFrame>>;
    readonly duckdb: readonly string[];
    readonly polars: Readonly<Record<string, string>>;
  };
}

const inFolder = (folder: string): readonly string[] =>
  globSync("*.ts", { cwd: join(import.meta.dirname, folder) })
    .map((file) => file.slice(0, -3))
    .sort();
const foldered = (folder: string): readonly string[] => inFolder(folder).map((name) => `${folder}/${name}`);

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
    where: "files",
  },
  write: {
    data: async (rows) => ({ t: (await io(rows))["snappy"] as string }),
    rows: [8_000_000],
    engines: PEERS,
    seconds: 1,
    rounds: 3,
    one: "parquet-snappy",
  },
  tpch: {
    data: tpch,
    numbers: share,
    rows: [6_000_000],
    engines: ["polaroid", "polaroid-wasm", "duckdb", "polars"],
    seconds: 0.5,
    rounds: 3,
    one: "q03",
    where: "scans",
  },
  batch: {
    data: batch,
    rows: [30_000_000],
    engines: ["polaroid", "polars-loop", "polars"],
    seconds: 0.5,
    rounds: 3,
    one: "by-key",
    where: "files",
  },
  memory: {
    by: "peak",
    data: (rows, name) => (name.startsWith("join/") ? joins(rows) : groupby(rows)),
    cases: [...foldered("groupby"), ...foldered("join")],
    rows: [10_000_000],
    engines: ["polaroid", "duckdb", "polars"],
    seconds: 0,
    rounds: 1,
    one: "groupby/q05-sum-by-id6",
  },
  cold: {
    by: "start",
    data: plain,
    rows: [1000],
    engines: ["polaroid", "duckdb", "polars"],
    seconds: 0,
    rounds: 10,
    one: "group-by",
  },
  flight: {
    by: "server",
    data: async () => ({}),
    cases: ["do-get"],
    rows: [10_000_000],
    engines: ["polaroid", "pyarrow"],
    seconds: 0,
    rounds: 5,
    one: "do-get",
  },
  unary: {
    by: "server",
    data: async () => ({}),
    cases: ["p50"],
    rows: [1],
    engines: ["polaroid", "pyarrow"],
    seconds: 0,
    rounds: 1,
    one: "p50",
  },
  // Rows are clients here.
  clients: {
    by: "clients",
    data: async () => ({}),
    cases: ["each"],
    rows: [100, 500],
    engines: ["polaroid", "polars"],
    seconds: 0,
    rounds: 3,
    one: "each",
  },
  connections: {
    by: "server",
    data: async () => ({}),
    cases: ["open"],
    rows: [10_000],
    engines: ["polaroid", "pyarrow"],
    seconds: 0,
    rounds: 1,
    one: "open",
  },
  browser: {
    by: "page",
    data: plain,
    cases: [
      "browser/parquet",
      "engine/filter-10",
      "engine/group-1k",
      "engine/group-text",
      "engine/join",
      "engine/sort",
      "engine/text-equals",
      "engine/text-contains",
    ],
    rows: [1_000_000],
    engines: ["polaroid", "duckdb-wasm", "arquero"],
    seconds: 0.5,
    rounds: 3,
    one: "engine/group-1k",
  },
};

/** The names of a suite's cases: its folder's files, unless it says which. */
export const casesOf = (suite: string): readonly string[] => SUITES[suite]?.cases ?? inFolder(suite);

/** Where a case is. */
export const fileOf = (suite: string, name: string): string => `./${name.includes("/") ? name : `${suite}/${name}`}.ts`;
