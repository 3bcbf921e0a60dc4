export * from "./sums";
export * from "./extremes";
