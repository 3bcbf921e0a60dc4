import { type Schema, schema as schemaFrom } from "../arrow/schema.ts";
import { typeName } from "../arrow/type-info.ts";
import { type DataType, FixedSizeList, List } from "../arrow/types.ts";
import { PolaroidError } from "../core/error.ts";
import { columnsIn } from "./children.ts";
import { nameOf } from "./name.ts";
import { ELEMENT, type Eval } from "./node.ts";
import type { Typed, TypedEval } from "./typed.ts";

const NAMES: Readonly<Record<Eval["as"], string>> = { list: "list.eval", value: "list.agg", array: "arr.eval" };

function resultOf(e: Eval, list: DataType, body: Typed): DataType {
  if (e.as === "value") return body.shape === "scalar" ? body.type : List(body.type);
  if (e.as === "list" || list.id !== "FixedSizeList") return List(body.type);
  if (body.shape === "scalar" && !body.elementwise)
    throw new PolaroidError(
      "SHAPE_MISMATCH",
      "arr.eval gives as many items as there were, not one value; use arr.agg(), or { asList: true }",
    );
  return FixedSizeList(body.type, list.size);
}

/** An expression of lists' items, resolved; `resolve` gives the body's meaning where the items are a column. */
export function resolveEval(e: Eval, input: Typed, resolve: (body: Eval["body"], items: Schema) => Typed): TypedEval {
  const { type } = input;
  const fn = NAMES[e.as];
  const array = e.as === "array";
  if (type.id !== "Null" && type.id !== "FixedSizeList" && (type.id !== "List" || array))
    throw new PolaroidError(
      "TYPE_MISMATCH",
      `${fn} takes lists${array ? " of fixed size (FixedSizeList)" : ""}, got ${typeName(type)}, in column "${nameOf(e)}"`,
    );
  for (const name of columnsIn(e.body))
    if (name !== ELEMENT)
      throw new PolaroidError(
        "INVALID_ARGUMENT",
        `${fn} sees the items of one list as element(), and no columns such as "${name}"`,
      );
  const inner = type.id === "Null" ? type : type.inner;
  const body = resolve(e.body, schemaFrom([{ name: ELEMENT, type: inner, nullable: true }]));
  return Object.freeze({
    kind: "eval",
    input,
    body,
    as: e.as,
    type: resultOf(e, type, body),
    nullable: input.nullable || (e.as === "value" && body.shape === "scalar" && body.nullable),
    shape: input.shape,
    elementwise: input.elementwise,
  });
}
