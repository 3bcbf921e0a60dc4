import type pl from "../../../src/compat.ts";
import type { DataFrame } from "../../../src/compat.ts";

/** The names of either library. */
export type Pl = typeof pl;
/** One call of nodejs-polars, and what it gives as plain values. */
export type Call = (pl: Pl) => unknown;

export const CSV = "a,b,t,x,f\n1,x,2020-01-01 10:11:12,true,1.5\n2,,2020-01-02 00:00:00,false,2.5\n,c,,,\n";
export const mixed = async (pl: Pl): Promise<DataFrame> => pl.readCSV(CSV, { tryParseDates: true });
export const on =
  (f: (df: DataFrame, pl: Pl) => unknown): Call =>
  async (pl) =>
    f(await mixed(pl), pl);
/** The records of expressions over the small file. */
export const exprs = (f: (pl: Pl) => readonly unknown[]): Call => on((df, pl) => df.select(...f(pl)).toRecords());
export const small = (pl: Pl): DataFrame => pl.DataFrame({ k: [1, 2, 3], v: ["a", "b", "c"] });
export const other = (pl: Pl): DataFrame => pl.DataFrame({ k: [1, 1, 4], v: ["x", "y", "z"] });
export const sorted = (rows: unknown[]): unknown[] =>
  [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
export const types = (df: DataFrame): string[] => df.dtypes.map(String);
export const wide = (pl: Pl): DataFrame =>
  pl.DataFrame({ k: ["a", "a", "b"], m: ["x", "y", "x"], v: [1, 2, 3], w: [4, 5, 6] });
export const lists = (pl: Pl): DataFrame => pl.DataFrame({ l: [[1, 2], [3], []], s: [["p", "q"], ["r"], []] });
