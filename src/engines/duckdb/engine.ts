import type { Batch } from "../../arrow/batch.ts";
import { schema } from "../../arrow/schema.ts";
import { PolaroidError } from "../../core/error.ts";
import type { Context, Engine } from "../../engine/engine.ts";
import { checkFiles } from "../../formats/union.ts";
import { walkPlan } from "../../plan/children.ts";
import type { FrameScan, Plan, Scan } from "../../plan/node.ts";
import { schemaOf } from "../../plan/schema.ts";
import { FIGURES } from "./figures.ts";
import { INSTALL, native } from "./native.ts";
import { parquetSql } from "./parquet.ts";
import { gaps, planSql } from "./plan.ts";
import { identifier } from "./quote.ts";
import { openSession, type Session } from "./session.ts";

type Source = FrameScan | Scan;

function sourcesOf(plan: Plan): Map<Plan, string> {
  const tables = new Map<Plan, string>();
  walkPlan(plan, (p) => {
    if (p.kind === "frame" || p.kind === "scan") tables.set(p, `source_${tables.size}`);
  });
  return tables;
}

/** What stands behind FROM for a source: a file, or a table that is filled before. */
const fromOf =
  (tables: ReadonlyMap<Plan, string>) =>
  (p: Plan): string =>
    parquetSql(p) ?? identifier(tables.get(p) as string);

async function load(session: Session, p: Source, name: string, { signal, onRead }: Context): Promise<void> {
  const s = schemaOf(p);
  if (p.kind === "frame") return session.load(name, s, p.frame.batches);
  if (p.table === null) throw new PolaroidError("INTERNAL", "a scan was not bound");
  const columns = s.fields.map((f) => f.name);
  async function* counted(batches: AsyncIterable<Batch>): AsyncIterable<Batch> {
    for await (const b of batches) {
      onRead?.(b.length);
      yield b;
    }
  }
  return session.load(
    name,
    schema(s.fields),
    counted(p.table.scan({ columns, predicate: p.predicate, limit: p.limit, signal })),
  );
}

async function* execute(plan: Plan, context: Context): AsyncIterable<Batch> {
  const tables = sourcesOf(plan);
  const session = await openSession(planSql(plan, fromOf(tables)), context.memoryLimit, context.signal);
  try {
    for (const [p, name] of tables) {
      if (parquetSql(p) === null) await load(session, p as Source, name, context);
      // Our reader says which files do not agree; DuckDB would make them agree.
      else if (p.kind === "scan" && p.table !== null) await checkFiles(p.table, context.signal);
    }
    yield* session.stream(schemaOf(plan));
  } finally {
    session.close();
  }
}

/** DuckDB in this process: an optional peer, bigger than memory, and the judge of our own engine. */
export const duckdb: Engine = Object.freeze({
  name: "duckdb",
  async available() {
    try {
      await native();
      return null;
    } catch {
      return `it is not installed; run: ${INSTALL}`;
    }
  },
  gaps,
  costs: { figures: FIGURES, reads: (p: Source) => (parquetSql(p) === null ? "load" : "scan") },
  execute,
  describe: (plan: Plan) => {
    return planSql(plan, fromOf(sourcesOf(plan)));
  },
});
