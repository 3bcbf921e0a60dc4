import { spawnSync } from "node:child_process";
import { join } from "node:path";

const VENV = join(import.meta.dirname, "..", ".cache", "venv", "bin", "python");

/** A Python with polars: POLAROID_PYTHON, else the one in .cache/venv. Made by: python3 -m venv .cache/venv && .cache/venv/bin/pip install polars pyarrow */
export const python = (): string | undefined =>
  [process.env["POLAROID_PYTHON"], VENV, "python3"].find(
    (p) => p !== undefined && p !== "" && spawnSync(p, ["-c", "import polars, numpy"]).status === 0,
  );

if (import.meta.main)
  console.log(python() ?? "get it by: python3 -m venv .cache/venv && .cache/venv/bin/pip install polars pyarrow numpy");
