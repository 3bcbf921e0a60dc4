#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { terminalWidth } from "../api/show/width.ts";
import { PolaroidError, toPolaroidError } from "../core/error.ts";
import { didYouMean } from "../core/suggest.ts";
import { fileError } from "../io/node/errors.ts";
import type { Command } from "./command.ts";
import { helpText, parse } from "./command.ts";
import { convert } from "./convert.ts";
import { doctor } from "./doctor.ts";
import { head } from "./head.ts";
import { query } from "./query.ts";
import { repl } from "./repl.ts";
import { schema } from "./schema.ts";
import { connect, serve } from "./serve.ts";
import { typegen } from "./typegen.ts";

const COMMANDS: readonly Command[] = [query, repl, head, schema, typegen, convert, serve, connect, doctor];

/** Exit codes: 0 done, 1 failed, 2 the command line is wrong, 130 interrupted. */
const DONE = 0;
const FAILED = 1;
const MISUSED = 2;
const INTERRUPTED = 130;

const overview = (): string =>
  [
    "polaroid: data frames on the command line",
    "",
    ...COMMANDS.map((c) => `  ${c.usage.padEnd(48)}${c.summary}`),
    "",
    "polaroid COMMAND --help tells more.",
    `example: ${head.example}`,
  ].join("\n");

const version = (): string =>
  (JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string }).version;

const plain = process.env.NO_COLOR !== undefined && process.env.NO_COLOR !== "";
const red = (text: string): string => (process.stderr.isTTY && !plain ? `\u001b[31m${text}\u001b[0m` : text);

function fail(error: PolaroidError, json: boolean): number {
  if (json) process.stderr.write(`${JSON.stringify({ code: error.code, message: error.detail })}\n`);
  else process.stderr.write(`${red("error")} ${error.message}\n`);
  if (error.code === "CANCELLED") return INTERRUPTED;
  return error.code === "INVALID_ARGUMENT" || error.code === "SQL_SYNTAX" ? MISUSED : FAILED;
}

function unknown(name: string): PolaroidError {
  const near = didYouMean(
    name,
    COMMANDS.map((c) => c.name),
  );
  return new PolaroidError(
    "INVALID_ARGUMENT",
    `there is no command "${name}"${near === "" ? ";" : near} see polaroid --help`,
  );
}

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === "--version" || name === "-V") {
    process.stdout.write(`${version()}\n`);
    return DONE;
  }
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    process.stdout.write(`${overview()}\n`);
    return name === undefined ? MISUSED : DONE;
  }
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => controller.abort());
  const json = rest.includes("--json");
  let failed = DONE;
  try {
    const command = COMMANDS.find((c) => c.name === name);
    if (command === undefined) throw unknown(name);
    const { files, flags, lists } = parse(command, rest);
    if (flags.help === true) {
      process.stdout.write(`${helpText(command)}\n`);
      return DONE;
    }
    // The door reads the environment, and what it says may be wrong: that is told as any other error.
    const misset = await import("../node.ts").then(() => null, toPolaroidError);
    if (misset !== null && command !== doctor) throw misset;
    await command.run({
      command,
      misset,
      files,
      flags,
      lists,
      signal: controller.signal,
      terminal: process.stderr.isTTY === true,
      width: terminalWidth(),
      out: (text) => void process.stdout.write(`${text}\n`),
      tell: (error) => void fail(error, json),
      failed: (error) => {
        failed = fail(error, json);
      },
    });
    return failed;
  } catch (cause) {
    return fail(toPolaroidError(cause), json);
  }
}

// A reader that has seen enough (`| head`) is no failure; a full disk is one.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? DONE : fail(fileError("standard output", error), false));
});
process.exitCode = await main(process.argv.slice(2));
