export { heapBase } from "./memory";
export { popcount } from "./bitmap";
export * from "./codec/index";
export * from "./parquet/index";
export * from "./sort/index";
export * from "./gather/index";
export * from "./csv/index";
export * from "./elementwise/index";
