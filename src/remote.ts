import "./node.ts";

export type { RemoteClient } from "./remote/client.ts";
export { type ConnectOptions, connect } from "./remote/connect.ts";
export type { RemoteFrame } from "./remote/remote-frame.ts";
export type { PutOptions, RemoteCall, RemoteHandle, RemoteServer, RemoteTable } from "./remote/types.ts";
