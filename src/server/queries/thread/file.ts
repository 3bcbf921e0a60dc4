import { WRITES } from "../../../api/known-options.ts";
import { checkOptions } from "../../../core/argument.ts";
import type { ByteSink, Signal } from "../../../core/host.ts";
import { checkSignal } from "../../../core/signal.ts";
import type { Prepared, QueryOptions } from "../../../engine/query.ts";
import { flightMessage } from "../../../flight/data.ts";
import { FORMATS } from "../../../formats/known.ts";
import { formatNamed } from "../../../formats/registry.ts";
import type { FileForm } from "../protocol.ts";
import type { Outbox } from "./outbox.ts";
import { room } from "./room.ts";
import { rowsOf } from "./rows.ts";

/** Sends what is written to where the file is. */
const sinkOf = (outbox: Outbox, signal: Signal): ByteSink => ({
  name: "the file",
  async write(bytes) {
    // Writers fill their memory again.
    const wait = outbox.push(flightMessage({ body: [bytes.slice()] }));
    if (wait !== undefined) await room(wait, outbox, signal);
    checkSignal(signal);
  },
  commit: async () => undefined,
  abort: async () => undefined,
});

/** Runs a plan into the bytes of a file; the rows that it has. */
export async function sendFile(
  { format, options: form }: FileForm,
  ready: Prepared,
  options: QueryOptions,
  outbox: Outbox,
  signal: Signal,
): Promise<number> {
  checkOptions(`a ${format} write`, WRITES[format] as object, form);
  const { writer } = formatNamed(FORMATS, format);
  const out = await (writer as NonNullable<typeof writer>)(sinkOf(outbox, signal), ready.schema, form, options.host);
  let rows = 0;
  for await (const b of rowsOf(ready, options, signal, false)) {
    await out.write(b);
    rows += b.length;
    checkSignal(signal);
  }
  await out.finish();
  outbox.flush();
  return rows;
}
