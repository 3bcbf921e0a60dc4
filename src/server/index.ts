import "../node.ts";

export type { Call } from "../grpc/call.ts";
export type { Interceptor } from "../grpc/serve-call.ts";
export { configOf, type ServerConfig } from "./config.ts";
export { type PolaroidServer, type StartOptions, startServer } from "./server.ts";
export { type Role, type Who, whoOf } from "./who.ts";
