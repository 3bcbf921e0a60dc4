import { hashText } from "../core/hash.ts";
import { exprToJson } from "../expr/json.ts";
import { exprsOf, inputsOf } from "./children.ts";
import { fieldsOf } from "./json.ts";
import type { Plan } from "./node.ts";

const known = new WeakMap<Plan, string>();
const identities = new WeakMap<object, number>();
let count = 0;

/** Functions are told apart by identity. */
function identity(f: object): string {
  let id = identities.get(f);
  if (id === undefined) {
    id = ++count;
    identities.set(f, id);
  }
  return `object ${id}`;
}

/** A stable hash of what a plan means: 32 hex digits; frames in memory and functions count by identity. */
export function fingerprint(p: Plan): string {
  let print = known.get(p);
  if (print === undefined) {
    const own = p.kind === "frame" ? { frame: p.frame.id } : fieldsOf(p, identity);
    // Bytes and Blobs have no name: they are told apart by identity too.
    const version =
      p.kind !== "scan" ? "" : p.source.locations.length === 0 ? identity(p.source) : (p.table?.version ?? "");
    const exprs = exprsOf(p).map((e) => exprToJson(e, identity));
    print = hashText(JSON.stringify([p.kind, own, version, exprs, inputsOf(p).map(fingerprint)]));
    known.set(p, print);
  }
  return print;
}
