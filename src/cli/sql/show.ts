import type { DataFrame } from "../../api/data-frame.ts";
import { tableText } from "../../api/show/text.ts";
import { jsonText } from "../json.ts";

export interface Form {
  readonly json: boolean;
  readonly rows: number;
  readonly width: number;
}

/** A frame as a table, or as one JSON object a row. */
export function show(frame: DataFrame, form: Form, out: (text: string) => void): void {
  if (form.json) for (const r of frame.toRecords({ int64: "bigint", datetime: "iso" })) out(jsonText(r));
  else out(tableText(frame.schema, frame.toBatch(), { rows: form.rows, width: form.width }));
}
