import type { Signal } from "../core/host.ts";
import { checkSignal } from "../core/signal.ts";
import { rewritePlan, walkPlan } from "../plan/children.ts";
import type { Plan, ScanSource } from "../plan/node.ts";
import { boundSql, type SqlText, sqlText } from "../plan/sql-node.ts";
import type { Table } from "../plan/table.ts";

/** A plan whose scans are open. */
export interface Bound {
  readonly plan: Plan;
  close(): Promise<void>;
}

/** The same plan, every text of SQL in it read: the files that it names are scans then. */
async function withSql(plan: Plan): Promise<Plan> {
  const texts = new Set<SqlText>();
  walkPlan(plan, (p) => {
    if (p.kind === "sql" && !p.bound) texts.add(p);
  });
  if (texts.size === 0) return plan;
  const read = new Map<string, SqlText>();
  for (const p of texts) read.set(keyOf(p), await boundSql(p));
  // Inputs may have been rewritten: what was read belongs to the text.
  return rewritePlan(plan, (p) => {
    const found = p.kind === "sql" && !p.bound ? read.get(keyOf(p)) : undefined;
    if (found === undefined || p.kind !== "sql") return p;
    return sqlText({ ...found, params: p.params, inputs: [...p.inputs, ...found.inputs.slice(p.inputs.length)] });
  });
}
const keyOf = (p: SqlText): string => JSON.stringify([p.form, p.names, p.text]);

/** Opens every source of a plan, each once, so that its schema is known. */
export async function bind(asked: Plan, signal?: Signal): Promise<Bound> {
  const plan = await withSql(asked);
  const tables = new Map<ScanSource, Table>();
  const close = async (): Promise<void> => {
    for (const t of tables.values()) await t.close();
  };
  const sources = new Set<ScanSource>();
  walkPlan(plan, (p) => {
    if (p.kind === "scan" && p.table === null) sources.add(p.source);
  });
  try {
    for (const source of sources) {
      checkSignal(signal);
      tables.set(source, await source.open(signal));
    }
  } catch (error) {
    await close();
    throw error;
  }
  const bound = rewritePlan(plan, (p) =>
    p.kind === "scan" && p.table === null ? Object.freeze({ ...p, table: tables.get(p.source) as Table }) : p,
  );
  return { plan: bound, close };
}
