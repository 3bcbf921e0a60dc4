import { LazyFrame } from "../api/lazy-frame.ts";
import { scanSource } from "../api/read.ts";
import { FORMATS } from "../formats/known.ts";
import { scan } from "../plan/node.ts";
import { type Call, word } from "./command.ts";

export const FORMAT_NAMES: readonly string[] = FORMATS.map((f) => f.name);

/** A query over one file (or pattern) of a command line; --format names what its name does not tell. */
export const source = (path: string, call: Call): LazyFrame =>
  new LazyFrame(scan(scanSource(path, word(call, "format", FORMAT_NAMES), {})));
