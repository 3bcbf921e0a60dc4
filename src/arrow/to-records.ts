import type { Batch } from "./batch.ts";
import { type JsOptions, type JsReader, jsReader } from "./to-js.ts";

type RecordOf = Record<string, unknown>;
type RecordReader = (row: number) => RecordOf;

function safely(record: RecordOf, name: string, value: unknown): void {
  if (name === "__proto__")
    Object.defineProperty(record, name, { value, enumerable: true, configurable: true, writable: true });
  else record[name] = value;
}

/** Gives a row as an object. One place in the code for each of a few columns: where names stay the same that is four times as fast. */
export function recordReader(b: Batch, options: JsOptions): RecordReader {
  const names = b.schema.fields.map((f) => f.name);
  const readers = b.columns.map((c, i) => jsReader(c, names[i] as string, options));
  const [n0, n1, n2, n3] = names as [string, string, string, string];
  const [r0, r1, r2, r3] = readers as [JsReader, JsReader, JsReader, JsReader];
  const count = names.length;
  if (count === 0 || names.includes("__proto__"))
    return (row) => {
      const record: RecordOf = {};
      for (let i = 0; i < count; i++) safely(record, names[i] as string, (readers[i] as JsReader)(row));
      return record;
    };
  return (row) => {
    const record: RecordOf = {};
    record[n0] = r0(row);
    if (count === 1) return record;
    record[n1] = r1(row);
    if (count === 2) return record;
    record[n2] = r2(row);
    if (count === 3) return record;
    record[n3] = r3(row);
    for (let i = 4; i < count; i++) record[names[i] as string] = (readers[i] as JsReader)(row);
    return record;
  };
}
