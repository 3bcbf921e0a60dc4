import { join } from "node:path";
import { expect, test } from "vitest";
import { pythonWith } from "../support/python.ts";
import { ran, serving } from "./client.ts";

const found = pythonWith("pyarrow");
const lacking = "reason" in found ? found.reason : null;

if (lacking !== null) test(`skipped: ${lacking}`, ({ skip }) => skip());

test.skipIf(lacking !== null)("plain Flight by pyarrow: tables by path, queries by text", async () => {
  await using server = await serving();
  const python = "python" in found ? found.python : "";
  expect(await ran(python, [join(import.meta.dirname, "pyflight.py"), `${server.port}`])).toEqual({
    code: 0,
    said: "ok\n",
  });
});
