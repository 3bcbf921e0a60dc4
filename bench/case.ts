import type * as aq from "arquero";
import type { DataFrame, LazyFrame } from "../src/node.ts";

export type Arquero = typeof aq;
/** A table of arquero. */
export type Table = ReturnType<Arquero["table"]>;

/** The tables of a suite by name, in memory. */
export type Frames<Name extends string> = Readonly<Record<Name, DataFrame>>;
/** The files of a suite by name, and where to write. */
export type Files<Name extends string> = Readonly<Record<Name | "out", string>>;

/** What a case gives: a frame, a query (collected within the time), or rows as objects. */
export type Result = DataFrame | LazyFrame | readonly object[] | Promise<DataFrame | readonly object[] | number>;

/** One question, in the words of each engine; the file's name is the case's name. */
export interface Case {
  readonly polaroid: (tables: never) => Result;
  /** A query; `{name}` is the path of a suite's file. One that starts with CREATE, COPY or SELECT is run as it is written. */
  readonly duckdb?: string;
  /** Python over the tables, with `pl`, `col` and `date`; its last expression is the answer. */
  readonly polars?: string;
  /** The same as somebody writes it who goes from file to file. */
  readonly polarsLoop?: string;
  /** A Python expression with pyarrow: `pa`, `pq`, `feather`, `pa_csv`, `pa_json`. */
  readonly pyarrow?: string;
  readonly arquero?: (tables: never, aq: Arquero) => unknown;
  /** The order of rows is part of the answer. */
  readonly ordered?: true;
  /** Rows as JavaScript (or Python) objects are the answer. */
  readonly rows?: true;
  /** A file is the answer: `{out}` is where. */
  readonly writes?: true;
}

/** What `cold` runs in a fresh process of each engine: a program whose last statement gives the rows of its answer. */
export interface Start {
  /** A module; `{polaroid}` is the package, `{file}` the table. */
  readonly polaroid: string;
  readonly duckdb: string;
  /** Python. */
  readonly polars: string;
}

/** Where a case finds its tables: loaded, as paths of files, or as queries over files. */
export type Where = "memory" | "files" | "scans";

/** What one process prints for a case: milliseconds, and what other engines must agree on. */
export interface Line {
  readonly case: string;
  readonly ms: number;
  readonly first: number;
  readonly runs: number;
  readonly rows: number;
  /** The sum of each column of numbers (of texts: of their lengths), by its place. */
  readonly sums: readonly (number | null)[];
  readonly peak: number;
}

/** What a process is asked to do. */
export interface Job {
  readonly suite: string;
  readonly engine: string;
  readonly cases: readonly string[];
  readonly seconds: number;
  readonly files: Readonly<Record<string, string>>;
  readonly where: Where;
  /** Each case is run once, for what it takes and not for its time. */
  readonly once: boolean;
  /** Numbers that questions name. */
  readonly numbers: Readonly<Record<string, number>>;
  readonly out: string;
  /** Tables that a Python engine makes of the loaded ones. */
  readonly setup: Readonly<Record<string, string>>;
  /** What a Python engine runs, by case. */
  readonly code: Readonly<Record<string, { readonly code: string; readonly ordered: boolean; readonly rows: boolean }>>;
}

/** An engine: loads the tables, runs a case, reads its answer. */
export interface Adapter {
  readonly version: string;
  readonly open: (job: Job) => Promise<Opened>;
}
export interface Opened {
  /** What the loaded tables hold. */
  readonly bytes?: number;
  readonly run: (of: Case) => (() => unknown) | undefined;
  readonly answer: (of: Case, result: unknown) => Promise<Pick<Line, "rows" | "sums">>;
}
