import * as library from "../../src/node.ts";
import { coverageOf, reasonOf, type Share } from "../coverage.ts";
import { OPTION_GAPS } from "../option-gaps.ts";

export const path = "coverage.md";

const row = ({ name, found, all, missing }: Share): string => {
  const open = missing.filter((n) => reasonOf(name, n) === undefined);
  return `| \`${name}\` | ${found} of ${all} | ${((100 * found) / all).toFixed(1)} % | ${open.map((n) => `\`${n}\``).join(", ")} |`;
};

/** What share of Polars' names there is, and what is missing. */
export function generate(): string {
  const { classes, tiers } = coverageOf(library as unknown as Record<string, never>);
  const left = new Map<string, string[]>();
  for (const { name, missing } of classes)
    for (const n of missing) {
      const why = reasonOf(name, n);
      if (why !== undefined) left.set(why, [...(left.get(why) ?? []), `\`${name}.${n}\``]);
    }
  return [
    "# Coverage of Polars",
    "",
    "The names of Polars 2.1 for Python that this library has, in camelCase, with Polars' meaning. `npm run coverage:polars` counts them in the",
    "built package and fails below what is promised; *tier1* and *tier2* are the names that people use most. What makes no sense in JavaScript",
    "counts as missing, and is named below.",
    "",
    "| | names | share | still to come |",
    "|---|---|---|---|",
    ...[...tiers, ...classes].map(row),
    "",
    "## Left out",
    "",
    ...[...left].map(([why, names]) => `- ${why}: ${names.join(", ")}`),
    "",
    "## Options left out",
    "",
    "Options of methods that are here; each is an error that names the options there are, none is passed over in silence. Arguments that Python",
    "takes by name, such as `namedExprs`, are `alias`; those of `optimizations` are `optimize`.",
    "",
    ...OPTION_GAPS.map(
      ([why, names]) =>
        `- ${why}: ${names
          .split("; ")
          .map((n) => `\`${n}\``)
          .join(", ")}`,
    ),
    "",
  ].join("\n");
}
