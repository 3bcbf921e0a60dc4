import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Batch } from "../../src/arrow/batch.ts";
import { concatBatches } from "../../src/arrow/concat.ts";
import { decode } from "../../src/arrow/ipc/decode.ts";
import { encodeStream } from "../../src/arrow/ipc/encode.ts";
import { Enum } from "../../src/arrow/types.ts";
import { valuesOf } from "../../src/arrow/value.ts";
import { attempt } from "../../src/core/result.ts";
import type { Plan } from "../../src/plan/node.ts";
import type { Rows } from "../../src/testing/same-frame.ts";
import { polarsPlan } from "./polars-plan.ts";

/** What Polars says to a query: rows, or an error. */
export type PolarsAnswer = { readonly rows: Rows } | { readonly error: string };

/** Asks real Polars for the answers to some queries: step by step, or `plain`, as one lazy query without its optimizer. */
export function askPolars(pythonPath: string, queries: readonly Plan[], plain = false): readonly PolarsAnswer[] {
  const input = queries.map((p) => {
    const frames: Batch[] = [];
    const code = polarsPlan(p, frames);
    return { code, plain, frames: frames.map((b) => Buffer.from(encodeStream(b.schema, [b])).toString("base64")) };
  });
  const run = spawnSync(pythonPath, [join(import.meta.dirname, "record.py")], {
    input: JSON.stringify(input),
    maxBuffer: 1 << 30,
    encoding: "utf8",
  });
  if (run.status !== 0) throw new Error(`record.py: ${run.stderr}`);
  const answers = JSON.parse(run.stdout) as readonly {
    readonly ipc?: string;
    readonly error?: string;
    readonly enums?: Readonly<Record<string, readonly string[]>>;
  }[];
  return answers.map((a, i): PolarsAnswer => {
    if (a.ipc === undefined) return { error: `${a.error} in ${input[i]?.code}` };
    const read = attempt(() => decode(new Uint8Array(Buffer.from(a.ipc ?? "", "base64"))));
    // Int128 has no place in Arrow.
    if (read.isErr) return { error: `${read.error.message} in ${input[i]?.code}` };
    const { schema, batches } = read.value;
    const whole = concatBatches(schema, batches as readonly Batch[]);
    const columns = schema.fields.map((f) =>
      a.enums?.[f.name] === undefined ? f : { ...f, type: Enum(a.enums[f.name] as readonly string[]) },
    );
    return { rows: { columns, values: whole.columns.map(valuesOf) } };
  });
}
