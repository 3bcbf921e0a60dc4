import { readFileSync } from "node:fs";
import { join } from "node:path";

const API = join(import.meta.dirname, "..", "..", "src", "api");

/** One page a class or namespace: its title and the files that its members stand in, in order. */
const PAGES: Readonly<Record<string, readonly [title: string, files: string]>> = {
  "data-frame": ["DataFrame", "data-frame eager-verbs verbs whole-verbs time-verbs"],
  "lazy-frame": ["LazyFrame", "lazy-frame verbs whole-verbs time-verbs"],
  series: ["Series", "series types/series"],
  expr: ["Expr", "expr/expr expr/operators expr/aggregates expr/windows expr/rolling expr/values expr/rows expr/bins"],
  "expr-str": ["Expr.str", "expr/str"],
  "expr-dt": ["Expr.dt", "expr/dt"],
  "expr-list": ["Expr.list", "expr/list"],
  "expr-arr": ["Expr.arr", "expr/arr"],
  "expr-struct": ["Expr.struct", "expr/struct"],
  "expr-cat": ["Expr.cat", "expr/cat"],
  "expr-bin": ["Expr.bin", "expr/bin"],
  "expr-name": ["Expr.name", "expr/name"],
  "expr-meta": ["Expr.meta", "expr/meta"],
  selectors: ["Selectors", "expr/selectors"],
  "group-by": ["GroupBy", "group-by"],
  functions: [
    "Functions",
    "expr/functions expr/top expr/statistics expr/moments expr/format expr/rolling-pairs ranges read more-io more-functions lazy-functions concat config load texts",
  ],
};

interface Member {
  readonly name: string;
  readonly signature: string;
  readonly doc: string;
  readonly example: string;
}

const COMMENT = /\/\*\*((?:[^*]|\*(?!\/))*)\*\//g;
const OPEN = "([{";
const CLOSE = ")]}";

/** The text from `at` up to the end of parentheses that begin there. */
function balanced(text: string, at: number): string {
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    const c = text[i] as string;
    if (OPEN.includes(c)) depth++;
    else if (CLOSE.includes(c) && --depth === 0) return text.slice(at, i + 1);
  }
  return "";
}

/** The place behind type parameters that begin at `at`. */
function behindTypes(text: string, at: number): number {
  if (text[at] !== "<") return at;
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    if (text[i] === "<") depth++;
    else if (text[i] === ">" && text[i - 1] !== "=" && --depth === 0) return i + 1;
  }
  return at;
}

/** Parts of a list between commas that are in no brackets. */
function parts(list: string): string[] {
  const out: string[] = [];
  let [depth, from] = [0, 0];
  for (let i = 0; i <= list.length; i++) {
    const c = list[i] ?? ",";
    if (`${OPEN}<`.includes(c)) depth++;
    else if (CLOSE.includes(c) || (c === ">" && list[i - 1] !== "=")) depth--;
    else if (c === "," && (depth === 0 || i === list.length)) {
      const part = list.slice(from, i).replace(/\s+/g, " ").trim();
      if (part !== "") out.push(part);
      from = i + 1;
    }
  }
  return out;
}

/** A parameter by its name, `?` where it may be left out; the types are the editor's to tell. */
function parameter(p: string): string {
  const name = /^(?:readonly )?(\.\.\.)?(\w+)(\?)?/.exec(p);
  if (name === null) return "options";
  const [, rest = "", word = "", optional = ""] = name;
  const value = / = ([^=>]+)$/.exec(p)?.[1];
  return `${rest}${word}${value !== undefined && optional === "" ? ` = ${value}` : optional}`;
}

/** What stands behind a comment: a method, a getter, a function or a property; null for what is private or no member. */
function memberAt(text: string, at: number): { readonly name: string; readonly signature: string } | null {
  const rest = text.slice(at);
  const head =
    /^\s*(?:\/\/[^\n]*\n\s*)*(?:export )?((?:declare |static |override |readonly |abstract |async |public )*)(get |const |function\*? ?|\*)?(\[Symbol\.\w+\]|\w+)/.exec(
      rest,
    );
  if (head === null || /protected|private/.test(rest.slice(0, head[0].length))) return null;
  const [whole, modifiers = "", kind = "", name = ""] = head;
  if (["class", "interface", "type", "protected", "private", "import", "export"].includes(name)) return null;
  const prefix = modifiers.includes("static") ? "static " : "";
  if (kind.startsWith("get")) return { name, signature: `${prefix}${name}` };
  let from = whole.length;
  if (kind.startsWith("const")) {
    // `const name = <T>(...)`, where there is a function behind the sign.
    const equal = /^(?::[^=]*(?:=>[^=]*)*)?\s*=\s*(?:async )?/.exec(rest.slice(from));
    if (equal === null) return { name, signature: name };
    from += equal[0].length;
  }
  const open = behindTypes(rest, from);
  if (rest[open] !== "(")
    return /^[?!]?\s*[:=]/.test(rest.slice(whole.length)) ? { name, signature: `${prefix}${name}` } : null;
  const list = balanced(rest, open).slice(1, -1);
  return { name, signature: `${prefix}${name}(${parts(list).map(parameter).join(", ")})` };
}

function membersOf(file: string): Member[] {
  const text = readFileSync(join(API, `${file}.ts`), "utf8");
  return [...text.matchAll(COMMENT)].flatMap((m): Member[] => {
    const said = (m[1] as string)
      .replace(/^[ \t]*\*[ ]?/gm, "")
      .replace(/\s+/g, " ")
      .trim();
    const [doc = "", example = ""] = said.split("@example").map((s) => s.trim());
    const found = example === "" ? null : memberAt(text, m.index + m[0].length);
    return found === null ? [] : [{ ...found, doc, example: (example.split("@ts-ignore")[0] as string).trim() }];
  });
}

const cell = (s: string): string => s.replaceAll("|", "\\|");

/** A page for each class and namespace, of the comments in the sources. */
export function pages(): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  const index: string[] = [];
  for (const [page, [title, files]] of Object.entries(PAGES)) {
    const seen = new Set<string>();
    const members = files
      .split(" ")
      .flatMap(membersOf)
      .filter(({ name }) => !seen.has(name) && seen.add(name) && name !== title);
    members.sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
    index.push(`- [${title}](${page}.md): ${members.length} names`);
    const rows = members.map((m) => `| \`${cell(m.signature)}\` | ${cell(m.doc)} | \`${cell(m.example)}\` |`);
    out.set(`reference/${page}.md`, [`# ${title}`, "", "| | | example |", "|---|---|---|", ...rows, ""].join("\n"));
  }
  const head = [
    "# Reference",
    "",
    "Made by `npm run docs` of the comments in the sources; every example is run in the tests. Types are in the declarations, where an editor shows them.",
    "",
  ];
  out.set("reference/README.md", [...head, ...index, ""].join("\n"));
  return out;
}
