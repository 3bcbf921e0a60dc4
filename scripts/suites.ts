import { globSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { run } from "./run.ts";

/** How a suite or a list of checks ended. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed, and the first line of why. */
  readonly failures?: readonly string[];
}

const ROOT = join(import.meta.dirname, "..");
export const RESULTS: string = join(ROOT, ".cache", "results");
/** The folders below test of the suites that have one. */
const FOLDERS: Readonly<Record<string, string>> = {
  conformance: "conformance",
  fuzz: "fuzz",
  parquet: "parquet",
  browser: "browser",
  tpch: "tpch",
  sql: "sql/judged",
  migrate: "migrate",
  flight: "flight/integration",
  clients: "clients",
  ops: "ops",
};

/** The test files of a suite; `unit` has all that no other suite has. */
export const testFiles = (suite: string): readonly string[] => {
  if (suite !== "unit") return globSync(`test/${FOLDERS[suite] ?? suite}/**/*.test.ts`, { cwd: ROOT });
  const all = globSync("test/**/*.test.ts", { cwd: ROOT });
  const own = Object.values(FOLDERS).map((folder) => `test/${folder}/`);
  return all.filter((file) => !own.some((folder) => file.replaceAll("\\", "/").startsWith(folder)));
};

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

const read = (path: string): Report | undefined => {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Report;
  } catch {
    return undefined;
  }
};

const firstLine = (text = ""): string => text.split("\n", 1)[0] as string;
const failuresOf = ({ testResults }: Report): readonly string[] =>
  testResults
    .filter(({ status }) => status === "failed")
    .flatMap(({ name, message, assertionResults }) => {
      const file = relative(ROOT, name);
      const failed = assertionResults.filter(({ status }) => status === "failed");
      return failed.length === 0
        ? [`${file}: ${firstLine(message)}`]
        : failed.map((a) => `${file} > ${a.fullName}: ${firstLine(a.failureMessages[0])}`);
    });

/** Runs one suite with vitest and counts; what fails outside any test, such as an import, counts as one failure. */
export const runSuite = async (suite: string, args: readonly string[] = []): Promise<Counts> => {
  if (testFiles(suite).length === 0) {
    console.log(`${suite}: no tests yet`);
    return { passed: 0, failed: 0, skipped: 0 };
  }
  mkdirSync(RESULTS, { recursive: true });
  const output = join(RESULTS, `${suite}-${process.pid}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${output}`];
  const code = await run("vitest", ["run", "--project", suite, "--passWithNoTests", ...reporters, ...args]);
  const report = read(output);
  rmSync(output, { force: true });
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  const failed = report.numFailedTests + broken.length;
  return {
    passed: report.numPassedTests,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: failuresOf(report),
  };
};

export const sum = (counts: Iterable<Counts>): Counts => {
  let [passed, failed, skipped] = [0, 0, 0];
  for (const count of counts) {
    passed += count.passed;
    failed += count.failed;
    skipped += count.skipped;
  }
  return { passed, failed, skipped };
};

export const show = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
