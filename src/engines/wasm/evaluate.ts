import { type Batch, columnOf } from "../../arrow/batch.ts";
import { type Column, nullColumn } from "../../arrow/column.ts";
import { isNested } from "../../arrow/type-info.ts";
import { Null } from "../../arrow/types.ts";
import { functionOf } from "../../expr/registry.ts";
import type { Typed, TypedCall } from "../../expr/typed.ts";
import type { RowCounts } from "./aggregates/row-counts.ts";
import { castValue, isPlainCast } from "./cast.ts";
import { floatChain } from "./float-chain.ts";
import type { Accumulator } from "./function.ts";
import { OP } from "./functions/numbers.ts";
import { CASTS, DECIMALS, JOINED_TEXT, MATCHING, NESTED } from "./later.ts";
import { literalColumn } from "./literal.ts";
import { naming } from "./naming.ts";
import { ruleOf, tables } from "./tables.ts";
import { type Scalar, scalar, spread, type Value } from "./value.ts";

/** Gives an expression's value for a batch: a column of its length (its own length for "free" shapes) or a scalar. */
export type Evaluator = (batch: Batch) => Value;

/** The accumulator of an aggregate call. */
export function accumulatorOf(e: TypedCall, rows?: RowCounts): Accumulator {
  const make = ruleOf("accumulators", e.fn);
  return make({ type: e.type, argTypes: e.args.map((a) => a.type), options: e.options, rows });
}

function aggregate(e: TypedCall): Evaluator {
  const args = e.args.map(compile);
  ruleOf("accumulators", e.fn);
  return (batch) => {
    const acc = accumulatorOf(e);
    const values = args.map((a) => a(batch));
    const length = values.find((v): v is Column => !("scalar" in v))?.length ?? batch.length;
    // len() has no argument: it counts the batch's rows.
    const columns = values.length === 0 ? [nullColumn(Null, batch.length)] : values.map((v) => spread(v, length));
    acc.update(columns, null, 1);
    return scalar(acc.finish(1));
  };
}

const ROUNDED: ReadonlySet<string> = new Set(["neg", "abs", "round", "floor", "ceil"]);

/** Fails before any row is read where what types and arguments ask for is not here. */
function checkParts({ fn, args, type, options }: TypedCall): void {
  const [x, y] = args;
  if (fn in OP || ROUNDED.has(fn)) {
    if (type.id === "Decimal") void DECIMALS.code;
    if (type.id === "Utf8") void JOINED_TEXT.code;
  } else if (fn === "str.contains") {
    if (options.literal !== true && y?.kind !== "lit") void MATCHING.code;
  } else if (/^(eq|ne|isIn$)/.test(fn) && x !== undefined && (isNested(x.type) || (fn === "isIn" && y?.kind !== "lit")))
    void NESTED.code;
}

function call(e: TypedCall): Evaluator {
  checkParts(e);
  const spec = functionOf(e.fn);
  const { type, options } = e;
  if (spec?.kind === "aggregate") return aggregate(e);
  if (spec?.kind === "elementwise") {
    const fn = ruleOf("elementwise", e.fn);
    if (e.args.length === 2) {
      const [a, b] = [compile(e.args[0] as Typed), compile(e.args[1] as Typed)];
      const plain: Evaluator = (batch) => {
        const [x, y] = [a(batch), b(batch)];
        try {
          return fn([x, y], { type, options, length: lengthOf(x, y, batch) });
        } catch (error) {
          throw naming(error, e);
        }
      };
      return floatChain(e, compile, plain) ?? plain;
    }
    const args = e.args.map(compile);
    return (batch) => {
      const values = args.map((a) => a(batch));
      const length = values.find((v): v is Column => !("scalar" in v))?.length ?? batch.length;
      try {
        return fn(values, { type, options, length });
      } catch (error) {
        throw naming(error, e);
      }
    };
  }
  if (Object.hasOwn(tables.forms, e.fn)) return ruleOf("forms", e.fn)(e, compile);
  const fn = ruleOf("whole", e.fn);
  const args = e.args.map(compile);
  return (batch) => {
    const values = args.map((a) => a(batch));
    // Scalars alone are one value, not one a row.
    const length = values.find((v): v is Column => !("scalar" in v))?.length ?? 1;
    const out = fn(
      values.map((v) => spread(v, length)),
      { type, options, length },
    );
    return e.shape === "scalar" ? scalar(out) : out;
  };
}

const lengthOf = (x: Value, y: Value, batch: Batch): number =>
  "scalar" in x ? ("scalar" in y ? batch.length : y.length) : x.length;

/** Turns a resolved expression into a function of a batch. */
export function compile(e: Typed): Evaluator {
  switch (e.kind) {
    case "col": {
      const { name } = e;
      return (batch) => columnOf(batch, name);
    }
    case "lit": {
      const value: Scalar = scalar(literalColumn(e));
      return () => value;
    }
    case "cast": {
      const input = compile(e.input);
      const { to, strict } = e;
      if (!isPlainCast(e.input.type, to)) void CASTS.code;
      return (batch) => {
        const value = input(batch);
        try {
          return castValue(value, to, strict);
        } catch (error) {
          throw naming(error, e);
        }
      };
    }
    case "call":
      return call(e);
    case "eval": {
      const input = compile(e.input);
      const run = ruleOf("nested", "eval")(e, compile);
      return (batch) => run(input(batch));
    }
    case "over":
      return ruleOf("over", "over")(e, compile);
  }
}

/** The expression as a column with one value a row of the batch. */
export const evaluateColumn = (evaluator: Evaluator, batch: Batch): Column => spread(evaluator(batch), batch.length);
