import "./node.ts";

export type { CallOptions, ClientInterceptor } from "./grpc/transport.ts";
export type { RemoteClient } from "./remote/client.ts";
export { type ConnectOptions, connect, tryConnect } from "./remote/connect.ts";
export type { RemoteFrame } from "./remote/remote-frame.ts";
export { runAsync } from "./remote/run-async.ts";
export type { PutOptions, RemoteCall, RemoteHandle, RemoteServer, RemoteTable } from "./remote/types.ts";
