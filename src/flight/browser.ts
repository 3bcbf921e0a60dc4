export * from "./portable.ts";
export { FlightClient, type FlightClientOptions } from "./web-client.ts";
