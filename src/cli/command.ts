import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { PolaroidError, toPolaroidError } from "../core/error.ts";
import { nearest } from "../core/suggest.ts";

/** What a command is told and where it writes. */
export interface Call {
  readonly command: Command;
  readonly files: readonly string[];
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
  /** What options that may be given several times were given. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly out: (text: string) => void;
  /** Tells that one file of several failed; the others go on, and the exit code remembers it. */
  readonly failed: (error: PolaroidError) => void;
  /** Tells what went wrong where that does not matter for the exit code: at a prompt. */
  readonly tell: (error: PolaroidError) => void;
  readonly signal: AbortSignal;
  /** What is wrong with the environment variables; only doctor is called then. */
  readonly misset: PolaroidError | null;
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

/** What is wrong with a command line, and how it is written. */
export const misuse = (command: Pick<Command, "usage">, text: string): PolaroidError =>
  new PolaroidError("INVALID_ARGUMENT", `${text}; usage: polaroid ${command.usage}`);

/** What a command line asks of a command. */
export function parse(command: Command, args: readonly string[]): Pick<Call, "files" | "flags" | "lists"> {
  const { options } = command;
  const { tokens, positionals } = parseArgs({
    args: [...args],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const flags: Record<string, string | boolean> = {};
  const lists: Record<string, string[]> = {};
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const { name, rawName, value, inlineValue } = token;
    const option = options[name];
    if (option === undefined)
      throw misuse(command, `there is no option ${rawName}${near(rawName, spellings(options))}`);
    if (option.type === "boolean" && value !== undefined) throw misuse(command, `${rawName} takes no value`);
    if (option.type === "string" && (value === undefined || value === ""))
      throw misuse(command, `${rawName} needs a value`);
    if (value?.startsWith("--") === true && inlineValue !== true)
      throw misuse(command, `${rawName} needs a value, but ${value} follows`);
    flags[name] = value ?? true;
    if (option.multiple === true && value !== undefined) lists[name] = [...(lists[name] ?? []), value];
  }
  return { files: positionals, flags, lists };
}

function near(name: string, known: readonly string[]): string {
  const found = nearest(name, known);
  return found === undefined ? "" : ` (perhaps ${found}?)`;
}

const spellings = (options: ParseArgsOptionsConfig): string[] => Object.keys(options).map((name) => `--${name}`);

/** A flag's whole number. */
export function count(call: Call, name: string, otherwise: number): number {
  const text = call.flags[name];
  if (text === undefined) return otherwise;
  if (typeof text === "string" && /^\d+$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text);
  throw misuse(call.command, `--${name} is ${text}; it must be a whole number from 0 on`);
}

/** A flag's word, one of those known. */
export function word(call: Call, name: string, known: readonly string[]): string | null {
  const text = call.flags[name];
  if (typeof text !== "string") return null;
  if (known.includes(text)) return text;
  throw misuse(call.command, `--${name} is ${text}${near(text, known)}, known are ${known.join(", ")}`);
}

export function needFiles(call: Call): void {
  if (call.files.length === 0) throw misuse(call.command, "name a file");
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

/** "1 row written to a.csv". */
export const written = (rows: number, path: string): string =>
  `${rows.toLocaleString("en-US")} ${rows === 1 ? "row" : "rows"} written to ${path}`;
