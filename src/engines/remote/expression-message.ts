import { create } from "@bufbuild/protobuf";
import { rewrite, some, withChildren } from "../../expr/children.ts";
import { checkDepth } from "../../expr/depth.ts";
import { exprToJson } from "../../expr/json.ts";
import type { Expr } from "../../expr/node.ts";
import type { Typed } from "../../expr/typed.ts";
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

const ofCategories = (e: Expr): boolean => e.kind === "call" && e.fn.startsWith("cat.");
/** Resolved functions of categories read their texts, and are resolved again there: they are to be of categories as before. */
function asAsked(e: Expr): Expr {
  const [text, ...rest] = e.kind === "call" ? e.args : [];
  if (!ofCategories(e) || text?.kind !== "cast" || text.to.id !== "Utf8") return e;
  const { type } = text.input as Typed;
  return type === undefined || type.id === "Utf8" ? e : withChildren(e, [text.input, ...rest]);
}

const holdsFunction = (v: unknown): boolean =>
  typeof v === "function" || (typeof v === "object" && v !== null && Object.values(v).some(holdsFunction));
/** Whether an expression holds a JavaScript function. */
export const hasFunction = (e: Expr): boolean =>
  some(
    e,
    (x) =>
      (x.kind === "rename" && x.map !== undefined) ||
      (x.kind === "call" && Object.values(x.options).some(holdsFunction)),
  );

/** An expression as a message. Errors: `NOT_SERIALISABLE` for JavaScript functions, `LIMIT_EXCEEDED` for nesting. */
export function expressionMessage(e: Expr): Expression {
  checkDepth(e);
  const json = exprToJson(some(e, ofCategories) ? rewrite(e, asAsked) : e) as Json;
  return create(ExpressionSchema, { form: { case: "node", value: nodeMessage(json, 0) } });
}
