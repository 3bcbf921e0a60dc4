import { Bool, type DataType, Float64, Int32, Int64, List, Utf8 } from "../../arrow/types.ts";
import type { ScalarName } from "../functions/scalars.ts";
import type { Options } from "../node.ts";
import { md5, sha1, sha256 } from "./digests.ts";
import { editDistance, hamming, jaccard, jaro, jaroWinkler } from "./distances.ts";
import { character, commonDivisor, inBase, nextAfter, padded, splitByRegex, urlDecoded, urlEncoded } from "./forms.ts";
import { gamma, lgamma } from "./gamma.ts";
import { isLike } from "./wildcards.ts";

/** A function of one row's values, none of which is null; every engine calls this one. */
export interface ScalarFunction {
  readonly takes: readonly DataType[];
  readonly gives: DataType;
  readonly of: (options: Options) => (...row: never[]) => unknown;
}
const scalar = (takes: readonly DataType[], gives: DataType, of: (...row: never[]) => unknown): ScalarFunction => ({
  takes,
  gives,
  of: () => of,
});

const TWO_TEXTS = [Utf8, Utf8] as const;
const same = (text: string): string => text;

export const SCALARS: Readonly<Record<ScalarName, ScalarFunction>> = {
  "str.levenshtein": scalar(TWO_TEXTS, Int64, (a: string, b: string) => editDistance(a, b, false)),
  "str.damerauLevenshtein": scalar(TWO_TEXTS, Int64, (a: string, b: string) => editDistance(a, b, true)),
  "str.hamming": scalar(TWO_TEXTS, Int64, hamming),
  "str.jaccard": scalar(TWO_TEXTS, Float64, jaccard),
  "str.jaro": scalar(TWO_TEXTS, Float64, jaro),
  "str.jaroWinkler": scalar(TWO_TEXTS, Float64, jaroWinkler),
  "str.md5": scalar([Utf8], Utf8, md5),
  "str.sha1": scalar([Utf8], Utf8, sha1),
  "str.sha256": scalar([Utf8], Utf8, sha256),
  "str.urlEncode": scalar([Utf8], Utf8, urlEncoded),
  "str.urlDecode": scalar([Utf8], Utf8, urlDecoded),
  "str.codePoint": scalar([Utf8], Int32, (t: string) => t.codePointAt(0) ?? -1),
  "str.like": {
    takes: TWO_TEXTS,
    gives: Bool,
    of({ ignoreCase, escape: escaping }) {
      const form = ignoreCase === true ? (t: string): string => t.toLowerCase() : same;
      const mark = typeof escaping === "string" ? escaping : undefined;
      return (t: string, pattern: string) => isLike(form(t), form(pattern), mark);
    },
  },
  "str.splitRegex": scalar(TWO_TEXTS, List(Utf8), splitByRegex),
  "str.fill": {
    takes: [Utf8, Int64, Utf8],
    gives: Utf8,
    of:
      ({ side }) =>
      (t: string, n: bigint, filling: string) =>
        padded(t, n, filling, side !== "end"),
  },
  character: scalar([Int64], Utf8, character),
  inBase: scalar([Int64, Int64, Int64], Utf8, inBase),
  commonDivisor: scalar([Int64, Int64], Int64, commonDivisor),
  gamma: scalar([Float64], Float64, gamma),
  lgamma: scalar([Float64], Float64, lgamma),
  nextAfter: scalar([Float64, Float64], Float64, nextAfter),
};
