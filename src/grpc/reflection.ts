import { create, type DescFile, type DescService, toBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import {
  type ServerReflectionRequest,
  type ServerReflectionResponse,
  ServerReflection as V1,
} from "../proto/grpc/reflection/v1/reflection_pb.ts";
import { ServerReflection as V1Alpha } from "../proto/grpc/reflection/v1alpha/reflection_pb.ts";
import { bidi } from "./route.ts";
import type { ServiceRoutes } from "./server.ts";
import { STATUS } from "./status.ts";

/** Every file that the services need, by name. */
function filesOf(services: readonly DescService[]): ReadonlyMap<string, DescFile> {
  const files = new Map<string, DescFile>();
  const visit = (f: DescFile): void => {
    if (files.has(f.proto.name)) return;
    files.set(f.proto.name, f);
    f.dependencies.forEach(visit);
  };
  for (const s of services) visit(s.file);
  return files;
}

/** Which file declares a symbol: services, methods, messages and enums by their full names. */
function symbolsOf(files: Iterable<DescFile>): ReadonlyMap<string, DescFile> {
  const out = new Map<string, DescFile>();
  for (const f of files) {
    const message = (m: DescFile["messages"][number]): void => {
      out.set(m.typeName, f);
      for (const field of m.fields) out.set(`${m.typeName}.${field.name}`, f);
      for (const e of m.nestedEnums) out.set(e.typeName, f);
      m.nestedMessages.forEach(message);
    };
    f.messages.forEach(message);
    for (const e of f.enums) out.set(e.typeName, f);
    for (const s of f.services) {
      out.set(s.typeName, f);
      for (const m of s.methods) out.set(`${s.typeName}.${m.name}`, f);
    }
  }
  return out;
}

type Answer = ServerReflectionResponse["messageResponse"];

/** grpc.reflection.v1 and v1alpha: what is served here, for clients that have no `.proto` files. */
export function reflection(services: readonly DescService[]): readonly ServiceRoutes[] {
  const all = [...services, V1, V1Alpha];
  const files = filesOf(all);
  const symbols = symbolsOf(files.values());
  const missing = (what: string): Answer =>
    ({
      case: "errorResponse",
      value: { errorCode: STATUS.NOT_FOUND, errorMessage: `there is no ${what} here` },
    }) as Answer;
  const file = (found: DescFile | undefined, what: string): Answer => {
    if (found === undefined) return missing(what);
    const wanted = new Set<DescFile>();
    const visit = (f: DescFile): void => {
      if (wanted.has(f)) return;
      wanted.add(f);
      f.dependencies.forEach(visit);
    };
    visit(found);
    const bytes = [...wanted].map((f) => toBinary(FileDescriptorProtoSchema, f.proto));
    return { case: "fileDescriptorResponse", value: { fileDescriptorProto: bytes } } as Answer;
  };
  const answer = ({ messageRequest: asked }: ServerReflectionRequest): Answer => {
    switch (asked.case) {
      case "fileByFilename":
        return file(files.get(asked.value), `file ${asked.value}`);
      case "fileContainingSymbol":
        return file(symbols.get(asked.value), `symbol ${asked.value}`);
      case "listServices":
        return { case: "listServicesResponse", value: { service: all.map((s) => ({ name: s.typeName })) } } as Answer;
      case "allExtensionNumbersOfType":
        return symbols.has(asked.value)
          ? ({
              case: "allExtensionNumbersResponse",
              value: { baseTypeName: asked.value, extensionNumber: [] },
            } as unknown as Answer)
          : missing(`type ${asked.value}`);
      default:
        return missing("extension");
    }
  };
  // Both versions have the same fields in messages of their own.
  const answersOf = (response: typeof V1.method.serverReflectionInfo.output) =>
    async function* (requests: AsyncIterable<ServerReflectionRequest>): AsyncGenerator<ServerReflectionResponse> {
      for await (const originalRequest of requests)
        yield create(response, {
          validHost: originalRequest.host,
          originalRequest,
          messageResponse: answer(originalRequest) as never,
        });
    };
  const alpha = V1Alpha.method.serverReflectionInfo;
  return [
    { service: V1, routes: [bidi(V1.method.serverReflectionInfo, answersOf(V1.method.serverReflectionInfo.output))] },
    { service: V1Alpha, routes: [bidi(alpha, answersOf(alpha.output as never) as never)] },
  ];
}
