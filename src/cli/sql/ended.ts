/** Where the first statement of a text ends, behind its semicolon; -1 where it goes on. Quotes and comments hold no end. */
export function ended(text: string): number {
  let at = 0;
  const past = (close: string, from: number): number => {
    const found = text.indexOf(close, from);
    return found < 0 ? text.length : found + close.length;
  };
  while (at < text.length) {
    const two = text.slice(at, at + 2);
    const c = text[at] as string;
    if (c === ";") return at + 1;
    if (c === "'" || c === '"') at = past(c, at + 1);
    else if (two === "--") at = past("\n", at + 2);
    else if (two === "/*") at = commentEnd(text, at);
    else if (c === "$") {
      const tag = /^\$[A-Za-z_]*\$/.exec(text.slice(at, at + 64))?.[0];
      at = tag === undefined ? at + 1 : past(tag, at + tag.length);
    } else at++;
  }
  return -1;
}

function commentEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const two = text.slice(at, at + 2);
    if (two === "/*") depth++;
    else if (two === "*/") depth--;
    else continue;
    at++;
    if (depth === 0) return at + 1;
  }
  return text.length;
}
