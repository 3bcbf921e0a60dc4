import { PolaroidError } from "../../core/error.ts";

function parsed(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new PolaroidError("INVALID_ARGUMENT", `${what} are no JSON: ${(cause as Error).message}`, { cause });
  }
}

/** The JSON object of a text, none for an empty one. */
export function objectOf(text: string, what: string): Readonly<Record<string, unknown>> {
  if (text === "") return {};
  const v = parsed(text, what);
  if (typeof v !== "object" || v === null || Array.isArray(v))
    throw new PolaroidError("INVALID_ARGUMENT", `${what} are no JSON object`);
  return v as Readonly<Record<string, unknown>>;
}
