import { stat } from "node:fs/promises";
import { walkPlan } from "../../plan/children.ts";
import type { Plan } from "../../plan/node.ts";
import { translator } from "../../sql/index.ts";
import { allowedPaths } from "../paths.ts";
import { placesBelow } from "./roots.ts";

/** Files of which a result may be kept. */
const MOST = 256;
/** Milliseconds within which a file may change twice and have one time: systems keep times in ticks. */
const TICK = 20;

function locationsOf(plan: Plan): { readonly path: string; readonly hive: boolean | undefined }[] {
  const out: { path: string; hive: boolean | undefined }[] = [];
  walkPlan(plan, (p) => {
    if (p.kind === "scan") {
      const { hive } = p.source.options;
      for (const path of p.source.locations) out.push({ path, hive: typeof hive === "boolean" ? hive : undefined });
    }
    if (p.kind === "sql")
      for (const { key, file } of translator.tables(p.text, p.form))
        if (file !== null && !p.names.includes(key)) out.push({ path: file, hive: undefined });
  });
  return out;
}

/** What tells the content of all files that a plan reads; null where that cannot be told. Frames tell by themselves. */
export function versionsOf(plan: Plan, roots: readonly string[]): string | null | Promise<string | null> {
  let locations: ReturnType<typeof locationsOf>;
  try {
    locations = locationsOf(plan);
  } catch {
    // The query tells what is wrong with its text.
    return null;
  }
  return locations.length === 0 ? "" : filesOf(locations, roots);
}

async function filesOf(locations: ReturnType<typeof locationsOf>, roots: readonly string[]): Promise<string | null> {
  try {
    const allowed = allowedPaths(roots);
    const parts: string[] = [];
    for (const { path, hive } of locations) {
      for (const { name } of await placesBelow(roots, allowed, path, hive)) {
        if (parts.length >= MOST) return null;
        // Callers of the system may set the time of a change, but not that of its note.
        const { size, mtimeMs, ctimeMs, ino } = await stat(allowed(name));
        if (Date.now() - ctimeMs < TICK) return null;
        parts.push(`${name}:${size}:${mtimeMs}:${ctimeMs}:${ino}`);
      }
    }
    return parts.join("|");
  } catch {
    return null;
  }
}
