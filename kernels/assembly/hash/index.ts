export * from "./words";
export * from "./dense";
export * from "./bytes";
