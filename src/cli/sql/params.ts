import type { Literal } from "../../api/expr/into.ts";
import type { SqlOptions } from "../../api/sql.ts";
import { type Call, misuse } from "../command.ts";

const WORDS: Readonly<Record<string, Literal>> = { null: null, true: true, false: false };

/** A value of the command line: a number, true, false, null, else text; in quotes always text. */
const scalarOf = (text: string): Literal => {
  if (Object.hasOwn(WORDS, text)) return WORDS[text] as Literal;
  if (/^-?\d+$/.test(text)) {
    const n = Number(text);
    return Number.isSafeInteger(n) ? n : BigInt(text);
  }
  if (/^-?\d*\.?\d+(e[+-]?\d+)?$/i.test(text)) return Number(text);
  const quoted = /^'(.*)'$|^"(.*)"$/s.exec(text);
  return quoted === null ? text : (quoted[1] ?? quoted[2] ?? "");
};

/** The values of `--param name=value`; `--param 1=value` is the first of `$1` and `?`. */
export function paramsOf(call: Call): SqlOptions["params"] {
  const given = call.lists["param"] ?? [];
  if (given.length === 0) return undefined;
  const named: Record<string, Literal> = Object.create(null);
  for (const text of given) {
    const at = text.indexOf("=");
    if (at < 1) throw misuse(call.command, `--param is ${text}; it must be name=value`);
    named[text.slice(0, at)] = scalarOf(text.slice(at + 1));
  }
  const names = Object.keys(named);
  if (!names.every((n) => /^\d+$/.test(n))) return { ...named };
  return names.map((_, i) => {
    if (!(`${i + 1}` in named))
      throw misuse(call.command, `there are ${names.length} parameters by place, but none is ${i + 1}`);
    return named[`${i + 1}`] as Literal;
  });
}
