import type { Batch } from "../../../../arrow/batch.ts";
import type { Column } from "../../../../arrow/column.ts";
import { concatBatches, concatColumns } from "../../../../arrow/concat.ts";
import { byteSize } from "../../../../arrow/layout.ts";
import { field, type Schema, schema as schemaFrom } from "../../../../arrow/schema.ts";
import type { Typed } from "../../../../expr/typed.ts";
import { compile } from "../../evaluate.ts";
import { type Grouper, grouper } from "../../keys/grouper.ts";
import { segmentsOf } from "../../order/segments.ts";
import type { KeyTaker } from "../../pushed-keys/push-keys.ts";
import { spread } from "../../value.ts";
import { uniqueness } from "./validate.ts";

/** Where the rows of each key lie: `rows[starts[k], starts[k + 1])`; null where row k is the only one of key k. */
export interface Chains {
  readonly rows: Int32Array;
  readonly starts: Int32Array;
}

/** The right side of a join, kept whole. */
export interface Build {
  push(b: Batch): void;
  /** No more rows: makes what the left side looks up. */
  end(): void;
  readonly grouper: Grouper;
  readonly chains: Chains | null;
  /** The columns that are asked for, by name. */
  column(name: string): Column;
  readonly length: number;
  readonly bytes: number;
}
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** `chained`: whether the rows of each key are asked for, not just whether there are some. */
export function build(
  input: Schema,
  keys: readonly Typed[],
  wanted: ReadonlySet<string>,
  nullsEqual: boolean,
  validate: string | null,
  taker: KeyTaker | null = null,
  chained = true,
): Build {
  const evaluators = keys.map(compile);
  const groups = grouper(keys.map((k) => k.type));
  const streamed = keys.every((k) => k.elementwise);
  const needed = streamed ? wanted : new Set(input.fields.map((f) => f.name));
  const schema = schemaFrom(
    input.fields.filter((f) => needed.has(f.name)).map((f) => field(f.name, f.type, f.nullable)),
  );
  const at = schema.fields.map((f) => input.index.get(f.name) as number);
  const parts: Column[][] = schema.fields.map(() => []);
  const waiting: Batch[] = [];
  const unique = validate === null ? null : uniqueness(validate, "right", nullsEqual);
  let ids: Int32Array[] = [];
  let columns: readonly Column[] = [];
  let own = 0;

  const known: { readonly values: readonly Column[]; readonly length: number }[] = [];

  const keep = (b: Batch): void => {
    const values = evaluators.map((e) => spread(e(b), b.length));
    taker?.add(values);
    known.push({ values, length: b.length });
    if (chained) own += 4 * b.length;
  };
  const number = (): void => {
    groups.expect?.(known.map(({ values }) => values));
    for (const { values, length } of known) {
      const found = groups.add(values, length);
      unique?.check(found, values, groups.count);
      if (chained) ids.push(found);
    }
    known.length = 0;
  };

  const self: Mutable<Build> = {
    grouper: groups,
    chains: null,
    length: 0,
    bytes: 0,
    push(b) {
      self.length += b.length;
      if (streamed) keep(b);
      else waiting.push(b);
      at.forEach((i, k) => {
        const column = b.columns[i] as Column;
        own += byteSize(column);
        parts[k]?.push(column);
      });
      self.bytes = own + groups.bytes;
    },
    end() {
      if (waiting.length > 0) keep(concatBatches(input, waiting));
      waiting.length = 0;
      number();
      taker?.end();
      columns = schema.fields.map((f, k) => concatColumns(f.type, parts[k] as Column[]));
      parts.length = 0;
      if (chained && groups.count < self.length) {
        const all = ids.length === 1 ? (ids[0] as Int32Array) : concatIds(ids, self.length);
        self.chains = segmentsOf(all, groups.count);
        own += self.chains.rows.byteLength + self.chains.starts.byteLength;
      }
      for (const part of ids) own -= part.byteLength;
      ids = [];
      self.bytes = own + groups.bytes;
    },
    column: (name) => columns[schema.index.get(name) as number] as Column,
  };
  return self;
}

function concatIds(parts: readonly Int32Array[], length: number): Int32Array {
  const out = new Int32Array(length);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
