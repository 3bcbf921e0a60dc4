import { hashText } from "../core/hash.ts";
import { identity, structureText } from "../core/structure.ts";
import { inputsOf } from "./children.ts";
import type { Frame, Plan } from "./node.ts";

const known = new WeakMap<Plan, string>();

/** What tells nodes apart that hold more than data. */
function ownOf(p: Plan): unknown {
  // Bytes and Blobs have no name: they are told apart by identity.
  if (p.kind === "scan") {
    const { format, locations, options } = p.source;
    const version = locations.length === 0 ? identity(p.source) : (p.table?.version ?? "");
    return { ...p, source: [format, locations, options], table: version };
  }
  return p.kind === "sql" ? { ...p, load: 0, open: 0, translator: 0, bound: 0 } : p;
}

/** A stable hash of what a plan means: 32 hex digits; frames in memory and functions count by identity. */
export function fingerprint(p: Plan): string {
  let print = known.get(p);
  if (print === undefined) {
    const below: ReadonlySet<object> = new Set(inputsOf(p));
    print = hashText(
      structureText(ownOf(p), (v) =>
        below.has(v) ? fingerprint(v as Plan) : "batches" in v ? { $: "frame", v: (v as Frame).id } : undefined,
      ),
    );
    known.set(p, print);
  }
  return print;
}
