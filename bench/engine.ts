import type { Data } from "./data.ts";

/** A number that two engines must agree on for one case: rows of the result and a sum over it. */
export interface Answer {
  readonly rows: number;
  readonly sum: number;
}
export interface Case {
  /** What is timed. */
  readonly run: () => unknown;
  /** Reads the answer out of what `run` gave. */
  readonly answer: (result: unknown) => Promise<Answer> | Answer;
}
/** One peer: loads the data once, then gives its cases by name. */
export interface BenchEngine {
  readonly version: string;
  readonly load: (data: Data) => Promise<Readonly<Record<string, Case>>>;
}

export const CASES: readonly string[] = [
  "filter10",
  "filter50",
  "arithmetic",
  "aggregate",
  "group1k",
  "group125k",
  "groupText",
  "groupDict",
  "join",
  "sort",
  "textEq",
  "textStartsWith",
  "textContains",
];
/** Cases that stand for a whole small call, from the question to rows as objects. */
export const SMALL: readonly string[] = ["filterRows", "groupRows"];
