import type { Found, Regex } from "./regex.ts";

/** Parts of a replacement text: literal text, or the number of a group (-1: one that does not exist). */
export type Template = readonly (string | number)[];

/** Reads `$1`, `${name}`, `$$` as Rust does: a bare name takes all letters, digits and underscores that follow. */
export function template(text: string, regex: Regex): Template {
  const out: (string | number)[] = [];
  let at = 0;
  for (const m of text.matchAll(/\$(?:\$|\{([^}]*)\}|([0-9A-Za-z_]+))/g)) {
    if (m.index > at) out.push(text.slice(at, m.index));
    at = m.index + m[0].length;
    const name = m[1] ?? m[2];
    if (name === undefined) out.push("$");
    else if (/^[0-9]+$/.test(name)) out.push(Number(name) <= regex.groups ? Number(name) : -1);
    else out.push(regex.names.get(name) ?? -1);
  }
  if (at < text.length) out.push(text.slice(at));
  return out;
}

/** A replacement filled with what a match found. */
export function fill(t: Template, m: Found): string {
  if (t.length === 1 && typeof t[0] === "string") return t[0];
  let out = "";
  for (const part of t) out += typeof part === "string" ? part : part < 0 ? "" : (m[part] ?? "");
  return out;
}
