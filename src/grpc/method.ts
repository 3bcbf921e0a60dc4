import type { DescMessage, DescMethod, MessageShape } from "@bufbuild/protobuf";
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { PolaroidError } from "../core/error.ts";

/** How a message becomes bytes and back; the pieces are written one after the other, without being copied. */
export interface Codec<T> {
  encode(value: T): readonly Uint8Array[];
  decode(bytes: Uint8Array): T;
  /** What was encoded as JSON, where that is done sooner than by way of the message. */
  json?(pieces: readonly Uint8Array[]): string;
}

/** One method of a service. */
export interface Method<I = unknown, O = unknown> {
  /** /package.Service/Method */
  readonly path: string;
  /** Whether many messages come, and whether many go. */
  readonly streamsIn: boolean;
  readonly streamsOut: boolean;
  readonly input: Codec<I>;
  readonly output: Codec<O>;
  /** For JSON; null where a message has a form of its own. */
  readonly desc: DescMethod;
}

/** The codec of a message of Protobuf; bytes that are none are `INVALID_ARGUMENT`. */
export const messageCodec = <D extends DescMessage>(desc: D): Codec<MessageShape<D>> => ({
  encode: (value) => [toBinary(desc, value)],
  decode: (bytes) => {
    try {
      return fromBinary(desc, bytes);
    } catch (cause) {
      throw new PolaroidError("INVALID_ARGUMENT", `the bytes are no ${desc.typeName}: ${(cause as Error).message}`, {
        cause,
      });
    }
  },
});

/** Codecs that take the place of those of a method's messages. */
export interface Codecs<I, O> {
  readonly input?: Codec<I> | undefined;
  readonly output?: Codec<O> | undefined;
}

const described = (desc: DescMethod, codecs: Codecs<never, never>): Method<never, never> => {
  const kind = desc.methodKind;
  return {
    path: `/${desc.parent.typeName}/${desc.name}`,
    streamsIn: kind === "client_streaming" || kind === "bidi_streaming",
    streamsOut: kind === "server_streaming" || kind === "bidi_streaming",
    input: codecs.input ?? (messageCodec(desc.input) as Codec<never>),
    output: codecs.output ?? (messageCodec(desc.output) as Codec<never>),
    desc,
  };
};

/** A method as its service describes it. */
export const methodOf = <I extends DescMessage, O extends DescMessage>(
  desc: DescMethod & { readonly input: I; readonly output: O },
): Method<MessageShape<I>, MessageShape<O>> =>
  described(desc, {}) as unknown as Method<MessageShape<I>, MessageShape<O>>;

/** The same with messages in a form of their own. */
export const methodWith = <I, O>(desc: DescMethod, codecs: Codecs<I, O>): Method<I, O> =>
  described(desc, codecs as Codecs<never, never>) as unknown as Method<I, O>;
