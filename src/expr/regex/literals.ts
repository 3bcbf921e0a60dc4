import type { Node } from "./ast.ts";

/** Text alone, perhaps tied to the start or the end: no matcher is needed. */
export interface Plain {
  readonly text: string;
  readonly start: boolean;
  readonly end: boolean;
}

const exact = (n: Node): string | null => {
  if (n.kind === "empty") return "";
  if (n.kind !== "set" || n.set.literal === null) return null;
  const c = String.fromCodePoint(n.set.literal);
  return n.set.ignoreCase && c.toLowerCase() !== c.toUpperCase() ? null : c;
};

const partsOf = (n: Node): readonly Node[] => (n.kind === "concat" ? n.parts : [n]);

/** The pattern as plain text, where it is nothing else. */
export function plainOf(root: Node): Plain | null {
  let parts = partsOf(root);
  const is = (n: Node | undefined, at: string): boolean => n?.kind === "assert" && n.at === at;
  const start = is(parts[0], "start");
  if (start) parts = parts.slice(1);
  const end = is(parts[parts.length - 1], "end");
  if (end) parts = parts.slice(0, -1);
  let text = "";
  for (const p of parts) {
    const c = exact(p);
    if (c === null) return null;
    text += c;
  }
  return { text, start, end };
}

/** The longest text that every match holds; "" where none is certain. */
export function requiredOf(root: Node): string {
  let best = "";
  let run = "";
  const flush = (): void => {
    if (run.length > best.length) best = run;
    run = "";
  };
  const walk = (n: Node): void => {
    const c = exact(n);
    if (c !== null) {
      run += c;
      return;
    }
    switch (n.kind) {
      case "group":
        walk(n.body);
        break;
      case "concat":
        n.parts.forEach(walk);
        break;
      case "assert":
        break;
      case "repeat":
        flush();
        if (n.min > 0) walk(n.body);
        flush();
        break;
      default:
        flush();
    }
  };
  walk(root);
  flush();
  return best;
}
