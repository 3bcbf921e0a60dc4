import { PolaroidError } from "../core/error.ts";
import type { ByteSink, Host } from "../core/host.ts";
import { parallel } from "../engines/wasm/parallel/threads.ts";
import type { Formats } from "../formats/registry.ts";
import type { Files } from "../io/locate.ts";
import type { Configuration } from "./config.ts";

/** What a door brings: the host, the formats, how files are found and written, what the environment says. */
export interface World {
  readonly host: Host;
  readonly formats: Formats;
  readonly files: Files;
  /** Opens a file for writing; null where there are no files. */
  readonly sink: ((path: string) => Promise<ByteSink>) | null;
  readonly environment: Configuration;
}

let world: World | null = null;

/** Called once by the door. */
export function install(w: World): void {
  world = w;
  w.host.threads?.limit(w.environment.threads ?? null);
  parallel.threads = w.host.threads;
}

export function worldOf(): World {
  if (world === null)
    throw new PolaroidError("INTERNAL", "import the library through its door, not by its inner files");
  return world;
}
