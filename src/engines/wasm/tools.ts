import { batch } from "../../arrow/batch.ts";
import { decimalText } from "../../arrow/decimal.ts";
import { schema } from "../../arrow/schema.ts";
import { valueAt } from "../../arrow/value.ts";
import type { LiteralValue } from "../../expr/node.ts";
import type { Tools } from "../../optimize/rule.ts";
import { compile } from "./evaluate.ts";
import { columnIn } from "./value.ts";

const ONE = batch(schema([]), [], 1);

/** Evaluates constant expressions for the optimizer; what fails is left for the query to report. */
export const tools: Tools = {
  evaluate(e) {
    if (e.type.id === "Struct" || e.type.id === "List" || e.type.id === "FixedSizeList") return undefined;
    try {
      const value = valueAt(columnIn(compile(e)(ONE)), 0);
      if (e.type.id === "Decimal" && typeof value === "bigint") return decimalText(value, e.type.scale);
      return value as LiteralValue;
    } catch {
      return undefined;
    }
  },
};
