/** Our server of the benchmarks: prints its port; `all` gives ten million rows, rows that come are counted and dropped. */
import { batch } from "../../src/arrow/batch.ts";
import { fixedColumn } from "../../src/arrow/column.ts";
import { field, schema } from "../../src/arrow/schema.ts";
import { Float64, Int64 } from "../../src/arrow/types.ts";
import { serveFlight } from "../../src/flight/index.ts";

const ROWS = Number(process.argv[2] ?? 10_000_000);
const BATCH = 1 << 16;
const KEEP = process.argv[3] === "keep";
const of = schema([
  field("a", Int64, false),
  field("b", Int64, false),
  field("x", Float64, false),
  field("y", Float64, false),
]);

const batches = Array.from({ length: Math.ceil(ROWS / BATCH) }, (_, i) => {
  const length = Math.min(BATCH, ROWS - i * BATCH);
  const whole = BigInt64Array.from({ length }, (_, k) => BigInt(i * BATCH + k));
  const real = Float64Array.from({ length }, (_, k) => (i * BATCH + k) / 7);
  const columns = [
    fixedColumn(Int64, length, whole),
    fixedColumn(Int64, length, whole.slice().reverse()),
    fixedColumn(Float64, length, real),
    fixedColumn(Float64, length, real.slice().reverse()),
  ];
  return batch(of, columns, length);
});

const server = await serveFlight({
  doGet: () => ({ schema: of, batches }),
  async *doPut(reader) {
    let rows = 0;
    for await (const { batch: came } of KEEP ? reader : reader.fleeting()) rows += came?.length ?? 0;
    yield Buffer.from(String(rows));
  },
  async *doAction({ body }) {
    yield body;
  },
});
console.log(server.port);
process.once("SIGTERM", () => process.exit());
