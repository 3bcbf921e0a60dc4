import { configDefaults, type ViteUserConfig } from "vitest/config";

/** Suites with a folder of their own; every other test belongs to `unit`. */
const SUITES = ["conformance", "fuzz", "parquet", "browser", "tpch", "sql", "migrate", "flight", "clients", "ops"];
const FOLDERS: Readonly<Record<string, string>> = { sql: "sql/judged", flight: "flight/integration" };
const folderOf = (suite: string): string => FOLDERS[suite] ?? suite;
const MINUTE = 60_000;

const config: ViteUserConfig = {
  resolve: {
    alias: [
      { find: /^polaroid$/, replacement: `${import.meta.dirname}/src/node.ts` },
      { find: /^polaroid\/(sql|compat|remote)$/, replacement: `${import.meta.dirname}/src/$1.ts` },
      { find: /^polaroid\/(arrow|flight|testing)$/, replacement: `${import.meta.dirname}/src/$1/index.ts` },
    ],
  },
  test: {
    maxWorkers: 2,
    setupFiles: ["test/setup/engine.ts"],
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      exclude: ["**/*.gen.ts", "**/*_pb.ts"],
      reporter: ["text-summary", "json-summary", "html"],
      reportsDirectory: "coverage",
      thresholds: { lines: 85 },
    },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...SUITES.map((suite) => `test/${folderOf(suite)}/**`)],
          testTimeout: MINUTE / 2,
        },
      },
      ...SUITES.map((suite) => ({
        extends: true as const,
        test: {
          name: suite,
          include: [`test/${folderOf(suite)}/**/*.test.ts`],
          testTimeout: suite === "fuzz" ? 10 * MINUTE : 2 * MINUTE,
          hookTimeout: 2 * MINUTE,
        },
      })),
    ],
  },
};

export default config;
