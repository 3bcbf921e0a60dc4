import { expect, test } from "vitest";
import type { Batch } from "../../../src/arrow/batch.ts";
import type { Threads } from "../../../src/core/host.ts";
import { type CsvJob, runCsvJob } from "../../../src/formats/csv/csv-job.ts";
import { readHead } from "../../../src/formats/csv/head.ts";
import { csv } from "../../../src/formats/csv/index.ts";
import { csvOptions } from "../../../src/formats/csv/options.ts";
import { RowReader } from "../../../src/formats/csv/row-reader.ts";
import { CsvStretches } from "../../../src/formats/csv/stretch.ts";
import { type LocalSource, readStretches, type Stretch } from "../../../src/formats/stretches.ts";
import { bytesSource } from "../../../src/io/bytes.ts";
import { nodeHost } from "../../../src/io/node/host.ts";
import { fc } from "../../support/property.ts";
import { encode, readRows, rowsOf } from "../tools.ts";

const fields = fc.oneof(
  fc.constantFrom(
    "",
    "1",
    "2.5",
    "NA",
    "x",
    '"a ""b"" c"',
    '"line\nbreak"',
    '"1,2,3\n4,5,6\n7,8,9"',
    '"\r\n"',
    '"',
    "é",
  ),
  fc.integer().map(String),
);
const files = fc
  .tuple(
    fc.array(fc.array(fields, { minLength: 1, maxLength: 4 }), { maxLength: 40 }),
    fc.constantFrom("\n", "\r\n"),
    fc.boolean(),
  )
  .map(([rows, eol, last]) => ["a,b,c", ...rows.map((r) => r.join(","))].join(eol) + (last ? eol : ""));
const choices = fc.constantFrom(
  {},
  { inferSchemaLength: 0 },
  { nullValues: "NA", ignoreErrors: true, truncateRaggedLines: true },
  { truncateRaggedLines: true, inferSchemaLength: 0 },
  { commentPrefix: "x", truncateRaggedLines: true, inferSchemaLength: 0 },
  { quoteChar: null, truncateRaggedLines: true, inferSchemaLength: 0 },
);

function localSource(bytes: Uint8Array): LocalSource {
  return {
    ...bytesSource(bytes, "rows.csv"),
    readInto: async (start, into) => into.set(bytes.subarray(start, start + into.length)),
    lend: (work) => work(1),
  };
}

/** Jobs that are done at once, a message away. */
const threadsOver = (bytes: Uint8Array, asked: Stretch[]): Threads =>
  ({
    size: 2,
    run: async (_: string, input: unknown) => {
      const job = structuredClone(input) as CsvJob;
      asked.push(job.stretch);
      return structuredClone(
        runCsvJob(job, (_file, _name, ranges) => ranges.map((r) => bytes.slice(r.start, r.end)))[0],
      );
    },
  }) as unknown as Threads;

const outcome = async (work: Promise<unknown>): Promise<unknown> => work.catch((e: { code: string }) => e.code);

test("stretches of any size give the rows of one pass, or fail as it does", async () => {
  let asked = 0;
  await fc.assert(
    fc.asyncProperty(
      files,
      choices,
      fc.record({ here: fc.integer({ min: 1, max: 60 }), there: fc.integer({ min: 1, max: 60 }) }),
      fc.boolean(),
      async (text, given, sizes, threaded) => {
        const bytes = encode(text);
        const source = localSource(bytes);
        const options = csvOptions(given);
        const whole = await outcome(readRows(csv, bytesSource(bytes, "rows.csv"), given));
        const run = async (): Promise<unknown> => {
          const table = await csv.open(bytesSource(bytes, "rows.csv"), given, nodeHost);
          const { schema } = table;
          const { dialect, dataStart } = await readHead(source, options);
          const wanted = schema.fields.map((f, place) => ({ place, nullValues: options.nullValues(f.name) }));
          const reader = new RowReader("rows.csv", schema, wanted, options);
          const columns = schema.fields.length;
          const rows = new CsvStretches(
            "rows.csv",
            reader,
            columns,
            dialect,
            Number.POSITIVE_INFINITY,
            options.ignoreErrors,
          );
          const { nullValues: _, ...plain } = options;
          const stretches: Stretch[] = [];
          const input = (file: number, stretch: Stretch): CsvJob => ({
            ...{ file, name: "rows.csv", size: bytes.length, stretch, dialect, columns, wanted },
            fields: schema.fields.map((f) => ({ name: f.name, type: f.type })),
            options: plain,
          });
          const job = threaded ? { threads: threadsOver(bytes, stretches), name: "csv", input } : null;
          const batches: Batch[] = [];
          for await (const b of readStretches(source, dataStart, rows, job, undefined, sizes)) batches.push(b);
          asked += stretches.length;
          return rowsOf(schema, batches);
        };
        expect(await outcome(run())).toEqual(whole);
      },
    ),
    { numRuns: 800 },
  );
  expect(asked).toBeGreaterThan(100);
});
