import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CODES } from "../../src/core/codes.ts";

export const path = "errors.md";

const SOURCE = join(import.meta.dirname, "..", "..", "src", "core", "codes.ts");
const ENTRY = /^ {2}\/\*\* (.*?)\. \*\/\n {2}(\w+):/gm;

/** The table of error codes. */
export function generate(): string {
  const said = new Map(
    [...readFileSync(SOURCE, "utf8").matchAll(ENTRY)].map(([, doc = "", code = ""]) => [code, doc] as const),
  );
  const rows = Object.entries(CODES).map(([code, c]) => {
    const meaning = said.get(code);
    if (meaning === undefined) throw new Error(`${code} has no comment that says what it means`);
    return `| \`${code}\` | ${meaning} | ${c.grpc} | ${c.retry ? "yes" : "no"} |`;
  });
  return [
    "# Errors",
    "",
    "Every error is a `PolaroidError` with one of these codes, a message that says what was found and what to do, and its `cause`.",
    "Terminal calls have a `try` twin that gives a `Result` instead of throwing; `attempt(() => ...)` does the same for any call.",
    "",
    "| code | means | gRPC status | retry helps |",
    "|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}
