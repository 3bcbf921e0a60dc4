import type { Batch } from "../arrow/batch.ts";
import type { Schema } from "../arrow/schema.ts";
import type { Signal } from "../core/host.ts";
import type { Expr } from "../expr/node.ts";

/** A condition on rows: of each row's values in some columns alone. */
export interface RowTest {
  readonly columns: readonly string[];
  /** The same as an expression, where it is one: what statistics may answer. */
  readonly predicate?: Expr | undefined;
  /** A bit for each row, 1 where it passes; null where all do. */
  readonly pass: (rows: Batch) => Uint8Array | null;
}

/** Conditions on the rows of a scan. */
export interface Where {
  /** Those that are worth looking at now: asked again as the scan goes on. */
  readonly tests: () => readonly RowTest[];
  /** Takes note of rows that were left out. */
  readonly dropped: (rows: number) => void;
}

/** What a scan asks of a table. */
export interface ScanRequest {
  /** The columns to give, in this order; null for all. */
  readonly columns: readonly string[] | null;
  /** Rows that fail this may be left out (pruning); the engine filters again, so nothing depends on it. */
  readonly predicate: Expr | null;
  /** No more than this many rows are needed (without predicate: the table may stop there); null for all. */
  readonly limit: number | null;
  /** Columns that are read after the next batch is asked for: the memory of others may be filled again then. Absent or null: all. */
  readonly lasting?: ReadonlySet<string> | null | undefined;
  /** What rows must pass to be given: looked at by tables that say `filters`. */
  readonly where?: Where | null | undefined;
  readonly signal?: Signal | undefined;
}

export interface ColumnStats {
  readonly min: unknown;
  readonly max: unknown;
  readonly nulls: number | null;
  readonly distinct: number | null;
  /** How many different texts there may be, about, by the size of dictionaries. */
  readonly texts?: number | null;
}

/** How another thread opens a part of a table. */
export interface TablePart {
  readonly file: string;
  /** What the file had when it was opened here. */
  readonly version: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Its row groups [from, to). */
  readonly groups: readonly [from: number, to: number];
  /** In place of that: whole files, one after the other, with the schema of `file`, and their format where it was named. */
  readonly files?: {
    readonly paths: readonly string[];
    readonly like: Schema;
    readonly format: string | undefined;
  };
}

/** An opened source of rows: its schema is known, its rows are read when scanned. */
export interface Table {
  readonly schema: Schema;
  /** Rows in all where that is known without reading. */
  readonly rows: number | null;
  /** Rows as far as can be guessed, where they are not known. */
  readonly rowsGuess?: number | undefined;
  /** Bytes in all where that is known. */
  readonly bytes: number | null;
  /** Changes when the content does. */
  readonly version: string;
  readonly stats?: ((column: string) => ColumnStats | null) | undefined;
  /** The files that its rows are in, one after the other and nothing else; absent where its rows come otherwise. */
  readonly files?: readonly string[] | undefined;
  /**
   * Up to `n` parts of about as many bytes, in their order, of what may pass a predicate; none where its rows are not
   * read apart, or too few of them pass.
   */
  readonly split?: ((n: number, predicate?: Expr | null) => readonly Table[]) | undefined;
  /** Rows in the parts that may have some that pass a predicate, as far as the file tells without its rows. */
  readonly mayPass?: ((predicate: Expr) => Promise<number>) | undefined;
  /** Whether a scan gives only rows that pass its `where`. */
  readonly filters?: boolean | undefined;
  /** How another thread opens it, of a table that is a part. */
  readonly part?: TablePart | undefined;
  scan(request: ScanRequest): AsyncIterable<Batch>;
  close(): Promise<void>;
}
