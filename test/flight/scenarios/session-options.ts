import { deepEqual, equal } from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { FlightClient, flightService, PolaroidError, type SessionValue } from "../../../src/flight/index.ts";
import { FAULT, sessionOption, sessionValue } from "../../../src/flight/session.ts";
import {
  CloseSessionResult_Status,
  CloseSessionResultSchema,
  GetSessionOptionsResultSchema,
  SetSessionOptionsRequestSchema,
  SetSessionOptionsResultSchema,
} from "../../../src/proto/arrow/flight/protocol/flight_pb.ts";
import type { Scenario } from "./scenario.ts";

const COOKIE = "arrow_flight_session_id";
type Options = Map<string, SessionValue>;

export const scenario: Scenario = {
  serve() {
    const sessions = new Map<string, Options>();
    return {
      interceptors: [
        (call, next) => {
          const cookies = call.headers.all("cookie").join("; ");
          let id = new RegExp(`(?:^|; ?)${COOKIE}=([^;]*)`).exec(cookies)?.[1];
          if (id === undefined) {
            id = randomUUID();
            sessions.set(id, new Map());
            call.responseHeaders.set("set-cookie", `${COOKIE}=${id}`);
          }
          call.values.set("id", id);
          return next();
        },
      ],
      services: [
        flightService({
          async *doAction({ type, body }, call) {
            const id = call.values.get("id") as string;
            const options = sessions.get(id);
            if (options === undefined) throw new PolaroidError("UNAUTHENTICATED", "the session was closed");
            if (type === "SetSessionOptions") {
              const errors: Record<string, { value: number }> = {};
              for (const [name, sent] of Object.entries(
                fromBinary(SetSessionOptionsRequestSchema, body).sessionOptions,
              )) {
                const value = sessionValue(sent);
                if (name === "lol_invalid") errors[name] = { value: FAULT.INVALID_NAME };
                else if (value === "lol_invalid") errors[name] = { value: FAULT.INVALID_VALUE };
                else if (value === null) options.delete(name);
                else options.set(name, value);
              }
              yield toBinary(
                SetSessionOptionsResultSchema,
                create(SetSessionOptionsResultSchema, { errors: errors as never }),
              );
            } else if (type === "GetSessionOptions") {
              const sessionOptions = Object.fromEntries([...options].map(([n, v]) => [n, sessionOption(n, v)]));
              yield toBinary(GetSessionOptionsResultSchema, create(GetSessionOptionsResultSchema, { sessionOptions }));
            } else if (type === "CloseSession") {
              sessions.delete(id);
              call.responseHeaders.add("set-cookie", `${COOKIE}=; Max-Age=0`);
              const status = CloseSessionResult_Status.CLOSED;
              yield toBinary(CloseSessionResultSchema, create(CloseSessionResultSchema, { status }));
            } else throw new PolaroidError("NOT_SUPPORTED", `no action ${type}`);
          },
        }),
      ],
    };
  },
  async ask(url) {
    await using client = new FlightClient(url, { cookies: true });
    deepEqual(await client.getSessionOptions(), {});
    const list = ["a", "b", "sea", "dee", " ", "  ", "geee", "(づ｡◕‿‿◕｡)づ"];
    const faults = await client.setSessionOptions({
      foolong: 123n,
      bardouble: 456,
      lol_invalid: "this won't get set",
      key_with_invalid_value: "lol_invalid",
      big_ol_string_list: list,
    });
    deepEqual(faults, { lol_invalid: "INVALID_NAME", key_with_invalid_value: "INVALID_VALUE" });
    deepEqual({ ...(await client.getSessionOptions()) }, { foolong: 123n, bardouble: 456, big_ol_string_list: list });
    deepEqual(await client.setSessionOptions({ foolong: null }), {});
    deepEqual({ ...(await client.getSessionOptions()) }, { bardouble: 456, big_ol_string_list: list });
    equal(await client.closeSession(), "CLOSED");
  },
};
