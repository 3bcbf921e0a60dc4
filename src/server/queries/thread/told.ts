import { realpathSync } from "node:fs";
import { resolve } from "node:path";

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Texts as callers may see them: where the first folder lies, which relative paths are below, is left out. */
export function toldBelow(roots: readonly string[]): (text: string) => string {
  const [first] = roots;
  if (first === undefined) return (text) => text;
  const folders = [...new Set([resolve(first), realpathSync(first)])].filter((f) => f !== "/");
  if (folders.length === 0) return (text) => text;
  const found = new RegExp(`(?<![\\w./-])(?:${folders.map(escaped).join("|")})(?:[/\\\\]+|(?![\\w-]))`, "g");
  return (text) => text.replace(found, (part) => (/[/\\]$/.test(part) ? "" : "."));
}
