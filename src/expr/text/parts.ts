/** Cuts a text; gives what goes into each of `n` fields. */
export type Cut = (t: string, by: string, n: number) => readonly string[];

/** The first `n` parts between separators; an empty text has one by a separator, none by characters. */
export function exact(t: string, by: string, n: number): readonly string[] {
  if (by !== "") return t.split(by, n);
  const out: string[] = [];
  for (const ch of t) {
    if (out.length === n) break;
    out.push(ch);
  }
  return out;
}

/** With the separator at the end of each part but the last; an empty last part is none. */
export function inclusive(t: string, by: string, n: number): readonly string[] {
  if (by === "") return exact(t, by, n);
  const out: string[] = [];
  let from = 0;
  while (out.length < n && from < t.length) {
    const at = t.indexOf(by, from);
    const to = at < 0 ? t.length : at + by.length;
    out.push(t.slice(from, to));
    from = to;
  }
  return out;
}

/** At most `n` parts, all that is left in the last. */
export function limited(t: string, by: string, n: number): readonly string[] {
  if (by === "" && t === "") return [];
  const out: string[] = [];
  let from = 0;
  while (out.length < n - 1) {
    const at = by === "" ? from + String.fromCodePoint(t.codePointAt(from) as number).length : t.indexOf(by, from);
    if (at < 0 || (by === "" && at >= t.length)) break;
    out.push(t.slice(from, at));
    from = at + by.length;
  }
  out.push(t.slice(from));
  return out;
}
