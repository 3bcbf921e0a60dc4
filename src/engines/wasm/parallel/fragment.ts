import type { Batch } from "../../../arrow/batch.ts";
import type { Host } from "../../../core/host.ts";
import { checkSignal } from "../../../core/signal.ts";
import { keptJoins } from "../../../engine/kept.ts";
import { buffersOf } from "../../../formats/parquet/column-job.ts";
import type { Table, TablePart } from "../../../plan/table.ts";
import { installAll } from "../all.ts";
import { budget } from "../budget.ts";
import { compilePlan } from "../compile.ts";
import { installCore } from "../core.ts";
import { run } from "../driver.ts";
import { pushKeys } from "../pushed-keys/push-keys.ts";
import type { Fragment, FragmentRows } from "./fragment-rows.ts";
import { runNow } from "./run-now.ts";
import { arrived, contextOf } from "./travel.ts";

installCore();
installAll();

export type Moved = readonly [rows: FragmentRows, move: Set<ArrayBuffer>];

function moved(out: readonly Batch[]): Moved {
  const move = new Set<ArrayBuffer>();
  for (const b of out) for (const c of b.columns) buffersOf(c, move);
  return [out.map(({ columns, length }) => ({ columns, length })), move];
}

/** Runs a fragment over frames on this thread; `alive` is called for each batch that it reads. */
export function runFragment({ plan, limit, kept, stop }: Fragment, alive: () => void): Moved {
  const { signal } = contextOf(null as never, stop);
  const tick = (): void => {
    alive();
    checkSignal(signal);
  };
  return moved(runNow(plan, limit, kept, tick));
}

/** Runs a fragment that also reads files. */
export async function scanFragment(
  { plan, limit, kept, stop }: Fragment,
  host: Host,
  open: (part: TablePart) => Promise<Table>,
): Promise<Moved> {
  const here = await arrived(plan, open);
  try {
    const within = { budget: budget(limit), kept: keptJoins(here.plan, true, kept), pushKeys };
    const out: Batch[] = [];
    for await (const b of run(compilePlan(here.plan, within), contextOf(host, stop))) out.push(b);
    return moved(out);
  } finally {
    await here.close();
  }
}
