import { sql } from "../api/read.ts";
import { badArgument } from "../core/argument.ts";
import { DataFrame } from "./frame.ts";
import { guardAll } from "./guard.ts";
import { type LazyDataFrame, lazyOf } from "./lazy-frame.ts";

type Frame = DataFrame | LazyDataFrame;

/** Frames by the names that SQL calls them; queries are in Polaroid's dialect, which is DuckDB's. */
export class SQLContextClass {
  readonly #frames = new Map<string, Frame>();
  constructor(frames: Readonly<Record<string, Frame>> = {}) {
    this.registerMany(frames);
  }
  /** A query, or with `eager` its rows; put `await` before the latter. */
  execute(query: string, options: { readonly eager?: boolean } = {}): any {
    const tables = Object.fromEntries([...this.#frames].map(([name, f]) => [name, f["~ours"]]));
    const made = lazyOf(sql(query, { tables } as never));
    return options.eager === true ? made.collect() : made;
  }
  register(name: string, frame: Frame | null): this {
    const f = frame ?? DataFrame({});
    if (!("~ours" in f)) throw badArgument(`table "${name}"`, frame, "a frame");
    this.#frames.set(name, f);
    return this;
  }
  registerMany(frames: Readonly<Record<string, Frame>>): this {
    for (const [name, f] of Object.entries(frames)) this.register(name, f);
    return this;
  }
  unregister(names: string | readonly string[]): this {
    for (const name of [names].flat()) this.#frames.delete(name as string);
    return this;
  }
  tables(): string[] {
    return [...this.#frames.keys()].sort();
  }
}
guardAll(SQLContextClass.prototype);
/** Makes a context, with or without `new`. */
export function SQLContext(frames?: Readonly<Record<string, Frame>>): SQLContextClass {
  return new SQLContextClass(frames);
}
