import "./browser.ts";

export type { RemoteCall, RemoteClient, RemoteHandle, RemoteServer, RemoteTable } from "./remote/client.ts";
export type { RemoteFrame } from "./remote/remote-frame.ts";
export { type ConnectOptions, connect } from "./remote/web-connect.ts";
