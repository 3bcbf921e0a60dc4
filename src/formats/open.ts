import type { Schema } from "../arrow/schema.ts";
import type { ByteSource, Host, Signal } from "../core/host.ts";
import type { Table } from "../plan/table.ts";
import type { FormatOptions } from "./format.ts";
import type { Partitions } from "./hive.ts";
import { namedError, namedTable } from "./named-table.ts";
import { chooseFormat, type Formats } from "./registry.ts";
import { unionTable } from "./union.ts";

/** A file that can be opened, and what its folders say of it. */
export interface Place {
  readonly name: string;
  readonly partitions: Partitions | null;
  readonly open: () => Promise<ByteSource>;
}

/** Opens files as one table, in the named format or the one that each tells. */
export function openTable(
  places: readonly Place[],
  formats: Formats,
  host: Host,
  options: FormatOptions = {},
  named?: string,
  signal?: Signal,
): Promise<Table> {
  return unionTable(
    places.map((place) => ({
      name: place.name,
      partitions: place.partitions,
      open: async (like: Schema | null): Promise<Table> => {
        const source = await place.open();
        try {
          const chosen = await chooseFormat(source, formats, host, named, signal);
          const table = await chosen.format.open(chosen.source, like === null ? options : { ...options, like }, host);
          return namedTable(table, place.name);
        } catch (cause) {
          await source.close();
          throw namedError(cause, place.name);
        }
      },
    })),
  );
}
