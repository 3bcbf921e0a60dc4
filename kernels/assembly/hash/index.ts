export * from "./words";
export * from "./dense";
export * from "./bytes";
export * from "./found";
export * from "./partition";
export * from "./distinct";
export * from "./key-bits";
