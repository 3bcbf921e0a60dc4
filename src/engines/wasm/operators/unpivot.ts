import { type Batch, batch } from "../../../arrow/batch.ts";
import { dictColumn } from "../../../arrow/column.ts";
import { dictionaryOf } from "../../../arrow/dictionary.ts";
import { type Field, names } from "../../../arrow/schema.ts";
import { sameType } from "../../../arrow/type-info.ts";
import { Utf8 } from "../../../arrow/types.ts";
import type { Unpivot } from "../../../plan/node.ts";
import { schemaOf } from "../../../plan/schema.ts";
import { castValue } from "../cast.ts";
import type { Operator, OperatorContext } from "../operator.ts";
import { held } from "../order/held.ts";
import { spread } from "../value.ts";

/** Columns below each other: for each one its name and its values, beside the index columns. */
export function unpivot(plan: Unpivot, { budget }: OperatorContext): Operator {
  const input = schemaOf(plan.input);
  const schema = schemaOf(plan);
  const on = plan.on ?? names(input).filter((name) => !plan.index.includes(name));
  const dictionary = dictionaryOf(on);
  const index = plan.index.map((name) => input.index.get(name) as number);
  const value = schema.fields[schema.fields.length - 1] as Field;
  const kept = held(budget);
  return {
    schema,
    done: false,
    push(b) {
      if (on.length > 0) kept.add(b);
    },
    *finish(emit) {
      for (const [code, name] of on.entries()) {
        const at = input.index.get(name) as number;
        for (const b of kept.parts) {
          const values = b.columns[at] as Batch["columns"][number];
          const cast = sameType(values.type, value.type)
            ? values
            : spread(castValue(values, value.type, true), b.length);
          const variable = dictColumn(Utf8, b.length, new Int32Array(b.length).fill(code), dictionary);
          emit(batch(schema, [...index.map((i) => b.columns[i] as typeof values), variable, cast], b.length));
          yield;
        }
      }
    },
    close: kept.release,
  };
}
