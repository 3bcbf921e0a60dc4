import { badArgument } from "../core/argument.ts";

/** A window's size and its options one by one, or all in an object. */
export type RollingArguments = readonly [size: any, weights?: readonly number[] | null, minPeriods?: number | null, center?: boolean, ...rest: any[]];

/** The size of a window and our options of it. */
export function rolled([opts, weights, minPeriods, center]: RollingArguments): [number, object] {
  const given = typeof opts === "object" && opts !== null ? opts : { windowSize: opts, weights, minPeriods, center };
  if (typeof given.windowSize !== "number") throw badArgument("the size of a window", given.windowSize, "a number of rows");
  return [
    given.windowSize,
    {
      minSamples: given.minPeriods ?? given.windowSize,
      center: given.center ?? false,
      ...(given.weights == null ? {} : { weights: given.weights }),
    },
  ];
}
