import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { python } from "./python.ts";

const HERE = import.meta.dirname;
const CACHE = join(HERE, "..", ".cache", "bench");
const FORMS: readonly (readonly [name: string, codec: string])[] = [
  ["snappy", "snappy"],
  ["zstd", "zstd"],
];

interface Times {
  readonly first: number;
  readonly warm: number;
}

function time(command: string, script: string, file: string, columns: string): Times {
  const out = spawnSync(command, [join(HERE, script), file, columns], { encoding: "utf8", cwd: HERE });
  if (out.status !== 0) throw new Error(out.stderr);
  const [first, warm] = (out.stdout.trim().split("\n").pop() ?? "").split(" ").map(Number) as [number, number];
  return { first, warm };
}

/** Reading Parquet files against python polars, warm and for the first time in a process: all columns and two of eight, interleaved. */
export async function parquet(): Promise<void> {
  const py = python();
  if (py === undefined) {
    console.log("skipped: python polars writes the files and is the peer");
    return;
  }
  mkdirSync(CACHE, { recursive: true });
  const ratios: number[] = [];
  for (const [name, codec] of FORMS) {
    const file = join(CACHE, `rows.${name}.parquet`);
    if (!existsSync(file)) {
      const made = spawnSync(py, [join(HERE, "engines", "make_parquet.py"), file, codec], { encoding: "utf8" });
      if (made.status !== 0) throw new Error(made.stderr);
    }
    for (const columns of ["all", "two"]) {
      const ours: Times[] = [];
      const theirs: Times[] = [];
      for (let i = 0; i < 3; i++) {
        ours.push(time(process.execPath, "engines/read-parquet.ts", file, columns));
        theirs.push(time(py, "engines/read_parquet.py", file, columns));
      }
      const median = (v: readonly Times[], of: keyof Times): number =>
        v.map((t) => t[of]).sort((a, b) => a - b)[v.length >> 1] as number;
      const ratio = median(ours, "warm") / median(theirs, "warm");
      ratios.push(ratio);
      console.log(
        `${name.padEnd(8)} ${columns.padEnd(5)} ${(statSync(file).size / 1e6).toFixed(0).padStart(6)} MB  polaroid ${median(ours, "warm").toFixed(0).padStart(6)} ms  polars ${median(theirs, "warm").toFixed(0).padStart(6)} ms  ratio ${ratio.toFixed(2)}; first read ${median(ours, "first").toFixed(0)} and ${median(theirs, "first").toFixed(0)} ms`,
      );
    }
  }
  console.log(
    `\nparquet geomean ${Math.exp(ratios.reduce((s, r) => s + Math.log(r), 0) / ratios.length).toFixed(2)} worst ${Math.max(...ratios).toFixed(2)}`,
  );
}
