import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";

export const MAIN: string = join(import.meta.dirname, "..", "..", "src", "cli", "main.ts");
// The sources are compiled once for all of these processes.
const CACHE = join(tmpdir(), "polaroid-compiled");
export const ENV: NodeJS.ProcessEnv = { ...process.env, NODE_NO_WARNINGS: "1", NODE_COMPILE_CACHE: CACHE };

export interface Done {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** The command with some environment variables more; no stack trace may be in what it says. */
export function polaroidWith(env: Readonly<Record<string, string>>, ...args: readonly string[]): Done {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    encoding: "utf8",
    env: { ...ENV, ...env },
    maxBuffer: 1 << 28,
  });
  expect(stderr).not.toMatch(/^\s+at .+\d+:\d+/m);
  return { code: status, out: stdout, error: stderr };
}

export const polaroid = (...args: readonly string[]): Done => polaroidWith({}, ...args);

export const shell = (line: string): Done => {
  const { status, stdout, stderr } = spawnSync(
    "sh",
    ["-c", line.replaceAll("polaroid ", `"${process.execPath}" "${MAIN}" `)],
    { encoding: "utf8", env: ENV },
  );
  return { code: status, out: stdout, error: stderr };
};
