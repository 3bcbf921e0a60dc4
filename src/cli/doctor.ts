import { configuration } from "../api/config.ts";
import { registered } from "../engine/registry.ts";
import { kernels } from "../kernels/memory.ts";
import type { Command } from "./command.ts";

/** `polaroid doctor`: what works here. */
export const doctor: Command = {
  name: "doctor",
  usage: "doctor [--json]",
  summary: "Tells which engines work here and how to get the others.",
  example: "polaroid doctor",
  options: { json: { type: "boolean" }, help: { type: "boolean", short: "h" } },
  help: [["--json", "as JSON"]],
  async run(call) {
    const engines = await Promise.all(registered().map(async (e) => ({ name: e.name, problem: await e.available() })));
    const { engine, mode, memoryLimit } = configuration();
    const runtime = {
      node: process.version,
      platform: `${process.platform}-${process.arch}`,
      threads: typeof SharedArrayBuffer === "function",
      kernels: kernels.k.heapBase() > 0,
    };
    if (call.flags.json === true) {
      call.out(JSON.stringify({ runtime, engines, configuration: { engine, mode, memoryLimit } }));
      return;
    }
    call.out(
      `node ${runtime.node} on ${runtime.platform}; WebAssembly with SIMD: yes; shared memory: ${runtime.threads ? "yes" : "no"}`,
    );
    for (const { name, problem } of engines)
      call.out(problem === null ? `  ok       ${name}` : `  missing  ${name}: ${problem}`);
    call.out(
      `engine: ${engine}; POLAROID_MODE: ${mode ?? "automatic"}; memory limit: ${memoryLimit === null ? "none" : `${memoryLimit} bytes`}`,
    );
  },
};
