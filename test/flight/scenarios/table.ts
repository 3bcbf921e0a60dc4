import type { Scenario } from "./scenario.ts";

/** Arrow's scenarios by name; one file each. */
export const SCENARIOS: Readonly<Record<string, () => Promise<{ readonly scenario: Scenario }>>> = {
  // Without a name: rows of a JSON file, there and back.
  "": () => import("./data.ts"),
  "auth:basic_proto": () => import("./auth-basic-proto.ts"),
  middleware: () => import("./middleware.ts"),
  ordered: () => import("./ordered.ts"),
  "expiration_time:do_get": () => import("./expiration-time-do-get.ts"),
  "expiration_time:list_actions": () => import("./expiration-time-list-actions.ts"),
  "expiration_time:cancel_flight_info": () => import("./expiration-time-cancel-flight-info.ts"),
  "expiration_time:renew_flight_endpoint": () => import("./expiration-time-renew-flight-endpoint.ts"),
  poll_flight_info: () => import("./poll-flight-info.ts"),
  app_metadata_flight_info_endpoint: () => import("./app-metadata.ts"),
  "location:reuse_connection": () => import("./location-reuse-connection.ts"),
  "do_exchange:echo": () => import("./do-exchange-echo.ts"),
  session_options: () => import("./session-options.ts"),
  flight_sql: () => import("./flight-sql.ts"),
  "flight_sql:extension": () => import("./flight-sql-extension.ts"),
  "flight_sql:ingestion": () => import("./flight-sql-ingestion.ts"),
};
