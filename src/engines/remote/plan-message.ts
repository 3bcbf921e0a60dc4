import { create } from "@bufbuild/protobuf";
import { batchBytes } from "../../arrow/batch.ts";
import { encodeStream } from "../../arrow/ipc/encode.ts";
import { PolaroidError } from "../../core/error.ts";
import { col } from "../../expr/node.ts";
import { exprsOf, inputsOf, walkPlan } from "../../plan/children.ts";
import { FRAME_LIMIT, fieldsOf, PLAN_VERSION } from "../../plan/json.ts";
import { type Frame, filter, type Plan, type Scan, type ScanSource, scan, select, slice } from "../../plan/node.ts";
import { type PlanNode, PlanNodeSchema, PlanSchema, type Plan as Sent } from "../../proto/polaroid/v1/plan_pb.ts";
import { expressionMessage } from "./expression-message.ts";

/** A source that the server resolves: a "handle", a "table", or a "scan" of its own files. */
export interface ServerSource {
  readonly kind: "handle" | "table" | "scan";
  readonly fields: Readonly<Record<string, unknown>>;
}
/** What a source is on the server; null where it is not there. */
export type Known = (source: ScanSource) => ServerSource | null;

/** Whether both sides mean the same by a source's addresses. */
export const isAddress = (location: string): boolean => /^https?:/i.test(location);
export const travels = (source: ScanSource, known: Known): boolean =>
  known(source) !== null || (source.locations.length > 0 && source.locations.every(isAddress));

/** Sources that lie on a server, each known to one client. */
export const ofServer: WeakSet<ScanSource> = new WeakSet();
/** Why a source does not travel, and what to do. */
export const whyNot = (source: ScanSource): string =>
  ofServer.has(source)
    ? `${source.format} is read by another client than the one of this query; collect it first, or make all of the query by one client`
    : `${source.locations[0] ?? `rows of ${source.format}`} is read on this machine, not by the server; scan the server's files through the client, or collect first`;

function bytesOf(f: Frame, limit: number): Uint8Array {
  const bytes = f.batches.reduce((n, b) => n + batchBytes(b), 0);
  if (bytes > limit)
    throw new PolaroidError(
      "NOT_SERIALISABLE",
      `the query holds a frame of ${bytes} bytes, more than the ${limit} that travel inside of one; put it on the server as a table first`,
    );
  return encodeStream(f.schema, f.batches);
}

/** What was pushed into a scan of the server's, as steps of their own. */
function unpushed(p: Scan): Plan {
  const bare = scan(p.source);
  const rows = p.predicate === null ? bare : filter(bare, p.predicate);
  const first = p.limit === null ? rows : slice(rows, 0, p.limit);
  return p.columns === null ? first : select(first, p.columns.map(col));
}
const isPushed = (p: Scan): boolean => p.predicate !== null || p.limit !== null || p.columns !== null;

/**
 * A plan as a message, each node and frame once. Errors: `NOT_SERIALISABLE` for functions, files of this machine, bytes, and
 * frames above the limit.
 */
export function planMessage(plan: Plan, known: Known, limit: number = FRAME_LIMIT): Sent {
  const nodes: PlanNode[] = [];
  const at = new Map<Plan | Frame, number>();
  const seen = new Set<Plan>();
  const visit = (p: Plan): void => {
    const same = p.kind === "frame" ? at.get(p.frame) : undefined;
    if (same !== undefined) {
      at.set(p, same);
      return;
    }
    const own = p.kind === "scan" ? known(p.source) : null;
    if (p.kind === "scan") {
      if (own !== null && isPushed(p)) {
        const steps = unpushed(p);
        walkPlan(steps, visit, seen);
        at.set(p, at.get(steps) as number);
        return;
      }
      if (!travels(p.source, known)) throw new PolaroidError("NOT_SERIALISABLE", whyNot(p.source));
    }
    const fields = own?.fields ?? fieldsOf(p);
    const message = create(PlanNodeSchema, {
      kind: own?.kind ?? p.kind,
      inputs: inputsOf(p).map((c) => at.get(c) as number),
      exprs: exprsOf(p).map(expressionMessage),
      fields: Object.keys(fields).length === 0 ? "" : JSON.stringify(fields),
      ...(p.kind === "frame" && { arrowIpc: bytesOf(p.frame, limit) }),
    });
    at.set(p, nodes.length);
    if (p.kind === "frame") at.set(p.frame, nodes.length);
    nodes.push(message);
  };
  walkPlan(plan, visit, seen);
  const last = at.get(plan) as number;
  // The last node is the result: a plan that is a frame seen before would not be.
  if (last !== nodes.length - 1) nodes.push(nodes[last] as PlanNode);
  return create(PlanSchema, { version: PLAN_VERSION, nodes });
}
