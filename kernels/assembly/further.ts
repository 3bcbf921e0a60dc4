export * from "./csv/index";
export * from "./elementwise/decimal";
export * from "./json/index";
export * from "./parquet/writing";
export * from "./series/rolling";
export * from "./text/concat";
export * from "./time/index";
