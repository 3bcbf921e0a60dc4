import {
  create,
  type DescMessage,
  type DescMethod,
  type MessageInitShape,
  type MessageShape,
} from "@bufbuild/protobuf";
import type { Batch } from "../../../src/arrow/batch.ts";
import { decode } from "../../../src/arrow/ipc/decode.ts";
import { Channel } from "../../../src/grpc/client.ts";
import { Metadata } from "../../../src/grpc/metadata.ts";
import { methodOf } from "../../../src/grpc/method.ts";
import { DataFrame } from "../../../src/node.ts";
import { frameOf } from "../../../src/plan/node.ts";
import type { ArrowBatch } from "../../../src/proto/polaroid/v1/dataframe_service_pb.ts";

type Described<I extends DescMessage, O extends DescMessage> = DescMethod & { readonly input: I; readonly output: O };

/** Calls methods as they are described, with the headers given. */
export class Caller {
  readonly channel: Channel;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(url: string, headers: Readonly<Record<string, string>> = {}) {
    this.channel = new Channel(url);
    this.#headers = headers;
  }

  /** The same server for somebody else. */
  as(headers: Readonly<Record<string, string>>): Caller {
    return new Caller(this.channel.url, headers);
  }

  one<I extends DescMessage, O extends DescMessage>(
    method: Described<I, O>,
    request: MessageInitShape<I>,
  ): Promise<MessageShape<O>> {
    const message = create(method.input, request) as MessageShape<I>;
    return this.channel.unary(methodOf<I, O>(method), message, { headers: new Metadata(this.#headers) });
  }

  many<I extends DescMessage, O extends DescMessage>(
    method: Described<I, O>,
    request: MessageInitShape<I>,
  ): AsyncIterable<MessageShape<O>> {
    const message = create(method.input, request) as MessageShape<I>;
    return this.channel.call(methodOf<I, O>(method), [message], { headers: new Metadata(this.#headers) });
  }

  /** The rows of a stream of ArrowBatch; each message stands alone. */
  async rows<I extends DescMessage, O extends DescMessage>(
    method: Described<I, O>,
    request: MessageInitShape<I>,
  ): Promise<DataFrame> {
    const batches: Batch[] = [];
    let schema = null;
    for await (const m of this.many(method, request)) {
      const made = decode((m as unknown as ArrowBatch).arrowIpc);
      schema = made.schema;
      batches.push(...made.batches);
    }
    if (schema === null) throw new Error("no message came");
    return DataFrame.of(frameOf(schema, batches));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.channel.close();
  }
}
