/** Makes dist of src: bundled code, and declarations. The old dist stays until the new one is whole. */
import { chmodSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "./bundle.ts";
import { run } from "./run.ts";

const ROOT = join(import.meta.dirname, "..");
const draft = join(ROOT, ".cache", `dist-${process.pid}`);
const dist = join(ROOT, "dist");

mkdirSync(draft, { recursive: true });
const [code, bundled] = await Promise.all([
  run("tsc", ["-p", "tsconfig.build.json", "--noCheck", "--emitDeclarationOnly", "--outDir", draft]),
  bundle(draft).catch((error: unknown) => console.error(error)),
]);
if (code === 0 && bundled !== undefined) {
  for (const name of ["main", "connect"]) chmodSync(join(draft, "cli", `${name}.js`), 0o755);
  rmSync(dist, { recursive: true, force: true });
  renameSync(draft, dist);
} else {
  rmSync(draft, { recursive: true, force: true });
  process.exitCode = code || 1;
}
