import { PolaroidError } from "../../core/error.ts";

/** A pattern's letters; null stands for `%`, undefined for `_`. */
type Part = string | null | undefined;

function partsOf(pattern: string, escaping: string | undefined): Part[] {
  const chars = [...pattern];
  const out: Part[] = [];
  for (let i = 0; i < chars.length; i++) {
    const c = chars[i] as string;
    if (c === escaping) {
      const next = chars[++i];
      if (next === undefined)
        throw new PolaroidError("INVALID_ARGUMENT", "the pattern of like ends with its escape character");
      out.push(next);
    } else if (c === "%") {
      if (out.at(-1) !== null) out.push(null);
    } else out.push(c === "_" ? undefined : c);
  }
  return out;
}

let last: { readonly pattern: string; readonly escaping: string | undefined; readonly parts: Part[] } | null = null;

/** Whether a text is as a pattern says, of which `%` stands for anything and `_` for one character. */
export function isLike(text: string, pattern: string, escaping: string | undefined): boolean {
  if (last?.pattern !== pattern || last.escaping !== escaping)
    last = { pattern, escaping, parts: partsOf(pattern, escaping) };
  const { parts } = last;
  const chars = [...text];
  let [i, j, star, from] = [0, 0, -1, 0];
  while (i < chars.length) {
    const p = j < parts.length ? parts[j] : "";
    if (j < parts.length && p === null) {
      star = j++;
      from = i;
    } else if (j < parts.length && (p === undefined || p === chars[i])) {
      i++;
      j++;
    } else if (star >= 0) {
      j = star + 1;
      i = ++from;
    } else return false;
  }
  while (j < parts.length && parts[j] === null) j++;
  return j === parts.length;
}
