import { create } from "@bufbuild/protobuf";
import { exprToJson } from "../../expr/json.ts";
import type { Expr } from "../../expr/node.ts";
import {
  type Expression,
  type ExpressionNode,
  ExpressionNodeSchema,
  ExpressionSchema,
} from "../../proto/polaroid/v1/plan_pb.ts";

interface Json {
  readonly kind: string;
  readonly args?: readonly Json[];
}
// Readers of Protobuf go no deeper than a hundred messages: what lies below is JSON.
const DEEPEST = 24;

function nodeMessage({ kind, args = [], ...fields }: Json, depth: number): ExpressionNode {
  const below = depth < DEEPEST ? args.map((a) => nodeMessage(a, depth + 1)) : [];
  return create(ExpressionNodeSchema, {
    kind,
    args: below,
    fields: JSON.stringify(below.length === args.length ? fields : { ...fields, args }),
  });
}

/** An expression as a message. Errors: `NOT_SERIALISABLE` for JavaScript functions. */
export const expressionMessage = (e: Expr): Expression =>
  create(ExpressionSchema, { form: { case: "node", value: nodeMessage(exprToJson(e) as Json, 0) } });
