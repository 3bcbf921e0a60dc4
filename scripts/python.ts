import { spawnSync } from "node:child_process";
import { join } from "node:path";

const VENV = join(import.meta.dirname, "..", ".cache", "venv", "bin", "python");

/** Finds a Python with pyarrow: `POLAROID_PYTHON`, else the one in .cache/venv, else python3. */
export const python = (): string | undefined =>
  [process.env["POLAROID_PYTHON"], VENV, "python3"].find(
    (path) => path !== undefined && path !== "" && spawnSync(path, ["-c", "import pyarrow"]).status === 0,
  );
