import { sample } from "../../plan/node.ts";
import type { Sample } from "../syntax/table.ts";
import type { Binder } from "./env.ts";
import { onto, type Relation } from "./relation.ts";

/** Some of the rows, chosen by chance: as many, or a share of them. */
export function sampled(s: Sample, rel: Relation, binder: Binder): Relation {
  const size = s.size.kind === "literal" ? Number(s.size.text) : Number.NaN;
  if (!(size >= 0) || (!s.percent && !Number.isSafeInteger(size)) || (s.percent && size > 100))
    throw binder.source.error(s.size, "a sample is a number of rows, or a share from 0 to 100 percent");
  if (s.percent && size === 100) return rel;
  return onto(rel, (input) =>
    sample({
      input,
      n: s.percent ? null : size,
      fraction: s.percent ? size / 100 : null,
      withReplacement: false,
      shuffle: false,
      seed: s.seed ?? Math.floor(Math.random() * 2 ** 31),
    }),
  );
}
