import type { Batch } from "../../../arrow/batch.ts";
import { buffersOf } from "../../../arrow/buffers.ts";
import type { Host } from "../../../core/host.ts";
import { checkSignal } from "../../../core/signal.ts";
import { keptJoins } from "../../../engine/kept.ts";
import type { Table, TablePart } from "../../../plan/table.ts";
import { installAll } from "../all.ts";
import { installCore } from "../core.ts";
import type { Fragment, FragmentRows } from "./fragment-rows.ts";
import { runAll } from "./run-all.ts";
import { runNow } from "./run-now.ts";
import { arrived, signalOf } from "./travel.ts";

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
  const signal = signalOf(stop);
  const tick = (): void => {
    alive();
    checkSignal(signal);
  };
  return moved(runNow(plan, limit, keptJoins(plan, true, kept), tick));
}

/** Runs a fragment that also reads files. */
export async function scanFragment(
  { plan, limit, kept, stop }: Fragment,
  host: Host,
  open: (part: TablePart) => Promise<Table>,
): Promise<Moved> {
  const here = await arrived(plan, open);
  try {
    const onRead = (rows: number): void => void Atomics.add(stop, 1, rows);
    const context = { host, memoryLimit: limit, signal: signalOf(stop), onRead };
    return moved(await runAll(here.plan, { limit, kept }, context));
  } finally {
    await here.close();
  }
}
