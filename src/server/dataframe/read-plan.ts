import { conditionPlan } from "../../api/sql.ts";
import type { Schema } from "../../arrow/schema.ts";
import { PolaroidError } from "../../core/error.ts";
import type { Expr } from "../../expr/node.ts";
import { type Carrier, PLAN_VERSION } from "../../plan/json.ts";
import { nodeOf } from "../../plan/json-read.ts";
import type { Plan } from "../../plan/node.ts";
import type { PlanNode, Plan as Sent } from "../../proto/polaroid/v1/plan_pb.ts";
import { asArgument, expressionFrom } from "./expressions.ts";
import { bounded } from "./extent.ts";
import { objectOf } from "./json.ts";
import { planOfFrame, type Resolver } from "./resolver.ts";

/** Nodes of one plan. */
const MOST = 10_000;
const bad = (what: string): PolaroidError => new PolaroidError("INVALID_ARGUMENT", `the plan is malformed: ${what}`);

function named(fields: Readonly<Record<string, unknown>>, kind: "handle" | "table"): string {
  const v = fields[kind === "table" ? "name" : kind];
  if (typeof v !== "string") throw bad(`a ${kind} is not named`);
  return v;
}

async function readNode(n: PlanNode, inputs: readonly Plan[], resolver: Resolver, carrier: Carrier): Promise<Plan> {
  const fields = objectOf(n.fields, `the fields of "${n.kind.slice(0, 40)}"`);
  if (n.kind === "handle") return resolver.handle(named(fields, n.kind));
  if (n.kind === "table") return resolver.table(named(fields, n.kind));
  if (n.kind === "frame") return planOfFrame(await resolver.received(n.arrowIpc));
  const [only] = inputs;
  const [first] = n.exprs;
  // Conditions may ask for more than an expression does, such as subqueries.
  if (n.kind === "filter" && n.exprs.length === 1 && first?.form.case === "sql" && only !== undefined)
    return conditionPlan(only, first.form.value);
  let schema: Promise<Schema> | null = null;
  const schemaOfInput = (): Promise<Schema> => {
    if (only === undefined || inputs.length > 1)
      throw bad(`SQL in "${n.kind}", which reads ${inputs.length} inputs; write it as nodes`);
    schema ??= resolver.schema(only);
    return schema;
  };
  const exprs: Expr[] = [];
  for (const e of n.exprs) exprs.push(await expressionFrom(e, schemaOfInput));
  const made = asArgument(() => nodeOf(n.kind, { f: fields, exprs, inputs, carrier }));
  return made.kind === "sql" ? resolver.sql(made) : made;
}

/** The plan that a message says, over what the names in it mean to its caller. */
export async function readPlan(message: Sent | undefined, resolver: Resolver): Promise<Plan> {
  if (message === undefined) throw bad("it is missing");
  const { version, nodes } = message;
  if (version !== PLAN_VERSION)
    throw version > PLAN_VERSION
      ? new PolaroidError("NOT_SUPPORTED", `the plan has version ${version}; this server reads version ${PLAN_VERSION}`)
      : bad(`it has version ${version}; the first one is ${PLAN_VERSION}`);
  if (nodes.length > MOST)
    throw new PolaroidError("LIMIT_EXCEEDED", `the plan has ${nodes.length} nodes, more than ${MOST}`);
  const carrier: Carrier = {
    encodeFrame: () => "",
    decodeFrame: () => {
      throw bad("rows of a frame are bytes of Arrow");
    },
    sql: resolver.reader,
    openScan: resolver.source,
  };
  const made: Plan[] = [];
  for (const n of nodes) {
    const inputs = n.inputs.map((i) => {
      const input = made[i];
      if (input === undefined) throw bad(`"${n.kind.slice(0, 40)}" reads node ${i}, which does not come before it`);
      return input;
    });
    made.push(bounded(await readNode(n, inputs, resolver, carrier)));
  }
  const last = made.at(-1);
  if (last === undefined) throw bad("it has no nodes");
  return last;
}
