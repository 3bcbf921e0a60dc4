import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..");
const HOME = join(ROOT, ".cache", "python");

/** Modules that pip knows by another name. */
const PACKAGES: Readonly<Record<string, string>> = { grpc: "grpcio", grpc_reflection: "grpcio-reflection" };

const imports = (python: string, modules: readonly string[]): boolean => {
  try {
    execFileSync(python, ["-c", `import ${modules.join(", ")}`], { stdio: "ignore", timeout: 60_000 });
    return true;
  } catch {
    return false;
  }
};

/**
 * A Python that has the modules: POLAROID_PYTHON, the one under .cache/python (made with pip where that works) or
 * python3; otherwise why there is none.
 */
export function pythonWith(...modules: readonly string[]): { python: string } | { reason: string } {
  const own = join(HOME, "bin", "python");
  const names = modules.join(" and ");
  for (const python of [process.env["POLAROID_PYTHON"], own, "python3"])
    if (python !== undefined && (python !== own || existsSync(own)) && imports(python, modules)) return { python };
  try {
    if (!existsSync(own)) {
      mkdirSync(join(ROOT, ".cache"), { recursive: true });
      execFileSync("python3", ["-m", "venv", HOME], { stdio: "ignore", timeout: 60_000 });
    }
    execFileSync(own, ["-m", "pip", "install", "--quiet", ...modules.map((m) => PACKAGES[m] ?? m)], {
      stdio: "ignore",
      timeout: 300_000,
    });
  } catch {
    return { reason: `no Python with ${names}, and pip could not install it` };
  }
  return imports(own, modules) ? { python: own } : { reason: `pip installed ${names}, but it does not import` };
}
