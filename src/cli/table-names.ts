import { DataTypes } from "../api/data-types.ts";

// What no constant of a module may be called, and what generated modules import.
const RESERVED: ReadonlySet<string> = new Set(
  `arguments as async await break case catch class const continue debugger default delete do else enum eval export
  extends false finally for function if implements import in instanceof interface let new null of package private
  protected public return static super switch this throw true try typeof undefined var void while with yield
  NaN Infinity globalThis any bigint boolean never number object string symbol unknown`.split(/\s+/),
);
const IMPORTED: ReadonlySet<string> = new Set([...Object.keys(DataTypes), "Nullable"]);
const taken = (name: string): boolean => RESERVED.has(name) || IMPORTED.has(name);

const upper = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
const lower = (word: string): string =>
  /^\p{Lu}+$/u.test(word) ? word.toLowerCase() : word.slice(0, 1).toLowerCase() + word.slice(1);

/** The names of a table: as a type and as a constant. */
export interface TableNames {
  readonly type: string;
  readonly constant: string;
}

const pair = (base: string, suffix = ""): TableNames | null => {
  const made = { type: `${base}${suffix}`, constant: `${lower(base)}${suffix}` };
  return taken(made.type) || taken(made.constant) ? null : made;
};

/** The names that a word gives; null where it is none, or means something already. */
export const namesFrom = (word: string): TableNames | null =>
  /^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(word) ? pair(upper(word)) : null;

/** Any text as names that are not used yet: its words, of letters and digits of any language, in one; "Table" where it has none. */
export function namesOf(text: string, used: ReadonlySet<string> = new Set()): TableNames {
  const words = text.normalize("NFC").match(/[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}]*/gu) ?? [];
  let base = words.map(upper).join("");
  if (!/^\p{ID_Start}/u.test(base)) base = `Table${base}`;
  for (let i = 0; ; i++) {
    const made = pair(base, i === 0 ? "" : i === 1 ? "Table" : `${i}`);
    if (made !== null && !used.has(made.type) && !used.has(made.constant)) return made;
  }
}

/** The last part of a path or URL, without what tells the format. */
export function baseName(path: string): string {
  if (path === "-") return "";
  const parts = (path.split(/[?#]/, 1)[0] ?? "").split(/[\\/]+/).filter((part) => part !== "");
  const named = parts
    .map((part) => part.replace(/(?<=.)\.[^.]*(\.(gz|zst|zstd))?$/i, ""))
    .filter((part) => /[\p{L}\p{N}]/u.test(part) && !/[*?{}[\]]/.test(part));
  return named.at(-1) ?? "";
}
