import { Bool, type DataType, List, UInt32, Utf8 } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";
import { text, utf8 } from "../../../core/utf8.ts";
import { Automaton, type Taking } from "../../../expr/text/automaton.ts";
import { rowwise, type Settings, type Udf } from "./define.ts";

type Texts = readonly (string | null)[];
const LISTS: DataType = List(Utf8);
const MOST = 1 << 26;

/** The automaton of a list of patterns: made again where the list is another. */
function automata({ ignoreCase, taking }: Settings): (patterns: Texts) => Automaton {
  let [key, last] = ["", new Automaton([], false, "first")];
  return (patterns) => {
    const next = JSON.stringify(patterns);
    if (next !== key) {
      last = new Automaton(
        patterns.filter((t) => t !== null),
        ignoreCase === true,
        taking as Taking,
      );
      key = next;
    }
    return last;
  };
}

/** All matches of a text, by a function of where each begins and ends. */
const matches =
  <T>(give: (bytes: Uint8Array, from: number, to: number) => T) =>
  (settings: Settings) => {
    const of = automata(settings);
    let count = 0;
    return (t: string, patterns: Texts): T[] => {
      const bytes = utf8(t);
      const out: T[] = [];
      of(patterns).each(bytes, 0, bytes.length, (from, to) => {
        if (++count > MOST) throw new PolaroidError("LIMIT_EXCEEDED", `a chunk of rows has more than ${MOST} matches`);
        out.push(give(bytes, from, to));
      });
      return out;
    };
  };

function replaced(t: string, automaton: Automaton, by: readonly string[]): string {
  const bytes = utf8(t);
  let out = "";
  let last = 0;
  automaton.each(bytes, 0, bytes.length, (from, to, pattern) => {
    // An empty match within a character replaces nothing.
    if (from === to && ((bytes[from] ?? 0) & 0xc0) === 0x80) return;
    out += text(bytes, last, from) + (by[by.length === 1 ? 0 : pattern] as string);
    last = to;
  });
  return out + text(bytes, last, bytes.length);
}

/** Several texts at once, by an automaton. */
export const MANY: Readonly<Record<string, Udf>> = {
  contains_any: rowwise([Utf8, LISTS], Bool, (settings) => {
    const of = automata(settings);
    return (t: string, patterns: Texts) => {
      const bytes = utf8(t);
      return of(patterns).test(bytes, 0, bytes.length);
    };
  }),
  find_many: rowwise(
    [Utf8, LISTS],
    List(UInt32),
    matches((_, from) => from),
  ),
  extract_many: rowwise([Utf8, LISTS], LISTS, matches(text)),
  replace_many: rowwise([Utf8, LISTS, LISTS], Utf8, (settings) => {
    const of = automata(settings);
    return (t: string, patterns: Texts, by: Texts) => {
      if (patterns.includes(null) || by.includes(null))
        throw new PolaroidError("INVALID_ARGUMENT", "str.replaceMany takes no nulls among patterns and replacements");
      if (by.length !== patterns.length && by.length !== 1)
        throw new PolaroidError(
          "SHAPE_MISMATCH",
          `str.replaceMany has ${patterns.length} patterns and ${by.length} replacements; give one for each, or one for all`,
        );
      return replaced(t, of(patterns), by as readonly string[]);
    };
  }),
};
