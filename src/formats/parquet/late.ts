import { batch } from "../../arrow/batch.ts";
import { bitsToRows, countBits } from "../../arrow/bitmap.ts";
import type { Column } from "../../arrow/column.ts";
import { fieldOf, schema } from "../../arrow/schema.ts";
import { takeColumn } from "../../arrow/take.ts";
import { kernels } from "../../kernels/memory.ts";
import type { RowTest } from "../../plan/table.ts";
import { type ColumnTask, decodeColumn, decodePiece, type PieceBytes } from "./decode-column.ts";
import { type Pass, PassSink } from "./pass-sink.ts";
import type { GroupRequest, LateTests } from "./plan-group.ts";
import { bitsWithout, rowCount } from "./row-ranges.ts";

/** Rows of a row group that passed. */
export interface Passed {
  /** A bit for each row of the group. */
  readonly bits: Uint8Array;
  readonly count: number;
  /** Columns of these rows that were made on the way. */
  readonly made: ReadonlyMap<string, Column>;
}

function allOf(bits: Uint8Array | null, more: Uint8Array | null): Uint8Array | null {
  if (bits === null || more === null) return bits ?? more;
  const n = Math.min(bits.length, more.length);
  const out = bits.slice(0, n);
  let i = 0;
  if (more.byteOffset % 4 === 0) {
    const words = new Uint32Array(out.buffer, 0, n >> 2);
    const others = new Uint32Array(more.buffer, more.byteOffset, n >> 2);
    for (; i < words.length; i++) words[i] = (words[i] as number) & (others[i] as number);
    i *= 4;
  }
  for (; i < n; i++) out[i] = (out[i] as number) & (more[i] as number);
  return out;
}

/** What `run` makes of bitmaps of so many rows. */
function made(
  values: Uint8Array,
  bits: Uint8Array,
  rows: number,
  run: (values: number, bits: number, n: number, out: number) => unknown,
): Uint8Array {
  const mark = kernels.mark();
  try {
    const out = kernels.push((rows >> 3) + 16);
    run(kernels.put(values), kernels.put(bits), rows, out);
    return kernels.u8.slice(out, out + ((rows + 7) >> 3) + 1);
  } finally {
    kernels.reset(mark);
  }
}

/** A column of the rows of a bitmap. */
interface Made {
  readonly column: Column;
  readonly bits: Uint8Array;
}

/** A row group's rows that pass, column by column: what no row is left for is not decoded. */
class Late {
  readonly #request: GroupRequest;
  readonly #late: LateTests;
  readonly #tasks: readonly ColumnTask[];
  readonly #bytes: PieceBytes;
  readonly #made: Map<string, Made> = new Map();
  #bits: Uint8Array;
  count: number;

  constructor(request: GroupRequest, late: LateTests, tasks: readonly ColumnTask[], bytes: PieceBytes) {
    const { group, ranges } = request;
    this.#request = request;
    this.#late = late;
    this.#tasks = tasks;
    this.#bytes = bytes;
    this.count = rowCount(ranges);
    this.#bits = bitsWithout(new Uint8Array((this.count >> 3) + 2).fill(255), ranges, group.rows);
  }

  #task(column: string): ColumnTask {
    const task = this.#tasks[this.#late.schema.index.get(column) ?? -1] as ColumnTask;
    return this.count === rowCount(this.#request.ranges) ? task : { ...task, selected: this.#bits };
  }

  #narrow(bits: Uint8Array): void {
    const { rows } = this.#request.group;
    const count = countBits(bits, rows);
    if (count === this.count) return;
    this.#bits = bits;
    this.count = count;
  }

  /** A column that was made, as far as its rows are left. */
  #left(name: string): Column | undefined {
    const found = this.#made.get(name);
    if (found === undefined || found.column.length === this.count) return found?.column;
    const still = made(this.#bits, found.bits, this.#request.group.rows, kernels.k.pqPickBits);
    return this.#keep(name, takeColumn(found.column, bitsToRows(still, found.column.length)));
  }

  #keep(name: string, column: Column): Column {
    this.#made.set(name, { column, bits: this.#bits });
    return column;
  }

  /** Tests of one column, its values as they lie in the file; false where they cannot be. `keeps`: whether it is wanted. */
  async #column(name: string, tests: readonly RowTest[], keeps: boolean): Promise<boolean> {
    const task = this.#task(name);
    const [piece] = task.pieces;
    if (piece === undefined || task.node.kind !== "leaf") return false;
    const one = schema([fieldOf(this.#late.schema, name)]);
    const pass: Pass = (c) =>
      tests.reduce<Uint8Array | null>((all, t) => allOf(all, t.pass(batch(one, [c], c.length))), null);
    const sinks: PassSink[] = [];
    const make = (): PassSink => {
      const sink = new PassSink(piece.leaf, rowCount(piece.rows), task.type, pass, keeps);
      sinks.push(sink);
      return sink;
    };
    const { column } = await decodePiece(task, piece, this.#bytes, this.#request.host, make);
    const sink = sinks.pop() as PassSink;
    if (sink.failed) return false;
    const found = bitsWithout(sink.bits, piece.rows, this.#request.group.rows);
    this.#narrow(allOf(this.#bits, found) as Uint8Array);
    if (sink.keeps) this.#keep(name, column);
    return true;
  }

  /** A test of columns, of which the rows that are left are made. */
  async #rows(test: RowTest): Promise<void> {
    const { columns, pass } = test;
    const { group, host } = this.#request;
    const own: Column[] = [];
    for (const name of columns)
      own.push(this.#left(name) ?? this.#keep(name, await decodeColumn(this.#task(name), this.#bytes, host)));
    const names = schema(columns.map((name) => fieldOf(this.#late.schema, name)));
    const found = pass(batch(names, own, this.count));
    if (found === null) return;
    const all = this.count === group.rows;
    this.#narrow(
      all
        ? bitsWithout(found, [[0, group.rows]], group.rows)
        : made(found, this.#bits, group.rows, kernels.k.pqSpreadBits),
    );
  }

  async run(): Promise<Passed> {
    const single = new Map<string, RowTest[]>();
    const rest: RowTest[] = [];
    const wanted = this.#request.schema;
    for (const test of this.#late.tests) {
      const [name] = test.columns;
      if (test.columns.length !== 1 || name === undefined) rest.push(test);
      else single.set(name, [...(single.get(name) ?? []), test]);
    }
    const size = (name: string): number => this.#task(name).pieces.reduce((sum, p) => sum + p.chunk.compressed, 0);
    const order = [...single].sort(([a], [b]) => size(a) - size(b));
    for (const [name, tests] of order) {
      if (this.count === 0) break;
      const keeps = wanted.index.has(name) || rest.some((t) => t.columns.includes(name));
      if (!(await this.#column(name, tests, keeps))) rest.unshift(...tests);
    }
    for (const test of rest) if (this.count > 0) await this.#rows(test);
    const given = new Map<string, Column>();
    if (this.count > 0)
      for (const name of this.#made.keys()) if (wanted.index.has(name)) given.set(name, this.#left(name) as Column);
    return { bits: this.#bits, count: this.count, made: given };
  }
}

/** The rows of a row group that pass its tests. */
export const passing = (
  request: GroupRequest,
  late: LateTests,
  tasks: readonly ColumnTask[],
  bytes: PieceBytes,
): Promise<Passed> => new Late(request, late, tasks, bytes).run();
