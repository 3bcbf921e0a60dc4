import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as bindings from "@duckdb/node-bindings";
import type { Native } from "./native.ts";

/** A data base in memory that somebody uses until it is given back. */
export interface Lent {
  readonly database: bindings.Database;
  /** `broken`: it failed in a way that it does not get over. */
  readonly give: (broken: boolean) => void;
}

interface Open {
  readonly database: bindings.Database;
  readonly close: () => void;
}

/** The folders below which files are read where not all of them may be; null: any file that a plan names. */
export const reach: { folders: readonly string[] | null } = { folders: null };

const listed = (folders: readonly string[]): string =>
  `[${folders.map((f) => `'${f.replaceAll("'", "''")}/'`).join(", ")}]`;

let opened = 0;

async function open(db: Native, memoryLimit: number | null): Promise<Open> {
  const spill = join(tmpdir(), `polaroid-duckdb-${process.pid}-${++opened}`);
  const config = db.create_config();
  const set = (name: string, value: string): void => db.set_config(config, name, value);
  set("temp_directory", spill);
  // Plans only read what they name: nothing is fetched or loaded behind their back.
  set("autoinstall_known_extensions", "false");
  set("autoload_known_extensions", "false");
  // It fails with an internal error over rows of one aggregate (1.5.6).
  set("disabled_optimizers", "top_n_window_elimination");
  if (memoryLimit !== null) set("memory_limit", `${Math.max(16, Math.floor(memoryLimit / 1e6))}MB`);
  const database = await db.open(":memory:", config);
  if (reach.folders !== null) {
    const connection = await db.connect(database);
    await db.query(connection, `SET allowed_directories = ${listed(reach.folders)}`);
    await db.query(connection, "SET enable_external_access = false");
    db.disconnect_sync(connection);
  }
  const clear = (): void => rmSync(spill, { recursive: true, force: true });
  process.once("exit", clear);
  return {
    database,
    close() {
      db.close_sync(database);
      process.off("exit", clear);
      clear();
    },
  };
}

/** How long one that nobody uses stays, in ms: opening takes 7, and it remembers what it read of files. */
const IDLE = 1000;

interface Shared {
  readonly open: Promise<Open>;
  users: number;
}
let shared: Shared | null = null;
let idle: ReturnType<typeof setTimeout> | undefined;

function end(s: Shared): void {
  if (shared === s) shared = null;
  s.open.then(
    (o) => o.close(),
    () => undefined,
  );
}

/** The data base of all queries; one of its own for a query with a limit of memory, or with functions of ours. */
export async function lend(db: Native, memoryLimit: number | null, own: boolean): Promise<Lent> {
  if (own || memoryLimit !== null) {
    const { database, close } = await open(db, memoryLimit);
    return { database, give: close };
  }
  clearTimeout(idle);
  shared ??= { open: open(db, null), users: 0 };
  const s = shared;
  s.users++;
  const give = (broken: boolean): void => {
    s.users--;
    if (broken && shared === s) shared = null;
    if (s.users > 0) return;
    if (shared !== s) end(s);
    else idle = setTimeout(() => end(s), IDLE).unref();
  };
  try {
    return { database: (await s.open).database, give };
  } catch (error) {
    give(true);
    throw error;
  }
}
