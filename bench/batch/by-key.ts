import { col, len, scanParquet } from "../../src/node.ts";
import type { Case, Files } from "../case.ts";

export const question: Case = {
  polaroid: ({ parts }: Files<"parts">) =>
    scanParquet(parts).groupBy("k").agg(col("price").sum(), col("x").max(), len().alias("n")),
  polars: `pl.scan_parquet(parts).group_by("k").agg(col("price").sum(), col("x").max(), pl.len().alias("n"))`,
  polarsLoop: `
    import glob
    found = []
    for file in sorted(glob.glob(parts)):
        t = pl.read_parquet(file, columns=["k", "price", "x"])
        found.append(t.group_by("k").agg(col("price").sum(), col("x").max(), pl.len().alias("n")))
    pl.concat(found).group_by("k").agg(col("price").sum(), col("x").max(), col("n").sum())`,
};
