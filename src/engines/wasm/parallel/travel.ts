import type { Signal } from "../../../core/host.ts";
import { inputsOf, rewritePlan, walkPlan } from "../../../plan/children.ts";
import type { Plan, Scan } from "../../../plan/node.ts";
import type { Table, TablePart } from "../../../plan/table.ts";

/** A scan on its way to another thread: what opens its part there stands for its source. */
const FORMAT = "part of a table";

/** A plan as it can be sent: parts of tables are said, not given. */
export const travelling = (plan: Plan): Plan =>
  rewritePlan(plan, (p) => {
    if (p.kind !== "scan" || p.table?.part === undefined) return p;
    const { part } = p.table;
    const source = { format: FORMAT, locations: [part.file], options: { part }, open: null as never };
    return { ...p, source, table: null };
  });

export const readsFiles = (p: Plan): boolean => p.kind === "scan" || inputsOf(p).some(readsFiles);

/** Opens the parts of tables that a plan came with. */
export async function arrived(
  plan: Plan,
  open: (part: TablePart) => Promise<Table>,
): Promise<{ readonly plan: Plan; readonly close: () => Promise<void> }> {
  const tables = new Map<Scan, Table>();
  const close = async (): Promise<void> => {
    for (const t of tables.values()) await t.close();
  };
  const scans: Scan[] = [];
  walkPlan(plan, (p) => {
    if (p.kind === "scan") scans.push(p);
  });
  try {
    for (const p of scans) tables.set(p, await open((p.source.options as { readonly part: TablePart }).part));
  } catch (error) {
    await close();
    throw error;
  }
  return { plan: rewritePlan(plan, (p) => (p.kind === "scan" ? { ...p, table: tables.get(p) as Table } : p)), close };
}

/** A part is cancelled by a flag that threads share. */
export const signalOf = (stop: Int32Array): Signal => ({
  get aborted() {
    return Atomics.load(stop, 0) !== 0;
  },
  reason: undefined,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
});
