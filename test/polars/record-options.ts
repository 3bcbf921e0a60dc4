/** Records what Polars answers to the options in options.ts: `node test/polars/record-options.ts`. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pythonWith } from "../support/python.ts";
import { CASES, FRAMES } from "./options.ts";

const found = pythonWith("polars");
if ("reason" in found) throw new Error(found.reason);
const code = `import os, json, sys
os.environ.setdefault("POLARS_SKIP_CPU_CHECK", "1")
import polars as pl
import polars.selectors as cs
${FRAMES}
out = {}
for name, code in json.load(sys.stdin).items():
    try:
        f = eval(code)
        out[name] = {"types": {n: str(t) for n, t in f.schema.items()}, "rows": f.rows()}
    except BaseException as e:
        out[name] = {"error": f"{type(e).__name__}: {str(e)[:200]}"}
json.dump(out, sys.stdout, indent=1, ensure_ascii=False)
`;
const input = JSON.stringify(Object.fromEntries(Object.entries(CASES).map(([name, c]) => [name, c.polars])));
const run = spawnSync(found.python, ["-c", code], { input, encoding: "utf8" });
if (run.status !== 0) throw new Error(run.stderr);
const answers = JSON.parse(run.stdout) as Record<string, { readonly error?: string }>;
for (const [name, a] of Object.entries(answers)) if (a.error !== undefined) console.log(`${name}: ${a.error}`);
const lines = Object.entries(answers).map(([name, a]) => `  ${JSON.stringify(name)}: ${JSON.stringify(a)}`);
writeFileSync(join(import.meta.dirname, "options.json"), `{\n${lines.join(",\n")}\n}\n`);
