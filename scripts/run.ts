import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";

const ROOT = join(import.meta.dirname, "..");

/** Runs a program in the project's folder, its own tools first in the path; resolves to the exit code. */
export const run = (program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> =>
  new Promise((resolve, reject) => {
    const path = [join(ROOT, "node_modules", ".bin"), process.env["PATH"]].join(delimiter);
    const child = spawn(program, args, { cwd: ROOT, stdio: "inherit", env: { ...process.env, PATH: path, ...env } });
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
