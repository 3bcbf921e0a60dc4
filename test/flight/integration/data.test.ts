import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pythonWith } from "../../support/python.ts";
import { goTools, type Listening, ourServer, ran } from "./tools.ts";

const found = pythonWith("pyarrow");
const python = "python" in found ? found.python : "";
const { reason, path } = goTools();
const lacking = "reason" in found ? found.reason : reason;
const script = (name: string): string => join(import.meta.dirname, name);

/** As make_data.py has them; `rows`: our engine has the types, so that values survive being decoded and encoded. */
const FAMILIES: readonly { readonly name: string; readonly rows: boolean; readonly json?: false }[] = [
  { name: "integers", rows: true },
  { name: "floats", rows: true },
  { name: "texts", rows: true },
  { name: "views", rows: true },
  { name: "decimals", rows: true },
  // Go's tool makes no JSON of them.
  { name: "small-decimals", rows: true, json: false },
  { name: "times", rows: false },
  { name: "intervals", rows: false },
  { name: "nested", rows: true },
  { name: "more-nested", rows: false },
  { name: "dictionaries", rows: true },
  { name: "unions", rows: false },
  { name: "nothing", rows: true },
  { name: "runs", rows: true },
];

let folder = "";
let server: Listening;
beforeAll(async () => {
  if (lacking !== null) return;
  folder = mkdtempSync(join(tmpdir(), "flight-"));
  expect(await ran(python, [script("make_data.py"), folder])).toEqual({
    code: 0,
    said: `${FAMILIES.map(({ name }) => name).join(" ")}\n`,
  });
  server = await ourServer("");
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  if (folder !== "") rmSync(folder, { recursive: true });
});

if (lacking !== null) test.skip(`needs more: ${lacking}`);

test.skipIf(lacking !== null).for(FAMILIES.filter(({ json }) => json !== false))(
  "a JSON file of $name, there and back by Arrow's Go client",
  async ({ name }) => {
    const arrow = join(folder, `${name}.arrow`);
    const json = join(folder, `${name}.json`);
    const made = ["-arrow", arrow, "-json", json, "-mode", "ARROW_TO_JSON"];
    expect(await ran(path("arrow-json-integration-test"), made)).toMatchObject({ code: 0 });
    const args = ["-host", "localhost", `-port=${server.port}`, "-path", json];
    expect(await ran(path("arrow-flight-integration-client"), args)).toMatchObject({ code: 0 });
    // The Go client does not say whether what came back was right; pyarrow does.
    expect(await ran(python, [script("calls.py"), "check", `${server.port}`, arrow, json])).toEqual({
      code: 0,
      said: "ok\n",
    });
  },
);

const ROWS = FAMILIES.filter(({ rows }) => rows).flatMap(({ name }) =>
  ["put", "lz4", "zstd"].map((how) => ({ name, how })),
);
test.skipIf(lacking !== null).for(ROWS)("$name by pyarrow ($how), decoded and encoded again", async ({ name, how }) => {
  const arrow = join(folder, `${name}.arrow`);
  const said = await ran(python, [script("calls.py"), how, `${server.port}`, arrow, `rows/${how}/${name}`]);
  expect(said).toEqual({ code: 0, said: "ok\n" });
});
