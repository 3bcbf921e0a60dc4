import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { python } from "../../scripts/python.ts";

const CACHE = join(import.meta.dirname, "..", "..", ".cache", "tpch");
/** Printed where the generator is missing. */
export const HOW: string = "pip install tpchgen-cli, beside pyarrow (POLAROID_PYTHON names the Python)";

/** The folder of the eight tables as Parquet files, made on first use; null where nothing can make them. */
export function tables(scale: string): string | null {
  const folder = join(CACHE, `sf${scale}`);
  if (existsSync(folder)) return folder;
  const py = python();
  if (py === undefined) return null;
  const draft = `${folder}.${process.pid}`;
  mkdirSync(CACHE, { recursive: true });
  for (const command of [join(dirname(py), "tpchgen-cli"), "tpchgen-cli"]) {
    const made = spawnSync(command, ["parquet", "-s", scale, "--output-dir", draft]);
    if (made.status === 0) {
      renameSync(draft, folder);
      return folder;
    }
  }
  rmSync(draft, { recursive: true, force: true });
  return null;
}
