import { create, type DescMessage, fromBinary, type MessageShape, toBinary } from "@bufbuild/protobuf";
import type { Codecs } from "../arrow/ipc/compression.ts";
import type { Schema } from "../arrow/schema.ts";
import { toBase64 } from "../core/base64.ts";
import { PolaroidError } from "../core/error.ts";
import { utf8 } from "../core/utf8.ts";
import { Metadata } from "../grpc/metadata.ts";
import type { Method } from "../grpc/method.ts";
import { Slabs } from "../grpc/slabs.ts";
import type { CallOptions, Transport } from "../grpc/transport.ts";
import {
  ActionSchema,
  type ActionType,
  BasicAuthSchema,
  CriteriaSchema,
  EmptySchema,
  type FlightInfo,
  HandshakeRequestSchema,
  type PollInfo,
  type PutResult,
  type Ticket,
  TicketSchema,
} from "../proto/arrow/flight/protocol/flight_pb.ts";
import type { FlightMessage } from "./data.ts";
import { bytesOf, type Descriptor, descriptorOf } from "./descriptor.ts";
import { METHODS } from "./methods.ts";
import { FlightReader } from "./reader.ts";
import { decodedSchema } from "./schema.ts";
import { stoppable } from "./stoppable.ts";
import type { FlightStream, StreamOptions } from "./stream.ts";
import { FlightWriter } from "./writer.ts";

/** What one call says beside its messages. */
export interface FlightCallOptions extends Omit<CallOptions, "headers"> {
  readonly headers?: Metadata | Readonly<Record<string, string | Uint8Array>> | undefined;
}
/** How rows are written in one call. */
export interface FlightWriteOptions extends FlightCallOptions, Omit<StreamOptions, "descriptor"> {}

export interface FlightCallsOptions {
  /** Sent with each call. */
  readonly headers?: FlightCallOptions["headers"];
  /** Codecs for zstd, which is read without them, too. */
  readonly codecs?: Codecs | undefined;
}
export interface Credentials {
  readonly username: string;
  readonly password: string;
  /** Whether they go in a header and a bearer token comes back, as most servers have it, or both travel as payloads of the handshake. */
  readonly by?: "header" | "payload" | undefined;
}

const metadataOf = (headers: FlightCallOptions["headers"]): Metadata =>
  headers instanceof Metadata ? headers : new Metadata(headers ?? {});

/** A call that begins with its first read, so that what is wrong with it comes out there. */
async function* mapped<A, B>(call: () => AsyncIterable<A>, to: (value: A) => B): AsyncGenerator<B> {
  for await (const value of call()) yield to(value);
}
const as = <T>(value: T): T => value;

/** An exchange of rows: what is written, and what comes back. */
export interface FlightExchange {
  readonly writer: FlightWriter<FlightMessage>;
  readonly reader: FlightReader;
}

/** The methods of Flight over anything that carries calls. */
export class FlightCalls {
  protected readonly transport: Transport;
  protected readonly codecs: Codecs | undefined;
  readonly #headers: Metadata;

  constructor(transport: Transport, options: FlightCallsOptions = {}) {
    this.transport = transport;
    this.codecs = options.codecs;
    this.#headers = new Metadata().merge(metadataOf(options.headers));
  }

  get url(): string {
    return this.transport.url;
  }

  /** Headers that go with each call, tokens of `authenticate` among them. */
  get headers(): Metadata {
    return this.#headers;
  }

  protected said(options: FlightCallOptions = {}): CallOptions {
    return { ...options, headers: new Metadata().merge(this.#headers).merge(metadataOf(options.headers)) };
  }

  protected unary<I, O>(method: Method<I, O>, request: I, options?: FlightCallOptions): Promise<O> {
    return this.transport.unary(method, request, this.said(options));
  }

  /** Exchanges bytes with the server until it knows who calls. */
  handshake(
    payloads: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
    options?: FlightCallOptions,
  ): AsyncIterable<Uint8Array> {
    const requests = async function* () {
      for await (const payload of payloads) yield create(HandshakeRequestSchema, { payload });
    };
    return mapped(
      () => this.transport.call(METHODS.handshake, requests(), this.said(options)),
      (r) => r.payload,
    );
  }

  /**
   * Logs in; the token that comes back is sent with all later calls, and is the result. `UNAUTHENTICATED` where the server
   * does not believe it.
   * @example
   * await client.authenticate({ username: "ada", password: "secret" });
   */
  async authenticate({ username, password, by = "header" }: Credentials, options?: FlightCallOptions): Promise<string> {
    if (by === "payload") {
      const payload = toBinary(BasicAuthSchema, create(BasicAuthSchema, { username, password }));
      let token: Uint8Array | null = null;
      for await (const answer of this.handshake([payload], options)) token ??= answer;
      if (token === null) throw new PolaroidError("UNAUTHENTICATED", `${this.url} gave no token`);
      this.#headers.set("auth-token-bin", token);
      return this.#headers.get("auth-token-bin") as string;
    }
    const headers = metadataOf(options?.headers);
    const basic = `Basic ${toBase64(utf8(`${username}:${password}`))}`;
    let found: string | undefined;
    const take = (m: Metadata): void => {
      found ??= m.get("authorization");
    };
    const said = { ...options, headers: new Metadata().merge(headers).set("authorization", basic) };
    for await (const _ of this.handshake([], { ...said, onHeaders: take, onTrailers: take }));
    if (found === undefined || !/^bearer /i.test(found))
      throw new PolaroidError("UNAUTHENTICATED", `${this.url} gave no bearer token`);
    this.#headers.set("authorization", found);
    return found.slice(7);
  }

  /** What the server has, as far as the criteria match, which are for it to understand. */
  listFlights(criteria: Uint8Array | string = "", options?: FlightCallOptions): AsyncIterable<FlightInfo> {
    const request = create(CriteriaSchema, { expression: bytesOf(criteria) });
    return mapped(() => this.transport.call(METHODS.listFlights, [request], this.said(options)), as);
  }

  /** Where the rows of a descriptor are to be had. */
  async getFlightInfo(of: Descriptor, options?: FlightCallOptions): Promise<FlightInfo> {
    return this.unary(METHODS.getFlightInfo, descriptorOf(of), options);
  }

  /** The same for a query that takes long: ask again with the descriptor of the answer, until it has none. */
  async pollFlightInfo(of: Descriptor, options?: FlightCallOptions): Promise<PollInfo> {
    return this.unary(METHODS.pollFlightInfo, descriptorOf(of), options);
  }

  async getSchema(of: Descriptor, options?: FlightCallOptions): Promise<Schema> {
    return decodedSchema((await this.unary(METHODS.getSchema, descriptorOf(of), options)).schema);
  }

  /**
   * The rows of a ticket. The call starts with the first read, and ends early with the loop.
   * @example
   * for await (const batch of client.doGet(ticket).batches()) console.log(batch.length);
   */
  doGet(ticket: Ticket | Uint8Array | string, options?: FlightCallOptions): FlightReader {
    return this.get(this.transport, ticket, options);
  }

  protected get(from: Transport, ticket: Ticket | Uint8Array | string, options?: FlightCallOptions): FlightReader {
    const request =
      typeof ticket === "object" && "$typeName" in ticket ? ticket : create(TicketSchema, { ticket: bytesOf(ticket) });
    const slabs = new Slabs();
    const { signal, stop } = stoppable(options?.signal);
    const call = mapped(() => from.call(METHODS.doGet, [request], { ...this.said(options), signal, slabs }), as);
    return new FlightReader(call, this.codecs, slabs, stop);
  }

  /**
   * Brings rows: `write` waits while the server does, `answers` is what it says meanwhile, `close` ends the call.
   * @example
   * const put = client.doPut({ path: ["quotes"] });
   * await put.write(batch);
   * await put.close();
   */
  doPut(to: Descriptor, options: FlightWriteOptions = {}): FlightWriter<Uint8Array> {
    const ends = stoppable(options.signal);
    const call = (messages: AsyncIterable<FlightMessage>): AsyncIterable<PutResult> =>
      this.transport.call(METHODS.doPut, messages, { ...this.said(options), signal: ends.signal });
    return new FlightWriter(
      descriptorOf(to),
      this.#writing(options),
      (messages) =>
        mapped(
          () => call(messages),
          (r) => r.appMetadata,
        ),
      ends,
    );
  }

  /** Brings a stream of rows as a whole; gives what the server said. */
  async put(to: Descriptor, stream: FlightStream, options?: FlightWriteOptions): Promise<Uint8Array[]> {
    await using writer = this.doPut(to, options);
    await writer.begin(stream.schema);
    for await (const one of stream.batches) {
      if ("columns" in one) await writer.write(one);
      else await writer.write(one.batch, one.metadata);
    }
    return await writer.close();
  }

  /** Rows both ways at once. */
  doExchange(of: Descriptor, options: FlightWriteOptions = {}): FlightExchange {
    const ends = stoppable(options.signal);
    const writer = new FlightWriter<FlightMessage>(
      descriptorOf(of),
      this.#writing(options),
      (messages) => this.transport.call(METHODS.doExchange, messages, { ...this.said(options), signal: ends.signal }),
      ends,
      2,
    );
    return { writer, reader: new FlightReader(writer.answers, this.codecs, null, ends.stop) };
  }

  #writing({
    compression,
    codecs = this.codecs,
    deltas,
    messageBytes,
    dictionaries,
  }: FlightWriteOptions): StreamOptions {
    return { compression, codecs, deltas, messageBytes, dictionaries };
  }

  /** Asks for anything else by name; gives the bodies of its results. */
  doAction(type: string, body: Uint8Array | string = "", options?: FlightCallOptions): AsyncIterable<Uint8Array> {
    const request = create(ActionSchema, { type, body: bytesOf(body) });
    return mapped(
      () => this.transport.call(METHODS.doAction, [request], this.said(options)),
      (r) => r.body,
    );
  }

  /** An action whose body and only result are messages. */
  async action<I extends DescMessage, O extends DescMessage>(
    type: string,
    [input, output]: readonly [I, O],
    request: MessageShape<I>,
    options?: FlightCallOptions,
  ): Promise<MessageShape<O>> {
    let found: Uint8Array | null = null;
    for await (const body of this.doAction(type, toBinary(input, request), options)) found ??= body;
    try {
      return fromBinary(output, found ?? new Uint8Array(0));
    } catch (cause) {
      throw new PolaroidError("CORRUPT", `${this.url} answered ${type} with bytes that are no ${output.typeName}`, {
        cause,
      });
    }
  }

  listActions(options?: FlightCallOptions): AsyncIterable<ActionType> {
    return mapped(() => this.transport.call(METHODS.listActions, [create(EmptySchema)], this.said(options)), as);
  }
}
