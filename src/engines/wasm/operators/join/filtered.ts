import { batch } from "../../../../arrow/batch.ts";
import type { Schema } from "../../../../arrow/schema.ts";
import { takeColumn } from "../../../../arrow/take.ts";
import type { ProbeFactory } from "./probe.ts";

/** Left rows that have a match, or those that have none. */
export const filtered =
  (schema: Schema, semi: boolean): ProbeFactory =>
  () => ({
    needsRight: semi,
    rows(b, ids, emit) {
      const rows = new Int32Array(b.length);
      let n = 0;
      for (let i = 0; i < ids.length; i++) if ((ids[i] as number) >= 0 === semi) rows[n++] = i;
      if (n === 0) return;
      const kept = rows.subarray(0, n);
      emit(
        n === b.length
          ? batch(schema, b.columns, n)
          : batch(
              schema,
              b.columns.map((c) => takeColumn(c, kept)),
              n,
            ),
      );
    },
  });
