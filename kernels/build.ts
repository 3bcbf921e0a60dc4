/**
 * Compiles kernels/assembly into modules (a plain and a threaded one, and what a page loads on use),
 * and writes what src/kernels embeds.
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
  ...["-O3", "--noAssert", "--runtime", "stub", "--enable", "simd", "--use", "abort="],
  ...["--importMemory", "--noExportMemory", "--memoryBase", "65536", "--initialMemory", "16", "--bindings", "raw"],
];
// The memory that is handed over may have a lower maximum than the one declared here, never a higher one.
const THREADS = ["--enable", "threads", "--sharedMemory", "--maximumMemory", "65536"];

interface Module {
  readonly name: string;
  readonly entry: string;
  readonly args: readonly string[];
  /** What src/kernels embeds, and the constant in it. */
  readonly embed: readonly [file: string, constant: string];
  /** Where the types of the exports go, and their name. */
  readonly types: readonly [file: string, name: string] | null;
  /** Modules that share the memory of another may have no static data: it would lie upon the other's. */
  readonly guest: boolean;
}

const KERNELS = { entry: "assembly/index.ts", guest: false };
const MODULES: readonly Module[] = [
  {
    ...KERNELS,
    name: "kernels",
    args: [],
    embed: ["embedded.gen.ts", "KERNELS"],
    types: ["exports.gen.ts", "Kernels"],
  },
  { ...KERNELS, name: "kernels.threads", args: THREADS, embed: ["embedded-threads.gen.ts", "KERNELS"], types: null },
  {
    name: "further",
    entry: "assembly/further.ts",
    args: [],
    embed: ["further.gen.ts", "FURTHER"],
    types: ["further-exports.gen.ts", "FurtherKernels"],
    guest: true,
  },
  {
    name: "zstd",
    entry: "assembly/zstd/index.ts",
    args: [],
    embed: ["zstd.gen.ts", "ZSTD"],
    types: ["zstd-exports.gen.ts", "ZstdKernels"],
    guest: true,
  },
];
const built = (name: string): string => join(BUILD, `${name}.wasm`);
const OUTPUTS = MODULES.flatMap(({ name, embed, types }) => [
  built(name),
  ...[embed, types].flatMap((gen) => (gen === null ? [] : [join(EMBEDS, gen[0])])),
]);

const digest = async (): Promise<string> => {
  const hash = createHash("sha256").update(asc.version);
  const sources = (await readdir(join(HERE, "assembly"), { recursive: true })).filter((name) => name.endsWith(".ts"));
  for (const name of ["build.ts", ...sources.sort().map((source) => join("assembly", source))]) {
    hash.update(`\n${name}\n`).update(await readFile(join(HERE, name)));
  }
  return hash.digest("hex");
};

const DATA = 11;

/** Whether a module has a section of static data. */
const hasData = (bytes: Uint8Array): boolean => {
  for (let at = 8; at < bytes.length; ) {
    if (bytes[at++] === DATA) return true;
    let size = 0;
    for (let shift = 0, more = true; more; shift += 7) {
      const byte = bytes[at++] as number;
      size += (byte & 127) * 2 ** shift;
      more = byte > 127;
    }
    at += size;
  }
  return false;
};

const compile = async ({ name, entry, args, guest }: Module): Promise<{ wasm: Uint8Array; declarations: string }> => {
  const written = new Map<string, Uint8Array | string>();
  const { error, stderr } = await asc.main([entry, ...COMMON, ...args, "--outFile", "out.wasm", "--baseDir", HERE], {
    writeFile: (path, contents) => void written.set(path, contents),
  });
  const messages = stderr.toString();
  if (messages !== "") console.error(messages);
  if (error !== null) throw new Error(`${name} does not compile: ${error.message}`);
  const wasm = written.get("out.wasm");
  if (!(wasm instanceof Uint8Array)) throw new Error(`asc wrote no module, only: ${[...written.keys()].join(", ")}`);
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(wasm as Uint8Array<ArrayBuffer>));
  const foreign = imports.filter((one) => one.module !== "env" || one.name !== "memory");
  if (foreign.length > 0) throw new Error(`${name} imports ${foreign.map((one) => one.name).join(", ")}`);
  if (wasm.length > LIMIT) throw new Error(`${name} has ${wasm.length} bytes, more than ${LIMIT}`);
  if (guest && hasData(wasm)) throw new Error(`${name} has static data, which would lie upon the kernels'`);
  return { wasm, declarations: String(written.get("out.d.ts")) };
};

/** Turns the declarations of asc, which are about adapted exports, into what the bare module exports. */
const exportsOf = (declarations: string, type: string): string => {
  const members: string[] = [];
  for (const [, name, parameters, result] of declarations.matchAll(/export function (\w+)\((.*)\): ([^;]+);/g)) {
    members.push(`  ${name}(${parameters}): ${result};`);
  }
  for (const [, name] of declarations.matchAll(/export const (\w+): \{/g)) {
    if (name !== "memory") members.push(`  readonly ${name}: { readonly value: number };`);
  }
  const body = members.map((member) => member.replaceAll("boolean", "number")).join("\n");
  const head = "/** The module's exports as they are: u32 and usize results arrive signed, so use `>>> 0`. */";
  return `${head}\nexport interface ${type} {\n${body}\n}\n`;
};

// In hexadecimal: a compressor sees whole bytes, and brings it to three quarters of what base64 comes to.
const embedded = (bytes: Uint8Array, constant: string): string =>
  `export const ${constant}: string =\n  "${Buffer.from(bytes).toString("hex")}";\n`;

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
  const sizes: string[] = [];
  for (const module of MODULES) {
    const { wasm, declarations } = await compile(module);
    const { name, embed, types } = module;
    write(built(name), wasm);
    write(join(EMBEDS, embed[0]), embedded(wasm, embed[1]));
    if (types !== null) write(join(EMBEDS, types[0]), exportsOf(declarations, types[1]));
    sizes.push(`${name} ${kb(wasm)}`);
  }
  write(STAMP, stamp);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${sizes.join(", ")}, built in ${seconds} s`);
}
