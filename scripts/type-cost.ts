import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const TSC = join(ROOT, "node_modules", "typescript", "bin", "tsc");

/** What a program costs the compiler. Instantiations are the same on any machine, seconds are not. */
export interface Cost {
  readonly instantiations: number;
  readonly seconds: number;
  /** What the compiler said. */
  readonly messages: readonly string[];
}
/** A program, and how many instantiations its check may take. */
export interface Program {
  readonly name: string;
  readonly limit: number;
  /** Files of this repository, from its root, or the text of a program. */
  readonly files?: readonly string[];
  readonly text?: string;
}
/** How long the check of one program may take: alone on two cores none takes half a second, a busy machine gets more. */
export const SECONDS = 5;

const COLUMNS = Array.from({ length: 30 }, (_, i) => `c${i}: ${["Float64", "Int32", "Utf8"][i % 3]}`).join("; ");
const HEAD = `import { col, len, type Float64, type Int32, type LazyFrame, type Utf8 } from "polaroid";
export declare const start: LazyFrame<{ ${COLUMNS} }>;
export declare const other: LazyFrame<{ c2: Utf8; name: Utf8 }>;
`;
const column = (i: number): string => `c${(i % 10) * 3}`;
type Step = (i: number) => string;
const symbolic: Step = (i) =>
  i % 2 === 0 ? `.withColumns(col("${column(i)}").mul(2).alias("n${i}"))` : `.filter(col("n${i - 1}").gt(${i}))`;
const callbacks: Step = (i) =>
  i % 2 === 0 ? `.withColumns((c) => ({ n${i}: c.${column(i)}.mul(2) }))` : `.filter((c) => c.n${i - 1}.gt(${i}))`;
const MIXED: readonly Step[] = [
  symbolic,
  (i) => `.filter(col("${column(i)}").gt(1))`,
  (i) => `.withColumns(col("c1").add(col("c4")).alias("m${i}"))`,
  (i) => `.drop("m${i - 1}")`,
  () => '.sort("c0", { descending: true })',
  (i) => `.rename({ c29: "r${i}" }).rename({ r${i}: "c29" })`,
  (i) => `.join(other, { on: "c2", how: "left", suffix: "_${i}" }).drop("name")`,
];
const mixed: Step = (i) => (MIXED[i % MIXED.length] as Step)(i % MIXED.length === 0 ? i - (i % 2) : i);
const chain = (steps: number, step: Step): string =>
  `${HEAD}export const end: unknown = start${Array.from({ length: steps }, (_, i) => step(i)).join("")}.groupBy("c2").agg(col("c0").sum(), len());\n`;

const adding: Step = (i) => `.withColumns(col("c0").mul(${i}).alias("n${i}"))`;

/** Chains of steps over 30 columns, and the tests of types. */
export const PROGRAMS: readonly Program[] = [
  { name: "nothing", limit: 4_000, text: chain(0, symbolic) },
  { name: "symbolic", limit: 89_000, text: chain(50, symbolic) },
  { name: "callbacks", limit: 330_000, text: chain(50, callbacks) },
  { name: "mixed", limit: 294_000, text: chain(50, mixed) },
  { name: "100 steps", limit: 242_000, text: chain(100, symbolic) },
  // The compiler gives up at about 90: a schema holds the one before it.
  { name: "80 new columns", limit: 400_000, text: chain(80, adding) },
  { name: "tests of types", limit: 258_000, files: ["test/types/ok.ts", "test/types/err.ts"] },
];

/** A folder with the package's declarations, as a user compiles against them; `dispose` removes it. */
export interface Declarations extends Disposable {
  readonly folder: string;
}
export function declarations(): Declarations {
  const cache = join(ROOT, "node_modules", ".cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "cost-"));
  // Declarations are written even where a body is wrong: that is another test's to say.
  const options = ["--noCheck", "--emitDeclarationOnly", "--outDir", join(folder, "dist")];
  spawnSync(process.execPath, [TSC, "-p", join(ROOT, "tsconfig.build.json"), ...options], { stdio: "ignore" });
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The compiler's options for a program against declarations. */
export const against = ({ folder }: Declarations): object => ({
  extends: join(ROOT, "tsconfig.json"),
  compilerOptions: {
    lib: ["es2024", "esnext.disposable"],
    types: [],
    noEmit: true,
    paths: { polaroid: [join(folder, "dist", "node.d.ts")] },
  },
});

/** Compiles a program, against declarations. */
export function costOf(made: Declarations, { name, files, text }: Program): Cost {
  const own = join(made.folder, name.replaceAll(" ", "-"));
  mkdirSync(own, { recursive: true });
  if (text !== undefined) writeFileSync(join(own, "chain.ts"), text);
  writeFileSync(
    join(own, "tsconfig.json"),
    JSON.stringify({
      ...against(made),
      files: [...(files ?? []).map((file) => join(ROOT, file)), ...(text === undefined ? [] : ["chain.ts"])],
      include: [],
    }),
  );
  const { stdout } = spawnSync(process.execPath, [TSC, "-p", own, "--extendedDiagnostics", "--singleThreaded"], {
    encoding: "utf8",
  });
  const read = (label: string): number => Number(new RegExp(`^${label}:\\s+([0-9.]+)`, "m").exec(stdout)?.[1]);
  return {
    instantiations: read("Instantiations"),
    seconds: read("Check time"),
    messages: stdout.split("\n").filter((line) => line.includes(": error TS")),
  };
}
