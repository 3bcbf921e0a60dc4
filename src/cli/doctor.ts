import { configuration } from "../api/config.ts";
import { PolaroidError } from "../core/error.ts";
import { engineNames, engineOf, knownEngine } from "../engine/registry.ts";
import { kernels } from "../kernels/memory.ts";
import { type Call, type Command, misuse } from "./command.ts";

/** What is wrong with how engines are chosen, in words. */
function wrongSetting(call: Call): string | null {
  if (call.misset !== null) return call.misset.detail;
  const { engine } = configuration();
  if (engine === "auto") return null;
  try {
    knownEngine(engine);
    return null;
  } catch (cause) {
    return cause instanceof PolaroidError ? `POLAROID_ENGINE is "${engine}": ${cause.detail}` : String(cause);
  }
}

const settings = (): string => {
  const { engine, mode, memoryLimit, threads } = configuration();
  return `engine: ${engine}; POLAROID_MODE: ${mode ?? "automatic"}; memory limit: ${memoryLimit === null ? "none" : `${memoryLimit} bytes`}; threads: ${threads ?? "automatic"}`;
};

/** `polaroid doctor`: what works here. */
export const doctor: Command = {
  name: "doctor",
  usage: "doctor [--json]",
  summary: "Tells which engines work here and how to get the others.",
  example: "polaroid doctor",
  options: { json: { type: "boolean" }, help: { type: "boolean", short: "h" } },
  help: [["--json", "as JSON"]],
  async run(call) {
    if (call.files.length > 0) throw misuse(this, `doctor takes no file, but got ${call.files[0]}`);
    const engines = await Promise.all(
      engineNames().map(async (name) => ({ name, problem: await (await engineOf(name)).available() })),
    );
    const wrong = wrongSetting(call);
    const runtime = {
      node: process.version,
      platform: `${process.platform}-${process.arch}`,
      threads: typeof SharedArrayBuffer === "function",
      kernels: kernels.k.heapBase() > 0,
    };
    if (call.flags.json === true)
      call.out(
        JSON.stringify({
          runtime,
          engines,
          configuration: call.misset === null ? configuration() : null,
          problem: wrong,
        }),
      );
    else {
      call.out(
        `node ${runtime.node} on ${runtime.platform}; WebAssembly with SIMD: yes; shared memory: ${runtime.threads ? "yes" : "no"}`,
      );
      for (const { name, problem } of engines)
        call.out(problem === null ? `  ok       ${name}` : `  missing  ${name}: ${problem}`);
      if (call.misset === null) call.out(settings());
    }
    if (wrong !== null) call.failed(new PolaroidError("INVALID_ARGUMENT", wrong));
  },
};
