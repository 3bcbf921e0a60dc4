import type { Column } from "../../../arrow/column.ts";
import { outputs } from "../../../expr/typed.ts";
import { walkPlan } from "../../../plan/children.ts";
import type { Join, Plan } from "../../../plan/node.ts";
import { KeySet } from "./key-set.ts";
import { SourceKeys } from "./source-keys.ts";
import { targetsOf } from "./trace.ts";

/** Takes the keys of a join's right side as they come. */
export interface KeyTaker {
  add(keys: readonly Column[]): void;
  /** No more keys: what sources may skip is known. */
  end(): void;
}

/** Who hands keys to whom in a plan. */
export interface PushedKeys {
  taker(p: Join): KeyTaker | null;
  of(source: Plan): SourceKeys | undefined;
}

/** Keys of joins that are known before the other side is read, handed to its sources. `uses` counts who reads a node. */
export function pushKeys(root: Plan, uses: ReadonlyMap<Plan, number>): PushedKeys {
  const takers = new Map<Join, KeyTaker>();
  const sources = new Map<Plan, SourceKeys>();
  const alone = (p: Plan): boolean => (uses.get(p) ?? 0) === 1;
  walkPlan(root, (p) => {
    if (p.kind !== "join" || !uses.has(p)) return;
    const sets: (KeySet | null)[] = targetsOf(p, alone).map((targets, i) => {
      const type = outputs(p.rightOn)[i]?.input.type;
      if (targets.length === 0 || type === undefined || !KeySet.takes(type)) return null;
      const set = new KeySet(type);
      for (const t of targets) {
        const of = sources.get(t.source) ?? new SourceKeys();
        of.add(t.column, set, t.worked);
        sources.set(t.source, of);
      }
      return set;
    });
    if (sets.some((s) => s !== null))
      takers.set(p, {
        add: (keys) => {
          for (const [i, s] of sets.entries()) s?.add(keys[i] as Column);
        },
        end: () => {
          for (const s of sets) s?.end();
        },
      });
  });
  return { taker: (p) => takers.get(p) ?? null, of: (p) => sources.get(p) };
}
