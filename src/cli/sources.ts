import { LazyFrame } from "../api/lazy-frame.ts";
import { type ScanOptions, scanSource } from "../api/read.ts";
import { scan } from "../plan/node.ts";
import type { Call } from "./command.ts";

/** A query over one file of a command line; --format names what its name does not tell. */
export function source(path: string, { flags }: Call, options: ScanOptions = {}): LazyFrame {
  return new LazyFrame(scan(scanSource(path, typeof flags.format === "string" ? flags.format : null, options)));
}
