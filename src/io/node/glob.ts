const MAGIC = /[*?[{]/;

/** Whether a path has a pattern in it. */
export const isGlob = (path: string): boolean => MAGIC.test(path);

const escaped = (text: string): string => text.replace(/[.+^${}()|[\]\\*?/]/g, "\\$&");

/** `{a,b}` written out, nested too; at most a thousand ways. */
export function braces(pattern: string): string[] {
  const open = pattern.indexOf("{");
  if (open < 0) return [pattern];
  let depth = 0;
  const commas = [open];
  for (let i = open; i < pattern.length; i++) {
    const c = pattern[i];
    if (c === "{") depth++;
    else if (c === "," && depth === 1) commas.push(i);
    else if (c === "}" && --depth === 0) {
      const ends = [...commas.slice(1), i];
      const out: string[] = [];
      for (let k = 0; k < commas.length && out.length < 1000; k++)
        out.push(
          ...braces(pattern.slice(0, open) + pattern.slice((commas[k] as number) + 1, ends[k]) + pattern.slice(i + 1)),
        );
      return out.slice(0, 1000);
    }
  }
  return [pattern];
}

/** One segment of a pattern: `*`, `?`, `[a-z]`, `[!a]`. A run of stars is one. */
export function segment(pattern: string): RegExp {
  let source = "";
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i] as string;
    if (c === "*") {
      while (pattern[i + 1] === "*") i++;
      source += ".*";
    } else if (c === "?") source += ".";
    else if (c === "[") {
      const end = pattern.indexOf("]", i + 2);
      if (end < 0) source += "\\[";
      else {
        const body = pattern.slice(i + 1, end).replace(/[\\\]^]/g, "\\$&");
        source += body.startsWith("!") ? `[^${body.slice(1)}]` : `[${body}]`;
        i = end;
      }
    } else source += escaped(c);
  }
  try {
    return new RegExp(`^${source}$`, "us");
  } catch {
    return new RegExp(`^${escaped(pattern)}$`, "u");
  }
}
