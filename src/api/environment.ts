import { PolaroidError } from "../core/error.ts";
import { type Configuration, modeFrom } from "./config.ts";

const UNITS: Readonly<Record<string, number>> = { "": 1, kb: 1e3, mb: 1e6, gb: 1e9 };

/** Bytes from text such as "500MB". */
export function bytesFrom(text: string): number {
  const m = /^\s*(\d+(?:\.\d+)?)\s*(kb|mb|gb|)\s*$/i.exec(text);
  if (m === null) throw new PolaroidError("INVALID_ARGUMENT", `"${text}" is no number of bytes, such as 500MB or 2GB`);
  return Math.floor(Number(m[1]) * (UNITS[(m[2] ?? "").toLowerCase()] ?? 1));
}

function threadsFrom(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text))
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `POLAROID_THREADS is "${text}"; it is a whole number above 0, or unset`,
    );
  return Number(text);
}

/** POLAROID_MODE, POLAROID_ENGINE, POLAROID_MEMORY_LIMIT and POLAROID_THREADS as a configuration. */
export function configurationFrom(env: Readonly<Record<string, string | undefined>>): Configuration {
  const { POLAROID_ENGINE: engine, POLAROID_MEMORY_LIMIT: limit, POLAROID_THREADS: threads } = env;
  return {
    mode: modeFrom(env.POLAROID_MODE),
    ...(engine !== undefined && engine !== "" && { engine }),
    ...(limit !== undefined && limit !== "" && { memoryLimit: bytesFrom(limit) }),
    ...(threads !== undefined && threads !== "" && { threads: threadsFrom(threads) }),
  };
}
