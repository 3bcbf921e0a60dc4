import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..");

/** `polaroid serve` in a process of its own. */
export interface Process extends AsyncDisposable {
  readonly child: ChildProcess;
  readonly port: number;
  /** Its exit code, or what killed it. */
  readonly ended: Promise<number | string>;
}

export async function serve(...flags: readonly string[]): Promise<Process> {
  const program = [join(ROOT, "src", "cli", "main.ts"), "serve", "--log-level", "silent"];
  const port = flags.includes("--port") ? [] : ["--port", "0"];
  const child = spawn(process.execPath, [...program, ...port, ...flags], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stderr.on("data", (d: Buffer) => {
    said += d;
  });
  const ended = once(child, "exit").then(([code, signal]) => (code ?? signal) as number | string);
  const [line] = (await Promise.race([once(child.stdout, "data"), ended.then((code) => [`ended with ${code}`])])) as [
    unknown,
  ];
  const found = Number(/:(\d+)/.exec(String(line))?.[1]);
  if (!(found > 0)) throw new Error(`polaroid serve: ${line} ${said}`);
  return {
    child,
    port: found,
    ended,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
