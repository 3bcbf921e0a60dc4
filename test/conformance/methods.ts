/** Methods of frames and Series beside Polars': `node test/conformance/methods.ts` records its answers. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { concatBatches } from "../../src/arrow/concat.ts";
import { encodeStream } from "../../src/arrow/ipc/encode.ts";
import * as polaroid from "../../src/node.ts";
import { pythonWith } from "../support/python.ts";

const { DataFrame, Datetime, Int64, Series, readIpc } = polaroid;
const f = new DataFrame(
  { k: ["a", "b", "a", "c"], x: [1.5, Number.NaN, null, 4], n: [3n, 1n, null, 5n], s: ["p", "q", null, "p"] },
  { schema: { n: Int64 } },
);
const g = new DataFrame({ k: ["a", "c", "d"], x: [9, null, 8] });
const t = new DataFrame(
  { t: [0, 90, 0, 60].map((m) => new Date(m * 60_000)), k: ["a", "a", "b", "b"], v: [1, 2, 3, 4] },
  { schema: { t: Datetime("us") } },
);
const FRAMES = { f, g, t };
const at = (name: string): string => join(import.meta.dirname, name);
export const ANSWERS: string = at("methods.ndjson");

/** A method by our line and by Polars'. */
export interface Method {
  readonly ours: string;
  readonly theirs: string;
}
const lines = readFileSync(at("methods.txt"), "utf8")
  .split("\n")
  .filter((l) => l !== "" && !l.startsWith("#"));
export const METHODS: readonly Method[] = lines.flatMap((ours, i) =>
  i % 2 === 0 ? [{ ours, theirs: lines[i + 1] as string }] : [],
);

/** Types and values as text of one line; floats to 12 digits. */
export function told(made: unknown): string {
  const df = made instanceof Series ? made.toFrame() : (made as InstanceType<typeof DataFrame>);
  const columns = df
    .getColumns()
    .map((s) => [`${s.name}: ${s.dtype}`, ...(s.toArray({ int64: "bigint", datetime: "iso" }) as unknown[])]);
  return JSON.stringify(columns, (_, v: unknown) =>
    typeof v === "bigint"
      ? `${v}n`
      : typeof v === "number"
        ? Number.isFinite(v)
          ? Number(v.toPrecision(12))
          : String(v)
        : v,
  );
}
/** What our line gives. */
export function ownAnswer({ ours }: Method): string {
  const scope: Readonly<Record<string, unknown>> = { ...polaroid, ...FRAMES };
  const names = Object.keys(scope).filter((n) => n !== "var");
  return told(new Function(...names, `return (${ours});`)(...names.map((n) => scope[n])));
}
/** What Polars says to its lines; a Series is made a frame. */
export async function polarsAnswers(python: string): Promise<string[]> {
  const frames = Object.values(FRAMES).map((df) => {
    const { schema, batches } = { schema: df.schema, batches: [df.toBatch()] };
    return Buffer.from(encodeStream(schema, [concatBatches(schema, batches)])).toString("base64");
  });
  const code = (theirs: string): string =>
    `(lambda f, g, t: (lambda m: m.to_frame() if isinstance(m, pl.Series) else m)(${theirs}))(f[0], f[1], f[2])`;
  const run = spawnSync(python, [at("record.py")], {
    input: JSON.stringify(METHODS.map((m) => ({ code: code(m.theirs), frames }))),
    maxBuffer: 1 << 28,
    encoding: "utf8",
  });
  if (run.status !== 0) throw new Error(run.stderr);
  const said = JSON.parse(run.stdout) as readonly { readonly ipc?: string; readonly error?: string }[];
  return Promise.all(
    said.map(async (a) =>
      a.ipc === undefined ? `error: ${a.error}` : told(await readIpc(Buffer.from(a.ipc, "base64"))),
    ),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const found = pythonWith("polars", "numpy");
  if ("reason" in found) throw new Error(found.reason);
  const said = await polarsAnswers(found.python);
  writeFileSync(ANSWERS, said.map((a, i) => `${JSON.stringify({ method: METHODS[i]?.ours, gives: a })}\n`).join(""));
}
