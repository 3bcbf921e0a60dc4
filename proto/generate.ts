/** Makes src/proto of the messages here: npm run proto. With "--check" it tells whether they are what is there; "--land" keeps their form as the one that later ones must not break. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const HERE = import.meta.dirname;
const TARGET = join(HERE, "..", "src", "proto");
const bin = join(HERE, "node_modules", ".bin");
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
const buf = (...args: readonly string[]): void =>
  void execFileSync(join(bin, "buf"), args, { cwd: HERE, env, stdio: "inherit" });

/** Objects in place of enums, which Node does not take away with the types. */
const erasable = (text: string): string =>
  text.replace(/^export enum (\w+) \{\n([\s\S]*?)^\}/gm, (_, name: string, body: string) => {
    const members = body.replace(/^( {2}\w+) = (-?\d+),/gm, "$1: $2,");
    return `export const ${name} = {\n${members}} as const;\nexport type ${name} = (typeof ${name})[keyof typeof ${name}];`;
  });

const files = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((f) => f.isFile())
    .map((f) => join(f.parentPath, f.name).slice(folder.length + 1))
    .sort();

function generate(folder: string): void {
  const plugin = { local: "protoc-gen-es", out: folder, opt: ["target=ts", "import_extension=ts"] };
  buf("generate", "--template", JSON.stringify({ version: "v2", clean: true, plugins: [plugin] }));
  for (const file of files(folder)) {
    const path = join(folder, file);
    writeFileSync(path, erasable(readFileSync(path, "utf8")));
  }
}

const [wish] = process.argv.slice(2);
if (wish === "--land") buf("build", "-o", "landed.binpb");
else if (wish === "--check") {
  const folder = mkdtempSync(join(tmpdir(), "polaroid-proto-"));
  generate(folder);
  const all = new Set([...files(folder), ...files(TARGET)]);
  const other = [...all].filter((f) => {
    try {
      return readFileSync(join(folder, f), "utf8") !== readFileSync(join(TARGET, f), "utf8");
    } catch {
      return true;
    }
  });
  rmSync(folder, { recursive: true });
  for (const f of other) console.error(`src/proto/${f} is not what the messages make: npm run proto`);
  buf("breaking", "--against", "landed.binpb");
  process.exitCode = other.length === 0 ? 0 : 1;
} else generate(TARGET);
