import { type Node, nullable } from "./ast.ts";
import { type Members, membersOf } from "./char-set.ts";

export type Sets = readonly Members[];

/** How a backtracking matcher's work grows: choices * length ** degree. */
export interface Work {
  readonly degree: number;
  readonly choices: number;
}

const meets = (a: Sets, b: Sets): boolean => a.some((x) => b.some((y) => x.meets(y)));

/** The sets that a match of the node can begin with; what follows it where it can be empty. */
export function first(n: Node, after: Sets): Sets {
  switch (n.kind) {
    case "empty":
    case "assert":
      return after;
    case "set":
      return [membersOf(n.set)];
    case "group":
      return first(n.body, after);
    case "repeat": {
      const body = first(n.body, []);
      return n.min === 0 || nullable(n.body) ? [...body, ...after] : body;
    }
    case "concat": {
      let out = after;
      for (let i = n.parts.length - 1; i >= 0; i--) out = first(n.parts[i] as Node, out);
      return out;
    }
    case "alt":
      return n.options.flatMap((o) => first(o, after));
  }
}

const CAP = 1e6;
const INFINITE: Work = { degree: Number.POSITIVE_INFINITY, choices: 1 };
const ONE: Work = { degree: 0, choices: 1 };
const both = (a: Work, b: Work): Work => ({
  degree: a.degree + b.degree,
  choices: Math.min(CAP, a.choices * b.choices),
});

/** Conflicts where two ways on begin alike: outside of loops each multiplies the work, inside it has no bound. */
function conflicts(n: Node, after: Sets, looped: boolean): Work {
  switch (n.kind) {
    case "empty":
    case "assert":
    case "set":
      return ONE;
    case "group":
      return conflicts(n.body, after, looped);
    case "concat": {
      let out = ONE;
      let follow = after;
      for (let i = n.parts.length - 1; i >= 0; i--) {
        const part = n.parts[i] as Node;
        out = both(out, conflicts(part, follow, looped));
        follow = first(part, follow);
      }
      return out;
    }
    case "alt": {
      let out = ONE;
      let seen: Sets = [];
      let clash = false;
      for (const o of n.options) {
        out = both(out, conflicts(o, after, looped));
        const begins = first(o, after);
        clash ||= meets(seen, begins) || (nullable(o) && n.options.length > 1 && meets(begins, after));
        seen = [...seen, ...begins];
      }
      if (!clash) return out;
      return looped ? INFINITE : both(out, { degree: 0, choices: n.options.length });
    }
    case "repeat": {
      if (n.max === 0) return ONE;
      const loop = n.max > 1;
      // RegExp refuses a turn that matches nothing, Rust takes it.
      if ((loop || n.min < n.max) && nullable(n.body)) return INFINITE;
      const begins = first(n.body, []);
      const inner = conflicts(n.body, loop ? [...begins, ...after] : after, looped || loop);
      const fixed = n.min === n.max;
      const clash = !fixed && meets(begins, after);
      if (!clash) return inner;
      if (looped) return INFINITE;
      return both(inner, n.max <= 4 ? { degree: 0, choices: n.max - n.min + 1 } : { degree: 1, choices: 1 });
    }
  }
}

function loops(n: Node): boolean {
  switch (n.kind) {
    case "repeat":
      return n.max > 4 || loops(n.body);
    case "group":
      return loops(n.body);
    case "concat":
      return n.parts.some(loops);
    case "alt":
      return n.options.some(loops);
    default:
      return false;
  }
}

/** Whether every match must begin where the text does. */
export function anchored(n: Node): boolean {
  switch (n.kind) {
    case "assert":
      return n.at === "start";
    case "group":
      return anchored(n.body);
    case "concat":
      return n.parts.length > 0 && anchored(n.parts[0] as Node);
    case "alt":
      return n.options.every(anchored);
    case "repeat":
      return n.min > 0 && anchored(n.body);
    default:
      return false;
  }
}

/** How the work of a backtracking search may grow with the text: infinite where ambiguous repetition is not ruled out. */
export function workOf(root: Node): Work {
  const found = conflicts(root, [], false);
  return { degree: found.degree + (loops(root) ? 1 : 0) + (anchored(root) ? 0 : 1), choices: found.choices };
}

/** The longest text for which a backtracking search stays within `budget` steps. */
export function safeLength(root: Node, budget: number): number {
  const { degree, choices } = workOf(root);
  if (degree === Number.POSITIVE_INFINITY || choices >= budget) return 0;
  return degree <= 1 ? Number.POSITIVE_INFINITY : Math.floor((budget / choices) ** (1 / degree));
}
