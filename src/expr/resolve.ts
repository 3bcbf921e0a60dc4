import { fieldOf, type Schema } from "../arrow/schema.ts";
import { sameType, typeName } from "../arrow/type-info.ts";
import type { DataType } from "../arrow/types.ts";
import { PolaroidError } from "../core/error.ts";
import { notLoaded } from "../core/later.ts";
import { type Notes, notes } from "../core/notes.ts";
import { didYouMean } from "../core/suggest.ts";
import { castable } from "./castable.ts";
import { checkDepth } from "./depth.ts";
import { expand } from "./expand.ts";
import { type Choice, choiceOf, writtenOut } from "./expansion.ts";
import type { Arg, FunctionSpec } from "./function.ts";
import { literalAs, typeOfLiteral } from "./literal.ts";
import { nameOf } from "./name.ts";
import { type Call, ELEMENT, type Expr, type Lit } from "./node.ts";
import { checkCall } from "./option-check.ts";
import { functionNames, functionOf, isComplete } from "./registry.ts";
import { ofOne } from "./single.ts";
import type { Output, Shape, Typed, TypedCast, TypedCol, TypedLit } from "./typed.ts";
import { unnested } from "./unnest.ts";
import { literalOf } from "./untyped.ts";
import { WINDOWED } from "./windowed.ts";

const freeze = <T>(x: T): T => Object.freeze(x);

const argOf = (e: Typed): Arg => ({
  type: e.type,
  nullable: e.nullable,
  literal: e.kind === "lit" ? e.value : made.get(e),
  untyped: (e.kind === "lit" && bare.get(e) === true) || made.get(e) !== undefined,
  shape: e.shape,
  elementwise: e.elementwise,
});
// Literals whose type is only a first guess: they take the type of what they meet.
const bare: Notes<TypedLit, true> = notes();
// What is made of such literals alone is like one, with the value that it counts as.
const made: Notes<Typed, number | bigint> = notes();

function literal(e: Lit): TypedLit {
  const out: TypedLit = freeze({
    kind: "lit",
    value: e.value,
    type: e.type ?? typeOfLiteral(e.value),
    nullable: e.value === null,
    shape: "scalar",
    elementwise: true,
  });
  if (e.type === null || e.type.id === "Datetime" || e.type.id === "Duration") bare.set(out, true);
  return out;
}

/** A cast, left out where the type is the same already, done at once for literals. */
export function coerce(e: Typed, to: DataType, strict = true): Typed {
  if (sameType(e.type, to)) {
    return e;
  }
  if (e.kind === "lit") {
    const value = literalAs(e, to);
    if (value !== undefined) return freeze({ ...e, value, type: to });
  }
  // No list of constants is cast row by row: the engines take any list type there.
  const out: TypedCast = {
    kind: "cast",
    input: e,
    to,
    strict,
    type: to,
    nullable: e.nullable || !strict,
    shape: e.shape,
    elementwise: e.elementwise,
  };
  return freeze(out);
}

function shapeOf(spec: FunctionSpec, args: readonly Typed[]): Shape {
  if (spec.kind === "aggregate") return "scalar";
  if (spec.kind === "reshape") return "free";
  if (args.some((a) => a.shape === "rows")) return "rows";
  return args.some((a) => a.shape === "free") ? "free" : "scalar";
}

const WHOLE =
  "its meaning depends on the column's type, so that it cannot stand inside of list.eval() and the like, nor be a key";
// What means something in one place only.
const PLACES: Readonly<Record<string, string>> = {
  element:
    'element(), which is also col(""), stands for the items of a list inside of list.eval(), list.agg() and list.filter(), not elsewhere',
  field: "field() stands for a field of the struct inside of struct.withFields() and struct.eval(), not elsewhere",
  pipeWithDtype: WHOLE,
  binIntervals: WHOLE,
  binQuantiles: WHOLE,
  binRanks: WHOLE,
  sqlExpr: WHOLE,
  "struct.unnest": "struct.unnest() and struct.field() of several names give several columns where one is needed",
};

function call(given: Call, schema: Schema): Typed {
  const choice = choiceOf(given.fn);
  const chosen = choice && given.args.map((a) => node(a, schema));
  const e = chosen === undefined ? given : { ...given, fn: (choice as Choice)(chosen.map((a) => a.type)) };
  const spec = functionOf(e.fn);
  if (spec === undefined && Object.hasOwn(PLACES, e.fn))
    throw new PolaroidError("INVALID_ARGUMENT", PLACES[e.fn] as string);
  if (spec === undefined)
    throw isComplete()
      ? new PolaroidError("INVALID_ARGUMENT", `there is no function "${e.fn}"${didYouMean(e.fn, functionNames())}`)
      : notLoaded(e.fn);
  checkCall(e.fn, e.options);
  const args = chosen ?? e.args.map((a) => node(a, schema));
  const seen = args.map(argOf);
  // A field of the result is named after the argument.
  const options = e.fn === "valueCounts" ? { ...e.options, field: nameOf(e) } : e.options;
  const sign = spec.signature(seen, options);
  if (typeof sign === "string") throw new PolaroidError("TYPE_MISMATCH", `${e.fn} ${sign}, in column "${nameOf(e)}"`);
  const { through } = sign;
  const fit = through === undefined ? args : args.map((a) => coerce(a, through, false));
  const cast = sign.args === null ? fit : fit.map((a, i) => coerce(a, sign.args?.[i] ?? a.type));
  const nullable =
    spec.nulls === "any"
      ? fit.some((a) => a.nullable)
      : typeof spec.nulls === "string"
        ? spec.nulls === "always"
        : spec.nulls(fit.map(argOf), e.options);
  const single = ofOne(e.fn, args, sign.type, e.options);
  if (single !== null) return freeze({ ...node(single, schema), nullable });
  const out: Typed = freeze({
    kind: "call",
    fn: e.fn,
    args: freeze(cast),
    options: e.options,
    type: sign.type,
    nullable,
    shape: shapeOf(spec, cast),
    elementwise: spec.kind === "elementwise" && cast.every((a) => a.elementwise),
  });
  const counts = literalOf(e.fn, seen, sign.type);
  if (counts !== undefined) made.set(out, counts);
  return out;
}

function node(e: Expr, schema: Schema): Typed {
  switch (e.kind) {
    case "col": {
      if (e.name === ELEMENT && !schema.index.has(ELEMENT))
        throw new PolaroidError("INVALID_ARGUMENT", PLACES["element"] as string);
      const f = fieldOf(schema, e.name);
      const out: TypedCol = {
        kind: "col",
        name: e.name,
        type: f.type,
        nullable: f.nullable,
        shape: "rows",
        elementwise: true,
      };
      return freeze(out);
    }
    case "lit":
      return bare.get(e as TypedLit) === true ? (e as TypedLit) : literal(e);
    case "alias":
    case "rename":
      return node(e.input, schema);
    case "cast": {
      const input = node(e.input, schema);
      const problem = castable(input.type, e.to);
      if (problem !== null)
        throw new PolaroidError(
          "TYPE_MISMATCH",
          `column "${nameOf(e)}": ${typeName(input.type)} cannot be cast to ${typeName(e.to)}${problem}`,
        );
      if (sameType(input.type, e.to)) return input;
      return coerce(input, e.to, e.strict);
    }
    case "call":
      return call(e, schema);
    case "over":
      return WINDOWED.code.resolveOver(e, schema, node);
    case "eval":
      return WINDOWED.code.resolveEval(e, node(e.input, schema), node);
    case "columns":
      throw new PolaroidError("INVALID_ARGUMENT", "several columns are picked where one is needed");
  }
}

/** Resolves one expression that makes one column. Throws a `PolaroidError` that names what is wrong. */
export const resolveOne = (e: Expr, schema: Schema): Output =>
  freeze({ kind: "alias", input: node(e, schema), name: nameOf(e) });

/** Resolves expressions against a schema: picks expanded, names found, literals typed, casts written out. */
export function resolve(exprs: readonly Expr[], schema: Schema): readonly Output[] {
  exprs.forEach(checkDepth);
  const typeOf = (e: Expr): DataType => node(e, schema).type;
  const out: Output[] = [];
  for (const e of exprs)
    if (e.kind === "col") out.push(resolveOne(e, schema));
    else
      for (const x of expand(e, schema))
        for (const y of unnested(writtenOut(x, typeOf, schema), typeOf)) out.push(resolveOne(y, schema));
  return freeze(out);
}
