import type {
  DescMessage,
  DescMethodBiDiStreaming,
  DescMethodServerStreaming,
  DescMethodUnary,
  MessageShape,
} from "@bufbuild/protobuf";
import type { Call } from "./call.ts";
import { type Method, methodOf } from "./method.ts";
import type { Handler, Route } from "./serve-call.ts";

type Of<D extends DescMessage> = MessageShape<D>;
type Soon<T> = T | Promise<T>;
const made = (method: unknown, handle: unknown): Route => ({ method: method as Method, handle: handle as Handler });

/** Answers one message with one. */
export const unary = <I extends DescMessage, O extends DescMessage>(
  desc: DescMethodUnary<I, O>,
  handle: (request: Of<I>, call: Call) => Soon<Of<O>>,
): Route => made(methodOf(desc), handle);

/** Answers one message with many. */
export const serverStream = <I extends DescMessage, O extends DescMessage>(
  desc: DescMethodServerStreaming<I, O>,
  handle: (request: Of<I>, call: Call) => AsyncIterable<Of<O>>,
): Route => made(methodOf(desc), handle);

/** Answers many messages with many. */
export const bidi = <I extends DescMessage, O extends DescMessage>(
  desc: DescMethodBiDiStreaming<I, O>,
  handle: (requests: AsyncIterable<Of<I>>, call: Call) => AsyncIterable<Of<O>>,
): Route => made(methodOf(desc), handle);

/** Answers a method whose messages have a form of their own; it takes and gives iterables where the method streams. */
export const answered = <I, O>(
  method: Method<I, O>,
  handle: (input: never, call: Call) => Soon<O> | AsyncIterable<O>,
): Route => made(method, handle);
