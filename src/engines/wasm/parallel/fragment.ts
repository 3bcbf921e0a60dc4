import { PolaroidError } from "../../../core/error.ts";
import { buffersOf } from "../../../formats/parquet/column-job.ts";
import { installAll } from "../all.ts";
import { installCore } from "../core.ts";
import type { Fragment, FragmentRows } from "./fragment-rows.ts";
import { runNow } from "./run-now.ts";

installCore();
installAll();

/** Runs a fragment on this thread; `alive` is called for each batch that it reads. */
export function runFragment(
  { plan, limit, kept, stop }: Fragment,
  alive: () => void,
): readonly [rows: FragmentRows, move: Set<ArrayBuffer>] {
  const tick = (): void => {
    alive();
    if (Atomics.load(stop, 0) !== 0) throw new PolaroidError("CANCELLED", "the query was cancelled");
  };
  const out = runNow(plan, limit, kept, tick);
  const move = new Set<ArrayBuffer>();
  for (const b of out) for (const c of b.columns) buffersOf(c, move);
  return [out.map(({ columns, length }) => ({ columns, length })), move];
}
