export * from "./arithmetic";
export * from "./compare";
export * from "./convert";
export * from "./member";
export * from "./round";
export * from "./select";
