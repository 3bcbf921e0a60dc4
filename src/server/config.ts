import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { bytesFrom } from "../api/environment.ts";
import { PolaroidError, toPolaroidError } from "../core/error.ts";

/** How one setting is written, read and explained. */
export interface Setting<T> {
  readonly default: T;
  /** What stands behind the flag in the help. */
  readonly shows: string;
  readonly help: string;
  /** The value of the texts that were given; the last counts where one is wanted. */
  readonly read: (texts: readonly string[]) => T;
  /** Whether there may be several, which a variable has with commas between them. */
  readonly several?: boolean;
}

const bad = (text: string, wanted: string): never => {
  throw new PolaroidError("INVALID_ARGUMENT", `is "${text}"; it must be ${wanted}`);
};
const last = (texts: readonly string[]): string => texts.at(-1) as string;

const text = (otherwise: string, shows: string, help: string): Setting<string> => ({
  default: otherwise,
  shows,
  help,
  read: last,
});
const optional = (shows: string, help: string): Setting<string | null> => ({ default: null, shows, help, read: last });
const several = (shows: string, help: string): Setting<readonly string[]> => ({
  default: [],
  shows,
  help,
  read: (texts) => {
    const found = texts.filter((t) => t !== "");
    return texts.length > 0 && found.length === 0 ? bad(texts.join(","), "something; leave it out for none") : found;
  },
  several: true,
});
const whole = (otherwise: number, least: number, most: number, help: string): Setting<number> => ({
  default: otherwise,
  shows: "N",
  help,
  read: (texts) => {
    const n = Number(last(texts));
    return Number.isSafeInteger(n) && n >= least && n <= most && last(texts).trim() !== ""
      ? n
      : bad(last(texts), `a whole number from ${least} to ${most}`);
  },
});
const bytes = (
  otherwise: number,
  help: string,
  least = 0,
  most: number = Number.MAX_SAFE_INTEGER,
): Setting<number> => ({
  default: otherwise,
  shows: "SIZE",
  help,
  read: (texts) => {
    const n = bytesFrom(last(texts));
    return n >= least && n <= most
      ? n
      : bad(
          last(texts),
          most === Number.MAX_SAFE_INTEGER ? `${least} bytes or more` : `from ${least} to ${most} bytes`,
        );
  },
});
const MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const time = (otherwise: number, help: string, least = 1): Setting<number> => ({
  default: otherwise,
  shows: "TIME",
  help,
  read: (texts) => {
    const found = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(last(texts));
    const ms = found === null ? -1 : Number(found[1]) * (MS[found[2] as string] as number);
    if (ms < 0) return bad(last(texts), "a time such as 500ms, 30s, 5m or 2h");
    return ms >= least ? ms : bad(last(texts), `${least}ms or more`);
  },
});
const LEVELS = ["trace", "debug", "info", "warn", "error", "silent"];

/** What a server goes by: times in milliseconds, sizes in bytes. */
export interface ServerConfig {
  readonly host: string;
  readonly port: number;
  readonly tlsCert: string | null;
  readonly tlsKey: string | null;
  readonly tlsCa: string | null;
  readonly user: readonly string[];
  readonly token: readonly string[];
  readonly jwks: string | null;
  readonly jwtIssuer: string | null;
  readonly jwtAudience: string | null;
  readonly jwtRole: string;
  readonly mtlsRole: string;
  readonly root: readonly string[];
  readonly table: readonly string[];
  readonly workers: number;
  readonly maxRunning: number;
  readonly maxQueued: number;
  readonly queryTimeout: number;
  readonly queryMemory: number;
  readonly tableMemory: number;
  readonly cacheMemory: number;
  readonly cacheTtl: number;
  readonly cacheStale: number;
  readonly maxMessage: number;
  readonly maxConnections: number;
  readonly maxHandles: number;
  readonly handleTtl: number;
  readonly sessionTtl: number;
  readonly tokenTtl: number;
  readonly uploadTtl: number;
  readonly grace: number;
  readonly cors: readonly string[];
  readonly logLevel: string;
}
export type SettingName = keyof ServerConfig;

/** Every setting of a server: the flag is the name with hyphens, the variable POLAROID_ and the name in capitals. */
export const SETTINGS: { readonly [K in SettingName]: Setting<ServerConfig[K]> } = {
  host: text("127.0.0.1", "HOST", "the address that is listened on"),
  port: whole(50051, 0, 65535, "the port; 0 takes any that is free"),
  tlsCert: optional("FILE", "certificate in PEM; with it and a key, connections are by TLS"),
  tlsKey: optional("FILE", "its key"),
  tlsCa: optional("FILE", "certificate of those who sign callers' certificates; with it, callers must show one (mTLS)"),
  user: several("NAME:PASSWORD[:ROLE]", "a user of basic authentication: read, write or admin (write, if not said)"),
  token: several("TOKEN[:ROLE]", "a bearer token that is believed"),
  jwks: optional("URL", "keys by which bearer tokens that are JWTs are checked"),
  jwtIssuer: optional("TEXT", "who must have issued a JWT"),
  jwtAudience: optional("TEXT", "whom a JWT must be for"),
  jwtRole: text("role", "CLAIM", "the claim of a JWT that holds its role or roles"),
  mtlsRole: text("write", "ROLE", "what callers with a certificate may do"),
  root: several("FOLDER", "files below it may be read and written; without one, none may"),
  table: several("NAME=FILE", "a table that is there from the start"),
  workers: whole(Math.max(1, availableParallelism() - 1), 1, 256, "threads that run queries"),
  maxRunning: whole(64, 1, 10_000, "queries that run at once, streams that are read slowly included"),
  maxQueued: whole(1000, 0, 1_000_000, "queries that wait; more are refused (RESOURCE_EXHAUSTED)"),
  queryTimeout: time(300_000, "the time that a query may take"),
  queryMemory: bytes(2e9, "what a query may hold", 1 << 20),
  tableMemory: bytes(8e9, "what all tables together may hold"),
  cacheMemory: bytes(256e6, "results that are kept; 0 keeps none"),
  cacheTtl: time(60_000, "how long a result is as good as new", 0),
  cacheStale: time(0, "how long after that it is still given, while a new one is made", 0),
  maxMessage: bytes(64 << 20, "the largest message that is taken", 1 << 10, 2 ** 31 - 1),
  maxConnections: whole(20_000, 1, 1_000_000, "connections at once"),
  maxHandles: whole(200_000, 1, 100_000_000, "handles of one session"),
  handleTtl: time(3_600_000, "how long a handle lives that nobody uses"),
  sessionTtl: time(3_600_000, "how long a session lives that nobody uses"),
  tokenTtl: time(3_600_000, "how long a token lives that a password gave and nobody uses"),
  uploadTtl: time(60_000, "how long a table that comes in chunks waits for its next one"),
  grace: time(30_000, "how long running calls may go on after SIGTERM", 0),
  cors: several("ORIGIN", "an origin whose pages may call; * for all"),
  logLevel: {
    default: "info",
    shows: "LEVEL",
    help: LEVELS.join(", "),
    read: (texts) => (LEVELS.includes(last(texts)) ? last(texts) : bad(last(texts), `one of ${LEVELS.join(", ")}`)),
  },
};

export const flagOf = (name: string): string => name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);
export const variableOf = (name: string): string => `POLAROID_${flagOf(name).replaceAll("-", "_").toUpperCase()}`;

/** A configuration of flags before variables before what is usual; what is wrong is told by the name that was used. */
export function configOf(
  flags: Readonly<Record<string, readonly string[] | undefined>> = {},
  env: Readonly<Record<string, string | undefined>> = {},
): ServerConfig {
  const entry = (name: SettingName): readonly [string, unknown] => {
    const setting = SETTINGS[name] as Setting<unknown>;
    const given = flags[flagOf(name)];
    const set = env[variableOf(name)];
    const texts = given ?? (set === undefined || set === "" ? undefined : setting.several ? set.split(",") : [set]);
    if (texts === undefined) return [name, setting.default];
    try {
      return [name, setting.read(texts)];
    } catch (cause) {
      const where = given === undefined ? variableOf(name) : `--${flagOf(name)}`;
      throw new PolaroidError("INVALID_ARGUMENT", `${where} ${toPolaroidError(cause).detail}`, { cause });
    }
  };
  return Object.fromEntries((Object.keys(SETTINGS) as SettingName[]).map(entry)) as unknown as ServerConfig;
}

/** The bytes of a file that a setting names. */
export function fileOf(name: SettingName, path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new PolaroidError("NOT_FOUND", `--${flagOf(name)}: ${path} cannot be read: ${(cause as Error).message}`, {
      cause,
    });
  }
}
