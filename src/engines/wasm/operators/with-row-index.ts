import { batch } from "../../../arrow/batch.ts";
import { fixedColumn } from "../../../arrow/column.ts";
import { UInt32 } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";
import type { WithRowIndex } from "../../../plan/node.ts";
import { schemaOf } from "../../../plan/schema.ts";
import type { Operator } from "../operator.ts";

const MOST = 4294967295;

/** The rows' numbers as the first column. */
export function withRowIndex(plan: WithRowIndex): Operator {
  const schema = schemaOf(plan);
  if (!Number.isInteger(plan.offset) || plan.offset < 0)
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `withRowIndex: the offset must be a whole number from 0, got ${plan.offset}`,
    );
  let next = plan.offset;
  return {
    schema,
    done: false,
    push(b, emit) {
      if (next + b.length > MOST)
        throw new PolaroidError(
          "OUT_OF_RANGE",
          `withRowIndex: row ${next + b.length} from offset ${plan.offset} on does not fit UInt32`,
        );
      const rows = new Uint32Array(b.length);
      for (let i = 0; i < rows.length; i++) rows[i] = next + i;
      next += b.length;
      emit(batch(schema, [fixedColumn(UInt32, b.length, rows), ...b.columns], b.length));
    },
    finish: () => undefined,
  };
}
