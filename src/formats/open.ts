import { type Schema, schema } from "../arrow/schema.ts";
import type { ByteSource, Host, Signal } from "../core/host.ts";
import type { Table } from "../plan/table.ts";
import type { FormatOptions } from "./format.ts";
import type { Partitions } from "./hive.ts";
import { namedError, namedTable } from "./named-table.ts";
import { chooseFormat, type Formats } from "./registry.ts";
import type { FilePart } from "./union.ts";

/** A file that can be opened, and what its folders say of it. */
export interface Place {
  readonly name: string;
  /** Its path, where other threads can open it. */
  readonly file?: string | undefined;
  readonly partitions: Partitions | null;
  readonly open: () => Promise<ByteSource>;
}

/** The formats whose files do not say types: named, they read their values by a schema. */
const UNTYPED: ReadonlySet<string> = new Set(["csv", "ndjson"]);

/** How a file is read that is then held to a schema; null where it is not. */
function heldOptions(format: string, named: string | undefined, options: FormatOptions): FormatOptions | null {
  if (options["schema"] == null || (named === format && UNTYPED.has(format))) return null;
  if (!UNTYPED.has(format) || options["hasHeader"] === false) return options;
  const { schema, ...rest } = options;
  return { ...rest, schemaOverrides: { ...(schema as object), ...(rest["schemaOverrides"] as object | undefined) } };
}

/** Opens files as one table, in the named format or the one that each tells. */
export async function openTable(
  places: readonly Place[],
  formats: Formats,
  host: Host,
  given: FormatOptions = {},
  named?: string,
  signal?: Signal,
): Promise<Table> {
  const fits =
    given["includeFilePaths"] === undefined &&
    given["missingColumns"] === undefined &&
    given["extraColumns"] === undefined
      ? null
      : await import("./fitted.ts");
  const fit = fits?.fittingOf(given) ?? null;
  const options = fit?.rest ?? given;
  const fitted = (table: Table, name: string, like: Schema | null): Table =>
    fits === null || fit === null ? table : fits.fittedTable(table, name, fit.fitting, like);
  // The names of files are no column of theirs.
  const own = (like: Schema): Schema =>
    fit === null ? like : schema(like.fields.filter((f) => f.name !== fit.fitting.path));
  let holds = false;
  const part = async (place: Place, like: Schema | null): Promise<Table> => {
    const source = await place.open();
    try {
      const chosen = await chooseFormat(source, formats, host, named, signal);
      const held = heldOptions(chosen.format.name, named, options);
      const reading = held ?? options;
      const table = await chosen.format.open(
        chosen.source,
        like === null ? reading : { ...reading, like: own(like) },
        host,
      );
      if (held === null) return fitted(namedTable(table, place.name), place.name, like);
      holds = true;
      const { heldTable } = await import("./held-table.ts");
      return fitted(namedTable(heldTable(table, options, place.name, place.partitions), place.name), place.name, like);
    } catch (cause) {
      await source.close();
      throw namedError(cause, place.name);
    }
  };
  const parts = places.map(
    (place): FilePart => ({
      name: place.name,
      file: place.file,
      format: named,
      partitions: place.partitions,
      open: (like) => part(place, like),
    }),
  );
  const [first] = places;
  const alone = places.length === 1 && first?.partitions === null ? parts[0] : undefined;
  const table = await (alone?.open(null) ?? (await import("./union.ts")).unionTable(parts));
  if (!holds || first === undefined || (first.partitions?.size ?? 0) === 0) return table;
  // What folders say stands beside what files have.
  const { heldTable } = await import("./held-table.ts");
  try {
    return heldTable(table, options, first.name, null);
  } catch (cause) {
    await table.close();
    throw cause;
  }
}
