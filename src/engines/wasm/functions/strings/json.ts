import { isValid } from "../../../../arrow/column.ts";
import { pathMatcher } from "../../../../expr/json-path/match.ts";
import { decodeJson } from "../../../../formats/ndjson/decode.ts";
import { isScalar, type Value } from "../../value.ts";
import { Marks } from "./rows.ts";
import { argTexts, fromTexts, type OfText, textsOf } from "./texts.ts";

export const jsonDecode: OfText = (c, _, { type }) => decodeJson(c, type);

/** Paths that are kept compiled. */
const KEPT = 256;

/** What a path leads to in each text; null where that is nothing. */
export const jsonPathMatch: OfText = (c, [path]) => {
  const paths = argTexts(path as Value);
  const known = new Map<string, ReturnType<typeof pathMatcher>>();
  const of = (i: number): ReturnType<typeof pathMatcher> => {
    const t = paths(i);
    let found = known.get(t);
    if (found === undefined) {
      found = pathMatcher(t);
      if (known.size < KEPT) known.set(t, found);
    }
    return found;
  };
  const one = isScalar(path as Value) ? of(0) : null;
  const texts = textsOf(c);
  const marks = new Marks(c);
  const out = new Array<string>(c.length).fill("");
  for (let i = 0; i < c.length; i++) {
    if (!isValid(c, i)) continue;
    const found = (one ?? of(i))(texts[i] as string);
    if (found === null) marks.clear(i);
    else out[i] = found;
  }
  return fromTexts(out, marks.nulls === 0 ? null : marks.bits, marks.nulls);
};
