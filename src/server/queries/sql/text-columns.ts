import { batch } from "../../../arrow/batch.ts";
import { columnFrom } from "../../../arrow/build.ts";
import { field, schema } from "../../../arrow/schema.ts";
import { Utf8 } from "../../../arrow/types.ts";
import { frame, frameOf, type Plan } from "../../../plan/node.ts";

/** Columns of texts as a plan. */
export const textColumns = (columns: Readonly<Record<string, readonly (string | null)[]>>): Plan => {
  const names = Object.keys(columns);
  const s = schema(names.map((n) => field(n, Utf8)));
  return frame(
    frameOf(s, [
      batch(
        s,
        names.map((n) => columnFrom(columns[n] as readonly string[], Utf8)),
      ),
    ]),
  );
};
