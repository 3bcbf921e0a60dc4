import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parseLogic } from "../logic/format.ts";
import { ENGINES, wrong } from "../logic/run.ts";

const FOLDER = join(import.meta.dirname, "..", "logic");
const FILES = globSync(join(FOLDER, "*.test")).sort();

const counts = { records: 0, passed: 0, skipped: 0 };
const again: string[] = [];

for (const file of FILES) {
  const records = parseLogic(readFileSync(file, "utf8")).filter((r) => r.sql !== "");
  counts.records += records.length;
  for (const engine of ENGINES)
    describe(`${basename(file)} on ${engine}`, () => {
      test.for(records.map((r) => [`${r.line}: ${r.sql.replaceAll("\n", " ")}`, r] as const))(
        "%s",
        async ([name, record], { skip }) => {
          const found = await wrong(record, engine);
          const gap = record.skips.find((s) => s.on === "polaroid" || s.on === engine);
          if (gap === undefined) {
            expect(found).toBeUndefined();
            counts.passed++;
            return;
          }
          counts.skipped++;
          if (found === undefined) again.push(`${basename(file)}:${name} on ${engine}`);
          skip(gap.reason);
        },
      );
    });
}

afterAll(() => {
  console.log(
    `${counts.records} records on ${ENGINES.length} engines: ${counts.passed} passed, ${counts.skipped} skipped`,
  );
  if (again.length > 0)
    console.log(
      `${again.length} that are skipped pass now; node test/sql/record.ts takes the marks off:\n${again.slice(0, 20).join("\n")}`,
    );
});

test("the corpus is as large as it was promised to be", () => {
  expect(counts.records).toBeGreaterThanOrEqual(1500);
});
