import { deepEqual } from "node:assert/strict";
import { valuesOf } from "../../../src/arrow/value.ts";
import { FlightClient, flightService, PolaroidError } from "../../../src/flight/index.ts";
import { numbers, type Scenario, textOf } from "./scenario.ts";

export const scenario: Scenario = {
  serve: () => ({
    services: [
      flightService({
        async *doExchange(reader) {
          const command = textOf((await reader.descriptor())?.cmd);
          if (command !== "echo") throw new PolaroidError("INVALID_ARGUMENT", `no exchange "${command}"`);
          // Each message goes back at once, without the descriptor that came with the first.
          for await (const message of reader.messages())
            if (message.header.length > 0 || message.metadata !== null) yield { ...message, descriptor: null };
        },
      }),
    ],
  }),
  async ask(url) {
    await using client = new FlightClient(url);
    const { writer, reader } = client.doExchange({ command: "echo" });
    const answers = reader[Symbol.asyncIterator]();
    const seen: unknown[] = [];
    const take = async (): Promise<void> => {
      const { value } = (await answers.next()) as { value: Awaited<ReturnType<typeof answers.next>>["value"] };
      if (value !== undefined)
        seen.push([
          value.batch === null ? null : valuesOf(value.batch.columns[0] as never),
          value.metadata === null ? null : textOf(value.metadata),
        ]);
    };
    await writer.write(null, Buffer.from("first"));
    await take();
    for (let i = 0; i < 4; i++) {
      await writer.write(numbers("Int32", [i, 2 * i]), i % 2 === 0 ? null : Buffer.from(`${i}`));
      await take();
    }
    await writer.write(null, new Uint8Array(0));
    await take();
    await writer.done();
    await take();
    await writer.close();
    deepEqual(seen, [
      [null, "first"],
      [[0, 0], null],
      [[1, 2], "1"],
      [[2, 4], null],
      [[3, 6], "3"],
      [null, ""],
    ]);
  },
};
