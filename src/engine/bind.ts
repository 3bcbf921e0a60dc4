import type { Signal } from "../core/host.ts";
import { checkSignal } from "../core/signal.ts";
import { rewritePlan, walkPlan } from "../plan/children.ts";
import type { Plan, ScanSource } from "../plan/node.ts";
import type { Table } from "../plan/table.ts";

/** A plan whose scans are open. */
export interface Bound {
  readonly plan: Plan;
  close(): Promise<void>;
}

/** Opens every source of a plan, each once, so that its schema is known. */
export async function bind(plan: Plan, signal?: Signal): Promise<Bound> {
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
