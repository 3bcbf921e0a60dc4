export * from "./sums";
export * from "./extremes";
export * from "./doubles";
export * from "./decimals";
export * from "./grouped-extremes";
