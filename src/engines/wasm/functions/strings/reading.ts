import { isValid } from "../../../../arrow/column.ts";
import { typeName } from "../../../../arrow/type-info.ts";
import { valueAt } from "../../../../arrow/value.ts";
import { PolaroidError } from "../../../../core/error.ts";
import type { Elementwise } from "../../function.ts";
import { columnIn, isScalar, type Value } from "../../value.ts";
import { type OfText, textual } from "./texts.ts";

/** A reading that gives null for what it cannot read; strict, the first such text is an error. */
export const reading = (run: OfText, hint: string): Elementwise => {
  const read = textual(run);
  return (args, info) => {
    const out = read(args, info);
    if (info.options.strict === false) return out;
    const [from, to] = [columnIn(args[0] as Value), columnIn(out)];
    if (to.nulls === from.nulls) return out;
    for (let i = 0; i < to.length; i++) {
      const row = isScalar(args[0] as Value) ? 0 : i;
      if (isValid(to, i) || !isValid(from, row)) continue;
      const shown = JSON.stringify(String(valueAt(from, row)).slice(0, 60));
      throw new PolaroidError(
        "INVALID_CAST",
        `${shown} cannot be read as ${typeName(info.type)}${hint}; with { strict: false } such text becomes null`,
      );
    }
    return out;
  };
};
