import type { Step, Test } from "./path.ts";
import { type Json, JsonNumber } from "./value.ts";

const isMap = (v: Json): v is ReadonlyMap<string, Json> => v instanceof Map;
const isList = (v: Json): v is readonly Json[] => Array.isArray(v);
const at = (list: readonly Json[], place: number): Json | undefined => list[place < 0 ? list.length + place : place];
const inside = (v: Json): Iterable<Json> => (isList(v) ? v : isMap(v) ? v.values() : []);

const plain = (v: Json): string | number | boolean | null | undefined =>
  v instanceof JsonNumber ? Number(v.digits) : typeof v === "object" && v !== null ? undefined : v;

function holds({ path, op, value }: Test, item: Json): boolean {
  let found: Json | undefined = item;
  for (const p of path) {
    if (found === undefined) return false;
    found =
      typeof p === "number" ? (isList(found) ? at(found, p) : undefined) : isMap(found) ? found.get(p) : undefined;
  }
  if (found === undefined) return false;
  if (op === null) return true;
  const [a, b] = [plain(found), plain(value)];
  if (op === "==" || op === "!=") return (a !== undefined && a === b) === (op === "==");
  if (typeof a !== typeof b || (typeof a !== "number" && typeof a !== "string")) return false;
  const [x, y] = [a, b as typeof a];
  return op === "<" ? x < y : op === "<=" ? x <= y : op === ">" ? x > y : x >= y;
}

function* taken(step: Step, v: Json): Iterable<Json> {
  switch (step.kind) {
    case "names":
      if (isMap(v))
        for (const name of step.names) {
          const found = v.get(name);
          if (found !== undefined) yield found;
        }
      return;
    case "places":
      if (isList(v))
        for (const place of step.places) {
          const found = at(v, place);
          if (found !== undefined) yield found;
        }
      return;
    case "slice": {
      if (!isList(v)) return;
      const bound = (i: number | null, otherwise: number): number =>
        i === null ? otherwise : Math.max(0, Math.min(v.length, i < 0 ? v.length + i : i));
      const to = bound(step.to, v.length);
      for (let i = bound(step.from, 0); i < to; i += step.by) yield v[i] as Json;
      return;
    }
    case "all":
      yield* inside(v);
      return;
    case "where":
      for (const item of inside(v)) if (holds(step.test, item)) yield item;
  }
}

/** The first of what a path leads to; undefined where there is nothing. Each step looks at each value once at most. */
export function firstOf(root: Json, steps: readonly Step[]): Json | undefined {
  // What lies below several values that `..` finds is looked at from the first of them alone.
  const seen = steps.map((s, i) => (i > 0 && s.down ? new Set<Json>() : null));
  const below = (i: number, step: Step, v: Json): Json | undefined => {
    if (typeof v !== "object" || v === null) return undefined;
    const before = seen[i];
    if (before?.has(v)) return undefined;
    before?.add(v);
    for (const found of taken(step, v)) {
      const out = walk(i + 1, found);
      if (out !== undefined) return out;
    }
    if (step.down)
      for (const child of inside(v)) {
        const out = below(i, step, child);
        if (out !== undefined) return out;
      }
    return undefined;
  };
  const tried = steps.map(() => new Set<Json>());
  const walk = (i: number, v: Json): Json | undefined => {
    const step = steps[i];
    if (step === undefined) return v;
    if (typeof v !== "object" || v === null) return undefined;
    // What led nowhere once leads nowhere again.
    const before = tried[i] as Set<Json>;
    if (before.has(v)) return undefined;
    before.add(v);
    return below(i, step, v);
  };
  return walk(0, root);
}
