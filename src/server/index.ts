import "../node.ts";

export { configOf, type ServerConfig } from "./config.ts";
export { type PolaroidServer, startServer } from "./server.ts";
export type { Role } from "./who.ts";
