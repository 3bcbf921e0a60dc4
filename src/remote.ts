import "./node.ts";

export type { RemoteCall, RemoteClient, RemoteHandle, RemoteServer, RemoteTable } from "./remote/client.ts";
export { type ConnectOptions, connect } from "./remote/connect.ts";
export type { RemoteFrame } from "./remote/remote-frame.ts";
