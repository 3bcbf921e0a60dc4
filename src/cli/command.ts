import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { PolaroidError, toPolaroidError } from "../core/error.ts";

/** What a command is told and where it writes. */
export interface Call {
  readonly files: readonly string[];
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
  readonly out: (text: string) => void;
  /** Tells that one file of several failed; the others go on, and the exit code remembers it. */
  readonly failed: (error: PolaroidError) => void;
  readonly signal: AbortSignal;
  /** Columns of the terminal; 100 where there is none. */
  readonly width: number;
  readonly terminal: boolean;
}

export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly example: string;
  readonly options: ParseArgsOptionsConfig;
  /** One line for each option. */
  readonly help: readonly (readonly [flag: string, text: string])[];
  readonly run: (call: Call) => Promise<void>;
}

/** What a command line asks of a command. */
export function parse(command: Command, args: readonly string[]): Pick<Call, "files" | "flags"> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: command.options,
      allowPositionals: true,
      strict: true,
    });
    return { files: positionals, flags: values as Call["flags"] };
  } catch (cause) {
    const text = cause instanceof Error ? (cause.message.split(". ", 1)[0] ?? "") : String(cause);
    throw new PolaroidError("INVALID_ARGUMENT", `${text}; see polaroid ${command.name} --help`, { cause });
  }
}

export const count = (text: unknown, what: string, otherwise: number): number => {
  if (text === undefined) return otherwise;
  const n = Number(text);
  if (!Number.isSafeInteger(n) || n < 0)
    throw new PolaroidError("INVALID_ARGUMENT", `${what} is "${String(text)}"; it must be a whole number`);
  return n;
};

export function needFiles(call: Call, usage: string, least = 1): void {
  const wanted = least === 1 ? "name a file" : `name ${least} files`;
  if (call.files.length < least) throw new PolaroidError("INVALID_ARGUMENT", `${wanted}: polaroid ${usage}`);
}

/** Does the same for each file of the call; what is wrong with one does not stop the others. */
export async function eachFile(call: Call, visit: (file: string) => Promise<void>): Promise<void> {
  for (const file of call.files) {
    try {
      await visit(file);
    } catch (cause) {
      const error = toPolaroidError(cause);
      if (call.files.length === 1 || error.code === "CANCELLED") throw error;
      call.failed(error);
    }
  }
}

/** A command's own page of help. */
export const helpText = (c: Command): string =>
  [
    `${c.summary}`,
    "",
    `usage: polaroid ${c.usage}`,
    "",
    ...c.help.map(([flag, text]) => `  ${flag.padEnd(22)}${text}`),
    "",
    `example: ${c.example}`,
  ].join("\n");
