"""make_parquet.py FILE CODEC: 8M rows x 8 columns: ids, two keys, prices, a date-time, flags and words."""
import sys
import numpy as np
import polars as pl

file, codec = sys.argv[1:]
n, rng = 8_000_000, np.random.default_rng(7)
words = pl.Series("w", [f"word-{i}" for i in range(1000)])
pl.DataFrame({
    "id": np.arange(n, dtype=np.int64), "k": rng.integers(0, 1000, n), "k2": rng.integers(0, 1_000_000, n).astype(np.int32), "price": np.round(rng.random(n) * 1000, 2),
    "x": rng.random(n), "t": pl.Series(np.sort(rng.integers(1_600_000_000_000_000, 1_700_000_000_000_000, n))).cast(pl.Datetime("us")), "flag": rng.random(n) > 0.5,
}).with_columns(words.gather(pl.Series(rng.integers(0, 1000, n).astype(np.uint32)))).write_parquet(file, compression=codec, row_group_size=500_000, use_pyarrow=True)
