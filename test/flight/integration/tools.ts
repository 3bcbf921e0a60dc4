import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..", "..");
const BIN = join(ROOT, ".cache", "go", "bin");
const MODULE = "github.com/apache/arrow-go/v18";
const VERSION = "v18.8.0";
const TOOLS = {
  "arrow-flight-integration-client": "arrow/internal/flight_integration/cmd/arrow-flight-integration-client",
  "arrow-flight-integration-server": "arrow/internal/flight_integration/cmd/arrow-flight-integration-server",
  "arrow-json-integration-test": "arrow/ipc/cmd/arrow-json-integration-test",
} as const;

/** Arrow's own tools in Go, built when they are first needed; where that fails, how to get them. */
export function goTools(): { readonly reason: string | null; readonly path: (name: keyof typeof TOOLS) => string } {
  const path = (name: string): string => join(BIN, name);
  const missing = Object.entries(TOOLS).filter(([name]) => !existsSync(path(name)));
  if (missing.length > 0) {
    mkdirSync(BIN, { recursive: true });
    const wanted = missing.map(([, path]) => `${MODULE}/${path}@${VERSION}`);
    try {
      execFileSync("go", ["install", ...wanted], {
        env: { ...process.env, GOBIN: BIN },
        stdio: "ignore",
        timeout: 300_000,
      });
    } catch {
      return { path, reason: `install Go 1.25, or: GOBIN=${BIN} go install ${wanted.join(" ")}` };
    }
  }
  return { path, reason: null };
}

export interface Listening extends AsyncDisposable {
  readonly port: number;
  readonly child: ChildProcess;
}

/** Starts a server that prints where it listens. */
export function listening(command: string, args: readonly string[]): Promise<Listening> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  return new Promise((resolve, reject) => {
    let said = "";
    const hear = (chunk: Buffer): void => {
      said += chunk;
      const port = /Server listening on localhost:(\d+)/.exec(said)?.[1];
      if (port === undefined) return;
      const stop = async (): Promise<void> => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const gone = new Promise((done) => child.once("exit", done));
        child.kill("SIGTERM");
        await gone;
      };
      resolve({ port: Number(port), child, [Symbol.asyncDispose]: stop });
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk;
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${command} ended with ${code}: ${said}`)));
  });
}

/** Our test server for a scenario. */
export const ourServer = (scenario: string): Promise<Listening> =>
  listening(process.execPath, [join(ROOT, "test/flight/scenarios/serve.ts"), "-port=0", "-scenario", scenario]);

/** Runs a program to its end; what it said where it fails. */
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
