import { expect, test } from "vitest";
import { csv } from "../../src/formats/csv/index.ts";
import type { Format } from "../../src/formats/format.ts";
import { ipc } from "../../src/formats/ipc/index.ts";
import { FORMATS } from "../../src/formats/known.ts";
import { ndjson } from "../../src/formats/ndjson/index.ts";
import { parquet } from "../../src/formats/parquet/index.ts";

const HEADS = ["ARROW1\0\0", "\xff\xff\xff\xff\x10", "FEA1", "PAR1", "PARE", "a,b\n", '{"a":1}', ""].map((s) =>
  Uint8Array.from(s, (c) => c.charCodeAt(0)),
);

test.each([parquet, ipc, csv, ndjson].map((f) => [f.name, f] as const))(
  "what is said of %s before it is loaded is true",
  (name, format) => {
    const known = FORMATS.find((f) => f.name === name) as Format;
    expect(known.extensions).toEqual(format.extensions);
    for (const head of HEADS) expect(known.magic?.(head) ?? null).toBe(format.magic?.(head) ?? null);
  },
);
