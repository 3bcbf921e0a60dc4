import type { JoinOptions, Keep } from "../plan/node.ts";

/** The options of calls, with what holds where they are not given; these names are all that is known. */
type Given<T> = T | undefined;

export const STRICT: { readonly strict: boolean } = Object.freeze({ strict: true });
export const ORDER: { readonly descending: boolean; readonly nullsLast: boolean } = Object.freeze({
  descending: false,
  nullsLast: false,
});
export const MATCHING: Readonly<Record<"asciiCaseInsensitive" | "overlapping" | "leftmost", boolean>> = Object.freeze({
  asciiCaseInsensitive: false,
  overlapping: false,
  leftmost: false,
});
export const OVER: typeof ORDER & { readonly orderBy: unknown; readonly mappingStrategy: string } = Object.freeze({
  orderBy: undefined,
  ...ORDER,
  mappingStrategy: "groupToRows",
});
export const SORT: Readonly<Record<"descending" | "nullsLast", Given<boolean | readonly boolean[]>>> & {
  readonly maintainOrder: boolean;
} = Object.freeze({ descending: undefined, nullsLast: undefined, maintainOrder: false });
export const STRATEGY: { readonly strategy: unknown; readonly limit: unknown } = Object.freeze({
  strategy: undefined,
  limit: undefined,
});
export const UNIQUE: { readonly subset: unknown; readonly keep: Keep; readonly maintainOrder: boolean } = Object.freeze(
  { subset: undefined, keep: "any", maintainOrder: false },
);
export const UNPIVOT: {
  readonly on: unknown;
  readonly index: unknown;
  readonly variableName: string;
  readonly valueName: string;
} = Object.freeze({ on: undefined, index: undefined, variableName: "variable", valueName: "value" });
export const PIVOT: {
  readonly on: unknown;
  readonly onColumns: unknown;
  readonly index: unknown;
  readonly values: unknown;
  readonly aggregateFunction: unknown;
  readonly maintainOrder: boolean;
  readonly sortColumns: boolean;
  readonly separator: string;
  readonly columnNaming: string;
} = Object.freeze({
  on: undefined,
  onColumns: undefined,
  index: undefined,
  values: undefined,
  aggregateFunction: undefined,
  maintainOrder: true,
  sortColumns: false,
  separator: "_",
  columnNaming: "auto",
});
export const SAMPLE: {
  readonly n: number | null;
  readonly fraction: number | null;
  readonly withReplacement: boolean;
  readonly shuffle: boolean;
  readonly seed: number | null;
} = Object.freeze({ n: null, fraction: null, withReplacement: false, shuffle: false, seed: null });
export const JOIN: JoinOptions & { readonly on: unknown; readonly leftOn: unknown; readonly rightOn: unknown } =
  Object.freeze({
    on: undefined,
    leftOn: undefined,
    rightOn: undefined,
    how: "inner",
    suffix: "_right",
    coalesce: null,
    nullsEqual: false,
    validate: "m:m",
    maintainOrder: "none",
  });
