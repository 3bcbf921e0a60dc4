import { type Batch, batch, batchBytes } from "../../arrow/batch.ts";
import { PolaroidError } from "../../core/error.ts";
import type { Signal } from "../../core/host.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Gap } from "../../engine/rules.ts";
import { exprsOf, walkPlan } from "../../plan/children.ts";
import type { Plan } from "../../plan/node.ts";
import { planText } from "../../plan/print.ts";
import { schemaOf } from "../../plan/schema.ts";
import type { Plan as Sent } from "../../proto/polaroid/v1/plan_pb.ts";
import { hasFunction } from "./expression-message.ts";
import { type Known, planMessage, travels, whyNot } from "./plan-message.ts";

/** What the engine needs of a client. */
export interface Connection {
  readonly url: string;
  readonly frameLimit: number;
  readonly known: Known;
  batches(plan: Sent, signal: Signal | undefined): AsyncIterable<Batch>;
}

let connection: Connection | null = null;
/** The server that `engine: "remote"` means. */
export function connected(to: Connection): void {
  connection = to;
}
/** It is not there any more. */
export function disconnected(from: Connection): void {
  if (connection === from) connection = null;
}

const NO_SERVER = 'connect("grpc://host:50051") first';
const NOWHERE: Known = () => null;

/** Another Polaroid: plans go there whole, rows come back. */
export const remote: Engine = {
  name: "remote",
  available: () => (connection === null ? NO_SERVER : null),
  gaps(plan) {
    const gaps: Gap[] = [];
    const known = connection?.known ?? NOWHERE;
    walkPlan(plan, (p) => {
      if (exprsOf(p).some(hasFunction))
        gaps.push({ feature: "JavaScript functions", missing: "never", why: "they cannot leave this process" });
      if (p.kind === "scan" && !travels(p.source, known))
        gaps.push({
          feature: `scan of ${p.source.locations[0] ?? p.source.format}`,
          missing: "never",
          why: whyNot(p.source),
        });
    });
    return gaps;
  },
  async *execute(plan, { signal, memoryLimit }) {
    if (connection === null) throw new PolaroidError("ENGINE_UNAVAILABLE", NO_SERVER);
    const schema = schemaOf(plan);
    let bytes = 0;
    for await (const b of connection.batches(planMessage(plan, connection.known, connection.frameLimit), signal)) {
      bytes += batchBytes(b);
      if (memoryLimit !== null && bytes > memoryLimit)
        throw new PolaroidError("MEMORY_LIMIT", `the answer has more than ${memoryLimit} bytes`);
      yield batch(schema, b.columns, b.length);
    }
  },
  describe: (plan: Plan) => planText(plan),
};
