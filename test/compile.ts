import { execFile } from "node:child_process";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const TSC = join(ROOT, "node_modules", "typescript", "bin", "tsc");

/** Compiles one project of this repository; resolves to the compiler's messages, one a line. */
export const compile = (project: string): Promise<readonly string[]> =>
  new Promise((resolve) => {
    execFile(process.execPath, [TSC, "-p", project, "--pretty", "false"], { cwd: ROOT }, (error, stdout, stderr) => {
      const messages = `${stdout}${stderr}`.trim();
      resolve(messages === "" ? (error === null ? [] : [error.message]) : messages.split("\n"));
    });
  });
