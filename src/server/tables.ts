import { read } from "../api/read.ts";
import { PolaroidError, toPolaroidError } from "../core/error.ts";
import { frameOf } from "../plan/node.ts";
import type { Catalog } from "./catalog/catalog.ts";
import { shareable } from "./queries/travel.ts";

/** Puts the tables that a configuration names, as NAME=FILE, into the catalog; gives their names. */
export async function loadTables(entries: readonly string[], catalog: Catalog): Promise<readonly string[]> {
  const names: string[] = [];
  for (const entry of entries) {
    const at = entry.indexOf("=");
    if (at < 1)
      throw new PolaroidError(
        "INVALID_ARGUMENT",
        `--table is "${entry}"; it must be NAME=FILE, as flights=flights.parquet`,
      );
    const [name, path] = [entry.slice(0, at), entry.slice(at + 1)];
    try {
      const { schema, batches } = await read(path);
      catalog.change("", (t) => t.put(name, shareable(frameOf(schema, batches)), "create"));
    } catch (cause) {
      const error = toPolaroidError(cause);
      throw new PolaroidError(error.code, `--table ${name}: ${error.detail}`, { cause });
    }
    names.push(name);
  }
  return names;
}
