interface Part {
  /** null: any character. */
  readonly char: string | null;
  readonly any: boolean;
}

const ANY: Part = { char: null, any: true };

function partsOf(pattern: string): readonly Part[] {
  const out: Part[] = [];
  const chars = [...pattern];
  for (let i = 0; i < chars.length; i++) {
    const c = chars[i] as string;
    if (c === "%") out.push(ANY);
    else if (c === "_") out.push({ char: null, any: false });
    else out.push({ char: c === "\\" && i + 1 < chars.length ? (chars[++i] as string) : c, any: false });
  }
  return out;
}

/** Whether a text is LIKE a pattern: % is any text, _ any character, \ takes the next as it is; cases differ. In time of their product. */
export function isLike(text: string, pattern: string): boolean {
  const [chars, parts] = [[...text], partsOf(pattern)];
  let [at, p] = [0, 0];
  let [star, mark] = [-1, 0];
  while (at < chars.length) {
    const part = parts[p];
    if (part?.any === true) {
      star = p++;
      mark = at;
    } else if (part !== undefined && (part.char === null || part.char === chars[at])) {
      p++;
      at++;
    } else if (star >= 0) {
      p = star + 1;
      at = ++mark;
    } else return false;
  }
  while (parts[p]?.any === true) p++;
  return p === parts.length;
}
