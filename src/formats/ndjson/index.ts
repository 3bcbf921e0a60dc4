import { type Field, field, schema } from "../../arrow/schema.ts";
import { PolaroidError } from "../../core/error.ts";
import type { ByteSource, Host } from "../../core/host.ts";
import { didYouMean, listed } from "../../core/suggest.ts";
import type { Format, FormatOptions } from "../format.ts";
import type { Cursor } from "./cursor.ts";
import { Guess } from "./infer.ts";
import { type NdjsonReadOptions, ndjsonOptions } from "./options.ts";
import { eachItem, eachLine, gather, wholeLines, withoutMark } from "./records.ts";
import { NdjsonTable } from "./table.ts";
import { ndjsonWriter } from "./writer.ts";

const KEPT = 1 << 20;

interface Sample {
  readonly guess: Guess;
  readonly rows: number;
  readonly whole: Uint8Array | null;
  readonly array: boolean;
}

const firstByte = (bytes: Uint8Array): number | undefined =>
  bytes.find((b) => b !== 32 && b !== 9 && b !== 10 && b !== 13);

/** Looks at the first rows; an array is read whole. */
async function sample(source: ByteSource, options: NdjsonReadOptions): Promise<Sample> {
  const guess = new Guess();
  let rows = 0;
  const take = (c: Cursor): boolean => {
    if (rows >= options.inferSchemaLength) return false;
    guess.see(c);
    rows++;
    return true;
  };
  let kept: Uint8Array | null = new Uint8Array(0);
  let line = 1;
  for await (const chunk of firstAlone(withoutMark(source.stream(0)), source.name)) {
    if (kept?.length === 0 && firstByte(chunk) === 91) {
      const whole = await gather(withoutMark(source.stream(0)), source.name);
      eachItem(whole, source.name, take);
      return { guess, rows, whole, array: true };
    }
    kept = kept === null || kept.length + chunk.length > KEPT ? null : joined(kept, chunk);
    if (rows >= options.inferSchemaLength) return { guess, rows, whole: null, array: false };
    line = eachLine(chunk, source.name, line, take);
  }
  return { guess, rows, whole: kept, array: false };
}

/** Whole lines; but an array, which may have no line end for long, is told by what comes first. */
async function* firstAlone(chunks: AsyncIterable<Uint8Array>, name: string): AsyncIterable<Uint8Array> {
  const all = chunks[Symbol.asyncIterator]();
  const held: Uint8Array[] = [];
  try {
    for (;;) {
      const { done, value } = await all.next();
      if (done) break;
      held.push(value.slice());
      const first = firstByte(value);
      if (first === undefined) continue;
      if (first === 91) return yield value;
      break;
    }
    yield* wholeLines(
      (async function* (): AsyncIterable<Uint8Array> {
        yield* held;
        for (let next = await all.next(); !next.done; next = await all.next()) yield next.value;
      })(),
      name,
    );
  } finally {
    await all.return?.();
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

function fieldsOf(source: ByteSource, found: Sample, options: NdjsonReadOptions): Field[] {
  if (options.schema !== null)
    return [...options.schema].map(([name, type]) => field(name, options.schemaOverrides.get(name) ?? type));
  if (options.like !== null) return options.like.fields.map((f) => field(f.name, f.type));
  const names = [...found.guess.fields.keys()];
  for (const name of options.schemaOverrides.keys()) {
    if (!names.includes(name))
      throw new PolaroidError(
        "COLUMN_NOT_FOUND",
        names.length === 0
          ? `${source.name} has no row to tell the columns, but a type is given for "${name}"; give all columns with { schema }`
          : `the rows looked at in ${source.name} have no "${name}", for which a type is given; they have (${listed(names)})${didYouMean(name, names)}`,
      );
  }
  return [...found.guess.fields].map(([name, guess]) => field(name, options.schemaOverrides.get(name) ?? guess.type));
}

async function open(source: ByteSource, given: FormatOptions, host: Host): Promise<NdjsonTable> {
  const options = ndjsonOptions(given);
  const found = await sample(source, options);
  return new NdjsonTable(source, schema(fieldsOf(source, found, options)), found.whole, found.array, options, host);
}

/** JSON objects, one a line (or all in one array), and compressed by gzip or zstd. */
export const ndjson: Format = Object.freeze({
  name: "ndjson",
  extensions: ["ndjson", "jsonl", "json"],
  magic: null,
  open,
  writer: ndjsonWriter,
});
