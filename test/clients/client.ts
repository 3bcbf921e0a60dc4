import { spawn } from "node:child_process";
import { configOf } from "../../src/server/config.ts";
import { type PolaroidServer, startServer } from "../../src/server/server.ts";

/** A whole server on loopback. */
export const serving = (flags: Readonly<Record<string, readonly string[]>> = {}): Promise<PolaroidServer> =>
  startServer(configOf({ port: ["0"], workers: ["1"], "log-level": ["silent"], ...flags }, {}));

/** Runs a client to its end; its exit code and all that it said. */
export function ran(
  command: string,
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  return new Promise((resolve, reject) => {
    let said = "";
    for (const from of [child.stdout, child.stderr])
      from.on("data", (chunk: Buffer) => {
        said += chunk;
      });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, said }));
  });
}
