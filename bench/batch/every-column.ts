import { col, scanParquet } from "../../src/node.ts";
import type { Case, Files } from "../case.ts";

const NUMBERS = ["id", "k", "price", "x", "y", "size"] as const;

export const question: Case = {
  polaroid: ({ parts }: Files<"parts">) =>
    scanParquet(parts)
      .groupBy("w")
      .agg(...NUMBERS.map((name) => col(name).sum())),
  polars: `pl.scan_parquet(parts).group_by("w").agg(col("id", "k", "price", "x", "y", "size").sum())`,
  polarsLoop: `
    import glob
    numbers = col("id", "k", "price", "x", "y", "size").sum()
    found = [pl.read_parquet(file).group_by("w").agg(numbers) for file in sorted(glob.glob(parts))]
    pl.concat(found).group_by("w").agg(numbers)`,
};
