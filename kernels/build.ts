/**
 * Compiles kernels/assembly into a plain and a threaded module, and writes what src/kernels embeds.
 * Does nothing when neither the sources nor the compiler changed.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import asc from "assemblyscript/asc";

const HERE = import.meta.dirname;
const BUILD = join(HERE, "build");
const EMBEDS = join(HERE, "..", "src", "kernels");
const STAMP = join(BUILD, "stamp");
const LIMIT = 200 * 1024;

// Everything under 64 KiB is left to the host as scratch; static data starts there.
const COMMON = [
  "assembly/index.ts",
  ...["-O3", "--noAssert", "--runtime", "stub", "--enable", "simd", "--use", "abort="],
  ...["--importMemory", "--noExportMemory", "--memoryBase", "65536", "--initialMemory", "16"],
];
// The memory that is handed over may have a lower maximum than the one declared here, never a higher one.
const THREADS = ["--enable", "threads", "--sharedMemory", "--maximumMemory", "65536"];

const PLAIN_WASM = join(BUILD, "kernels.wasm");
const THREADS_WASM = join(BUILD, "kernels.threads.wasm");
const PLAIN_EMBED = join(EMBEDS, "embedded.gen.ts");
const THREADS_EMBED = join(EMBEDS, "embedded-threads.gen.ts");
const EXPORTS = join(EMBEDS, "exports.gen.ts");
const OUTPUTS = [PLAIN_WASM, THREADS_WASM, PLAIN_EMBED, THREADS_EMBED, EXPORTS];

const digest = async (): Promise<string> => {
  const hash = createHash("sha256").update(asc.version);
  const sources = (await readdir(join(HERE, "assembly"), { recursive: true })).filter((name) => name.endsWith(".ts"));
  for (const name of ["build.ts", ...sources.sort().map((source) => join("assembly", source))]) {
    hash.update(`\n${name}\n`).update(await readFile(join(HERE, name)));
  }
  return hash.digest("hex");
};

const compile = async (args: readonly string[]): Promise<ReadonlyMap<string, Uint8Array | string>> => {
  const written = new Map<string, Uint8Array | string>();
  const { error, stderr } = await asc.main([...COMMON, ...args, "--baseDir", HERE], {
    writeFile: (name, contents) => void written.set(name, contents),
  });
  const messages = stderr.toString();
  if (messages !== "") console.error(messages);
  if (error !== null) throw new Error(`the kernels do not compile: ${error.message}`);
  return written;
};

const wasm = (written: ReadonlyMap<string, Uint8Array | string>): Uint8Array => {
  const bytes = written.get("kernels.wasm");
  if (!(bytes instanceof Uint8Array)) throw new Error(`asc wrote no module, only: ${[...written.keys()].join(", ")}`);
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(bytes as Uint8Array<ArrayBuffer>));
  const foreign = imports.filter(({ module, name }) => module !== "env" || name !== "memory");
  if (foreign.length > 0) throw new Error(`the kernels import ${foreign.map(({ name }) => name).join(", ")}`);
  if (bytes.length > LIMIT) throw new Error(`the kernels have ${bytes.length} bytes, more than ${LIMIT}`);
  return bytes;
};

/** Turns the declarations of asc, which are about adapted exports, into what the bare module exports. */
const exportsOf = (declarations: string): string => {
  const members: string[] = [];
  for (const [, name, parameters, result] of declarations.matchAll(/export function (\w+)\((.*)\): ([^;]+);/g)) {
    members.push(`  ${name}(${parameters}): ${result};`);
  }
  for (const [, name] of declarations.matchAll(/export const (\w+): \{/g)) {
    if (name !== "memory") members.push(`  readonly ${name}: { readonly value: number };`);
  }
  const body = members.map((member) => member.replaceAll("boolean", "number")).join("\n");
  const head = "/** The module's exports as they are: u32 and usize results arrive signed, so use `>>> 0`. */";
  return `${head}\nexport interface Kernels {\n${body}\n}\n`;
};

// In hexadecimal: a compressor sees whole bytes, and brings it to three quarters of what base64 comes to.
const embed = (bytes: Uint8Array): string =>
  `export const KERNELS: string =\n  "${Buffer.from(bytes).toString("hex")}";\n`;

/** Replaces a file in one step, because tests and other builds may read it meanwhile. */
const write = (path: string, contents: Uint8Array | string): void => {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, contents);
  renameSync(draft, path);
};

const kb = (bytes: Uint8Array): string => `${(bytes.length / 1024).toFixed(1)} KB`;

const stamp = await digest();
if (OUTPUTS.every((path) => existsSync(path)) && existsSync(STAMP) && readFileSync(STAMP, "utf8") === stamp) {
  console.log("kernels: up to date");
} else {
  const started = performance.now();
  const plainOutput = await compile(["--outFile", "kernels.wasm", "--bindings", "raw"]);
  const plain = wasm(plainOutput);
  const threads = wasm(await compile(["--outFile", "kernels.wasm", ...THREADS]));
  write(PLAIN_WASM, plain);
  write(THREADS_WASM, threads);
  write(PLAIN_EMBED, embed(plain));
  write(THREADS_EMBED, embed(threads));
  write(EXPORTS, exportsOf(String(plainOutput.get("kernels.d.ts"))));
  write(STAMP, stamp);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`kernels: ${kb(plain)}, with threads ${kb(threads)}, built in ${seconds} s`);
}
