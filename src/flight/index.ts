export { Call, type Peer } from "../grpc/call.ts";
export type { ChannelOptions } from "../grpc/client.ts";
export { cookieJar } from "../grpc/cookies.ts";
export { HealthStatus, health } from "../grpc/health.ts";
export type { Tls } from "../grpc/listen.ts";
export { reflection } from "../grpc/reflection.ts";
export type { Interceptor } from "../grpc/serve-call.ts";
export { GrpcServer, type ServerLimits, type ServerOptions, type ServiceRoutes } from "../grpc/server.ts";
export { FlightClient, type FlightClientOptions } from "./client.ts";
export * from "./portable.ts";
export { type FlightHandlers, flightService, serveFlight } from "./server.ts";
export { FlightSqlClient, type IngestOptions, type SqlCallOptions } from "./sql/client.ts";
export { type ColumnFacts, withFacts } from "./sql/column-facts.ts";
export {
  type InTransaction,
  type SqlCommand,
  type Substrait,
  sqlCommand,
  type TableRef,
  type TablesFilter,
} from "./sql/commands.ts";
export type * from "./sql/handlers.ts";
export type { PreparedStatement } from "./sql/prepared.ts";
export { flightSqlHandlers } from "./sql/server.ts";
export type { SqlInfoValue } from "./sql/sql-info.ts";
export type { XdbcType } from "./sql/xdbc.ts";
