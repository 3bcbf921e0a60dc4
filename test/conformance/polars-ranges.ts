import type { Call } from "../../src/expr/node.ts";

type Special = (args: readonly string[], c: Call) => string;

const NAMES = [
  "intRange",
  "intRanges",
  "dateRange",
  "dateRanges",
  "datetimeRange",
  "datetimeRanges",
  "timeRange",
  "timeRanges",
  "linearSpace",
  "linearSpaces",
];
const snake = (name: string): string => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);

/** Ranges, which are functions of Polars and take their options by name. */
export const rangesOf = (python: (v: unknown) => string): Readonly<Record<string, Special>> =>
  Object.fromEntries(
    NAMES.map((name): [string, Special] => [
      name,
      (args, c) => {
        // A step that is written is a number there.
        const plain = args.map((a, i) => (i === 2 && c.args[2]?.kind === "lit" ? python(c.args[2].value) : a));
        const options = Object.entries(c.options).map(([k, v]) =>
          k === "dtype" ? `dtype=pl.${v}` : `${snake(k)}=${python(v)}`,
        );
        return `pl.${snake(name)}(${[...plain, ...options].join(", ")})`;
      },
    ]),
  );
