import { expect, test } from "vitest";
import type { Batch } from "../../../src/arrow/batch.ts";
import { field, schema } from "../../../src/arrow/schema.ts";
import { Bool, Float64, Int64, Utf8 } from "../../../src/arrow/types.ts";
import type { Threads } from "../../../src/core/host.ts";
import { type LinesJob, runLinesJob } from "../../../src/formats/ndjson/lines-job.ts";
import { LineStretches } from "../../../src/formats/ndjson/stretch.ts";
import { type LocalSource, readStretches, type Stretch } from "../../../src/formats/stretches.ts";
import { bytesSource } from "../../../src/io/bytes.ts";
import { fc } from "../../support/property.ts";
import { encode, rowsOf } from "../tools.ts";

const TYPES = { i: Int64, f: Float64, b: Bool, s: Utf8 };
const COLUMNS = schema(Object.entries(TYPES).map(([name, type]) => field(name, type)));
const FIELDS = COLUMNS.fields.map((f) => ({ name: f.name, type: f.type }));

const numbers = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => JSON.stringify(x)),
  fc.maxSafeInteger().map(String),
  fc.constantFrom(
    "0",
    "-0",
    "-0.0",
    "1e5",
    "1E-7",
    "1e400",
    "123456789012345678901234.5",
    "0.1000000000000000055511151231257827",
  ),
);
const strings = fc.oneof(
  fc.string({ unit: "binary" }).map((s) => JSON.stringify(s)),
  fc.constantFrom(
    '"\\u00e9\\n\\"\\/\\\\"',
    '"\\ud83d\\ude00"',
    '"\\ud83d x"',
    '"\\ud83d\\u0041"',
    '""',
    '"plain text of more than sixteen bytes"',
  ),
);
const wholes = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
  fc.constantFrom("0", "-1", "007", "1.0", "99999999999999999999"),
);
const maybe = (values: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof({ weight: 5, arbitrary: values }, { weight: 1, arbitrary: fc.constant("null") });
const blank = fc.constantFrom("", "", "", " ", "\t ");
const plain = fc
  .tuple(
    maybe(wholes),
    maybe(numbers),
    maybe(fc.constantFrom("true", "false")),
    maybe(fc.oneof(strings, numbers)),
    blank,
  )
  .map(([i, f, b, s, _]) => `{"i":${i},${_}"f"${_}:${_}${f},"b":${b}${_},"s":${s}${_}}${_}`);
const odd = fc.constantFrom(
  "",
  "  ",
  "{}",
  '{"s":"x","i":1}',
  '{"i":1,"f":2,"b":true,"s":"x","more":[1,{"a":2}]}',
  '{"i":1,"f":2,"b":true,"s":{"a":[1, 2]}}',
  '{"i":"1","f":2,"b":true,"s":"x"}',
  '{"i":1,"f":2,"b":1,"s":"x"}',
  '{"i":1,"f":2,"b":true,"s":"x"} 1',
  '{"i":1,"f":2,"b":true,"s":"x"',
  '{"i":1,"f":2.,"b":true,"s":"x"}',
  '{"i":1,"f":2,"b":tru,"s":"x"}',
  '{"i":1,"f":2,"b":true,"s":"\\q"}',
  '{"i":1,"f":2,"b":true,"s":"\\u12"}',
  '{"i":1,"f":2,"b":true,"s":"a\tb"}',
);
const files = fc
  .tuple(
    fc.array(fc.oneof({ weight: 12, arbitrary: plain }, { weight: 1, arbitrary: odd }), { maxLength: 30 }),
    fc.constantFrom("\n", "\r\n"),
    fc.boolean(),
  )
  .map(([lines, eol, last]) => lines.join(eol) + (last ? eol : ""));

const outcome = async (work: () => Promise<unknown>): Promise<unknown> => {
  try {
    return await work();
  } catch (e) {
    return (e as { message: string }).message;
  }
};

function localSource(bytes: Uint8Array): LocalSource {
  return {
    ...bytesSource(bytes, "rows.ndjson"),
    readInto: async (start, into) => into.set(bytes.subarray(start, start + into.length)),
    lend: (work) => work(1),
  };
}

/** Jobs that are done at once, a message away. */
const threadsOver = (bytes: Uint8Array): Threads =>
  ({
    size: 2,
    run: async (_: string, input: unknown) => {
      const job = structuredClone(input) as LinesJob;
      return structuredClone(
        runLinesJob(job, (_file, _name, ranges) => ranges.map((r) => bytes.slice(r.start, r.end)))[0],
      );
    },
  }) as unknown as Threads;

test("many rows at once are the rows one by one, in stretches of any size, and so are errors", async () => {
  await fc.assert(
    fc.asyncProperty(
      files,
      fc.boolean(),
      fc.record({ here: fc.integer({ min: 1, max: 200 }), there: fc.integer({ min: 1, max: 200 }) }),
      fc.boolean(),
      async (text, lenient, sizes, threaded) => {
        const bytes = encode(text);
        // With a limit each value is read by itself.
        const one = await outcome(async () => {
          const lines = new LineStretches("rows.ndjson", COLUMNS, lenient, 1e9);
          return rowsOf(COLUMNS, [...lines.lines(bytes)]);
        });
        const size = bytes.length;
        const input = (file: number, stretch: Stretch): LinesJob => ({
          ...{ file, name: "rows.ndjson", size, stretch, fields: FIELDS, lenient },
        });
        const job = threaded ? { threads: threadsOver(bytes), name: "lines", input } : null;
        const many = await outcome(async () => {
          const lines = new LineStretches("rows.ndjson", COLUMNS, lenient, Number.POSITIVE_INFINITY);
          const batches: Batch[] = [];
          for await (const b of readStretches(localSource(bytes), 0, lines, job, undefined, sizes)) batches.push(b);
          return rowsOf(COLUMNS, batches);
        });
        expect(many).toEqual(one);
      },
    ),
    { numRuns: 600 },
  );
});
