export type {
  PutOptions,
  RemoteCall,
  RemoteClient,
  RemoteHandle,
  RemoteServer,
  RemoteTable,
} from "./client.ts";
export { type ConnectOptions, connect } from "./connect.ts";
export type { BreakerOptions } from "./gate.ts";
export type { RemoteOptions, RetryOptions } from "./options.ts";
export { RemoteFrame } from "./remote-frame.ts";
