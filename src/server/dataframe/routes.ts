import type { DescMethod, MessageShape } from "@bufbuild/protobuf";
import type { Call } from "../../grpc/call.ts";
import { type Codec, type Codecs, methodWith } from "../../grpc/method.ts";
import { answered } from "../../grpc/route.ts";
import type { Route } from "../../grpc/serve-call.ts";
import { DataFrameService } from "../../proto/polaroid/v1/dataframe_service_pb.ts";
import { mustBe } from "../auth/roles.ts";
import type { Role } from "../who.ts";
import { boundedCodec } from "./bounded.ts";
import { type Served, type Turn, turnOf } from "./turn.ts";

type Methods = typeof DataFrameService.method;
export type MethodName = keyof Methods;
export type RequestOf<K extends MethodName> = MessageShape<Methods[K]["input"]>;
export type ResponseOf<K extends MethodName> = MessageShape<Methods[K]["output"]>;
export type Soon<T> = T | Promise<T>;

/** Answers a method with one message. */
export type Answers<K extends MethodName> = (request: RequestOf<K>, turn: Turn) => Soon<ResponseOf<K>>;

const route = (
  desc: DescMethod,
  role: Role,
  handle: (input: never, call: Call) => unknown,
  output?: Codec<unknown>,
): Route => {
  const codecs = { input: boundedCodec(desc.input), output } as Codecs<unknown, unknown>;
  const guarded = (input: never, call: Call): never => {
    mustBe(role, call);
    return handle(input, call) as never;
  };
  return answered(methodWith(desc, codecs), guarded);
};

/** The route of a method with one answer. */
export const answeredBy = <K extends MethodName>(served: Served, name: K, role: Role, answer: Answers<K>): Route =>
  route(DataFrameService.method[name], role, async (input, call) => answer(input, turnOf(served, call)));

/** The route of a method with many answers, whose codec may be another one than that of its messages. */
export const streamedBy = <K extends MethodName, O>(
  served: Served,
  name: K,
  role: Role,
  answer: (request: RequestOf<K>, turn: Turn) => AsyncIterable<O>,
  output?: Codec<O>,
): Route =>
  route(
    DataFrameService.method[name],
    role,
    (input, call) => answer(input, turnOf(served, call)),
    output as Codec<unknown> | undefined,
  );
