import { weight } from "../arrow/weight.ts";
import { checkOptions } from "../core/argument.ts";
import { flightService } from "../flight/server.ts";
import { HealthStatus, health } from "../grpc/health.ts";
import { reflection } from "../grpc/reflection.ts";
import type { Interceptor } from "../grpc/serve-call.ts";
import { GrpcServer, type ServiceRoutes } from "../grpc/server.ts";
import { release } from "../io/node/release.ts";
import { authOf } from "./auth/auth.ts";
import { MemoryCatalog } from "./catalog/memory-catalog.ts";
import type { ServerConfig } from "./config.ts";
import { connectService } from "./connect/service.ts";
import { dataframeService } from "./dataframe/service.ts";
import { flightHandlers } from "./flight/handlers.ts";
import { type Log, logged, logOf } from "./logs.ts";
import { type Gauge, metricsOf } from "./metrics.ts";
import { allowedPaths } from "./paths.ts";
import type { CacheCounters } from "./queries/cache.ts";
import { CachedQueries } from "./queries/cached-queries.ts";
import { QueryPool } from "./queries/pool.ts";
import { SqlStatements } from "./queries/sql-statements.ts";
import { leaving } from "./sessions/in-use.ts";
import { Sessions } from "./sessions/sessions.ts";
import { loadTables } from "./tables.ts";
import { tlsOf } from "./tls.ts";

/** A server that runs. */
export interface PolaroidServer extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  /** Calls that are being answered. */
  readonly running: number;
  /** Takes no new calls, lets running ones go on for `grace` milliseconds, and ends. */
  close(grace?: number): Promise<void>;
}

const LOOPBACK = /^(127\.|localhost$|::1$)/;

const NOTHING: CacheCounters = { hits: 0, misses: 0, stale: 0, bytes: 0, entries: 0 };

/** What this server is made of. */
class Parts {
  readonly catalog: MemoryCatalog;
  readonly pool: QueryPool;
  readonly queries: CachedQueries | QueryPool;
  readonly sessions: Sessions;
  readonly statements: SqlStatements;
  readonly health: HealthStatus = new HealthStatus();
  server: GrpcServer | null = null;

  constructor(config: ServerConfig) {
    this.catalog = new MemoryCatalog({ bytes: config.tableMemory });
    this.pool = new QueryPool({
      workers: config.workers,
      running: config.maxRunning,
      queued: config.maxQueued,
      timeout: config.queryTimeout,
      memory: config.queryMemory,
      roots: config.root,
    });
    this.queries =
      config.cacheMemory === 0
        ? this.pool
        : new CachedQueries(this.pool, {
            bytes: config.cacheMemory,
            ttl: config.cacheTtl,
            stale: config.cacheStale,
            roots: config.root,
          });
    this.sessions = new Sessions({
      ttl: config.sessionTtl,
      handleTtl: config.handleTtl,
      handlesPerSession: config.maxHandles,
    });
    this.sessions.onEnd((s) => this.catalog.forget(s.id));
    this.statements = new SqlStatements({ queries: this.queries, catalog: this.catalog });
    this.catalog.onChange((gone) => this.pool.forget(gone));
  }

  gauges(log: Log): readonly Gauge[] {
    const { catalog, queries, sessions } = this;
    const cache = (): CacheCounters => ("counters" in queries ? queries.counters : NOTHING);
    return [
      {
        name: "polaroid_cache_hits_total",
        help: "Queries answered by kept rows",
        counts: true,
        read: () => cache().hits + cache().stale,
      },
      {
        name: "polaroid_cache_stale_total",
        help: "Those of them that were past their time, while new ones were made",
        counts: true,
        read: () => cache().stale,
      },
      {
        name: "polaroid_cache_misses_total",
        help: "Queries that had to run",
        counts: true,
        read: () => cache().misses,
      },
      { name: "polaroid_cache_bytes", help: "Bytes of results that are kept", read: () => cache().bytes },
      { name: "polaroid_queries_running", help: "Queries that run", read: () => queries.running },
      { name: "polaroid_queries_queued", help: "Queries that wait", read: () => queries.queued },
      { name: "polaroid_handles", help: "Handles of all sessions", read: () => sessions.handles },
      { name: "polaroid_sessions", help: "Sessions", read: () => sessions.count },
      {
        name: "polaroid_kept_bytes",
        help: "Bytes of rows that handles and polled queries keep",
        read: () => sessions.bytes,
      },
      { name: "polaroid_table_bytes", help: "Bytes of all tables", read: () => catalog.bytes },
      { name: "polaroid_table_rows", help: "Rows of all tables", read: () => catalog.rows },
      { name: "polaroid_transactions", help: "Open transactions", read: () => catalog.transactions },
      { name: "polaroid_connections", help: "Open connections", read: () => this.server?.connections ?? 0 },
      {
        name: "polaroid_log_lines_lost_total",
        help: "Lines of the log that could not be written",
        counts: true,
        read: () => log.lost,
      },
      { name: "polaroid_calls_running", help: "Calls that are being answered", read: () => this.server?.running ?? 0 },
    ];
  }

  services(config: ServerConfig, handshake: Handshake): readonly ServiceRoutes[] {
    const { catalog, queries, sessions, statements } = this;
    const version = release();
    const served = { catalog, queries, sessions, statements, version };
    const flight = flightHandlers({
      ...served,
      queryTimeout: config.queryTimeout,
      transactionTimeout: config.sessionTtl,
      ingestBytes: config.tableMemory,
    });
    const frames = {
      ...served,
      allowed: allowedPaths(config.root),
      uploads: { ttl: config.uploadTtl },
      draining: () => this.server?.draining === true,
    };
    const own = [flightService({ ...flight, handshake }), dataframeService(frames), connectService(frames)];
    for (const { service } of own) this.health.set(service.typeName, true);
    const all = [...own, health(this.health)];
    return [...all, ...reflection(all.map((s) => s.service))];
  }

  async close(log: Log, grace: number): Promise<void> {
    this.health.shutdown();
    await this.server?.close(grace);
    await this.queries.close();
    this.sessions[Symbol.dispose]();
    this.catalog.close();
    log.info({}, "ended");
    await log.flush();
  }
}
type Handshake = Awaited<ReturnType<typeof authOf>>["handshake"];

/** What code of one's own a server runs. */
export interface StartOptions {
  /** Stand around each call, the first outermost, once it is known who calls (`whoOf`); what they throw is how the call ends. */
  readonly interceptors?: readonly Interceptor[];
}
const START: Readonly<Record<keyof StartOptions, unknown>> = { interceptors: [] };

/**
 * Starts a server: Flight, Flight SQL, the data frame service, health, reflection, gRPC-Web and Connect, /metrics and /healthz on one port.
 * Errors: `INVALID_ARGUMENT` and `NOT_FOUND` for settings, `IO` for the port, `ENGINE_UNAVAILABLE` where pino or prom-client lacks.
 * @example
 * await using server = await startServer(configOf({ port: ["0"], "log-level": ["silent"] }));
 * server.port;
 */
export async function startServer(config: ServerConfig, options: StartOptions = {}): Promise<PolaroidServer> {
  checkOptions("startServer", START, options);
  const tls = tlsOf(config);
  const log = await logOf(config.logLevel);
  const auth = await authOf(config);
  // Frames come and go for as long as the server lives.
  weight.part = 1;
  const parts = new Parts(config);
  try {
    const metrics = await metricsOf(parts.gauges(log));
    const tables = await loadTables(config.table, parts.catalog);
    const server = await GrpcServer.start(parts.services(config, auth.handshake.bind(auth)), {
      host: config.host,
      port: config.port,
      tls,
      cors: config.cors,
      limits: { message: config.maxMessage, connections: config.maxConnections },
      interceptors: [metrics.interceptor, logged(log), auth.interceptor, leaving, ...(options.interceptors ?? [])],
      http: ({ verb, path }, respond) => {
        const [place] = path.split("?");
        if ((verb !== "GET" && verb !== "HEAD") || (place !== "/metrics" && place !== "/healthz")) return false;
        const { draining } = parts.server ?? server;
        const told = (status: number, type: string, text: string): void =>
          respond(status, type, verb === "HEAD" ? "" : text);
        if (place === "/healthz") told(draining ? 503 : 200, "text/plain", draining ? "draining\n" : "ok\n");
        else
          void metrics.text().then(
            (text) => told(200, metrics.type, text),
            () => told(500, "text/plain", "the metrics cannot be told\n"),
          );
        return true;
      },
    });
    parts.server = server;
    if (!auth.required && !LOOPBACK.test(config.host))
      log.warn(
        { host: config.host },
        "anybody who reaches this address may do everything: set --user, --token or --jwks",
      );
    if (config.jwks !== null && config.jwtAudience === null)
      log.warn({}, "tokens that were issued for other services are believed, too: set --jwt-audience");
    log.info({ host: config.host, port: server.port, tables, tls: tls !== undefined }, "serving");
    let closed: Promise<void> | null = null;
    const close = (grace: number = config.grace): Promise<void> => {
      closed ??= parts.close(log, grace);
      return closed;
    };
    return {
      host: config.host,
      port: server.port,
      get running() {
        return server.running;
      },
      close,
      [Symbol.asyncDispose]: () => close(0),
    };
  } catch (error) {
    await parts.close(log, 0);
    throw error;
  }
}
