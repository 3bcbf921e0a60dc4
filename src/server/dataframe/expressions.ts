import type { Schema } from "../../arrow/schema.ts";
import { PolaroidError } from "../../core/error.ts";
import { exprFromJson } from "../../expr/json-read.ts";
import type { Expr } from "../../expr/node.ts";
import type { Expression, ExpressionNode } from "../../proto/polaroid/v1/plan_pb.ts";
import { expressionOf } from "../../sql/index.ts";
import { objectOf } from "./json.ts";

const jsonOf = (n: ExpressionNode): unknown => {
  const fields = objectOf(n.fields, `the fields of an expression "${n.kind.slice(0, 40)}"`);
  return { ...fields, kind: n.kind, ...(n.args.length > 0 && { args: n.args.map(jsonOf) }) };
};

/** `CORRUPT` is of files; what a caller sent is an argument. */
export function asArgument<T>(make: () => T): T {
  try {
    return make();
  } catch (cause) {
    if (cause instanceof PolaroidError && cause.code === "CORRUPT")
      throw new PolaroidError("INVALID_ARGUMENT", cause.detail, { cause });
    throw cause;
  }
}

/** An expression of a message; texts of SQL are of the columns that `schema` gives. */
export async function expressionFrom(e: Expression, schema: () => Promise<Schema>): Promise<Expr> {
  const { form } = e;
  if (form.case === "node") return asArgument(() => exprFromJson(jsonOf(form.value)));
  if (form.case === "sql") {
    const read = expressionOf(form.value);
    return read(await schema());
  }
  throw new PolaroidError("INVALID_ARGUMENT", "an expression is empty; it has `sql` or `node`");
}
