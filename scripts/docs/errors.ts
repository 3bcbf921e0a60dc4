import { CODES } from "../../src/core/codes.ts";

export const path = "errors.md";

/** The table of error codes. */
export function generate(): string {
  const rows = Object.entries(CODES).map(
    ([code, c]) => `| \`${code}\` | ${c.meaning} | ${c.grpc} | ${c.retry ? "yes" : "no"} |`,
  );
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
