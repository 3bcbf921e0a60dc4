import { PolaroidError } from "../core/error.ts";
import { Call } from "./call.ts";
import type { Framed } from "./frame.ts";
import { incoming } from "./incoming.ts";
import { Metadata } from "./metadata.ts";
import type { Method } from "./method.ts";
import type { Reader, Speech } from "./protocols/protocol.ts";
import { OK, type Status, statusOf } from "./status.ts";
import { after } from "./transport.ts";
import type { Wire } from "./wire.ts";

/** What answers a method: takes a message or an iterable of them, gives a message or an iterable of them. */
export type Handler = (input: unknown, call: Call) => unknown;
/** Stands around each call; `next` does the call and fails as it fails. */
export type Interceptor = (call: Call, next: () => Promise<void>) => Promise<void>;

export interface Route {
  readonly method: Method;
  readonly handle: Handler;
}
/** The one message of a call that has one. */
function single(wire: Wire, speech: Speech, method: Method, limit: number): Promise<unknown> {
  const { body } = wire;
  const reader = speech.reader(limit);
  let found: Uint8Array | null = null;
  let whole = false;
  return new Promise((resolve, reject) => {
    const take = (frames: readonly Framed[]): void => {
      for (const f of frames) {
        if (found !== null)
          throw new PolaroidError("INVALID_ARGUMENT", `${method.path} takes one message, not several`);
        found = f.bytes;
      }
    };
    const guarded = (then: () => void): void => {
      try {
        then();
      } catch (error) {
        body.removeAllListeners("data");
        body.resume();
        reject(error);
      }
    };
    body.on("data", (chunk: Uint8Array) => guarded(() => take(reader.push(chunk))));
    body.once("end", () =>
      guarded(() => {
        take(reader.end());
        if (found === null) throw new PolaroidError("INVALID_ARGUMENT", `${method.path} came without its message`);
        whole = true;
        resolve(method.input.decode(speech.received(method, found)));
      }),
    );
    const gone = (): void => {
      if (!whole) reject(new PolaroidError("CANCELLED", "the caller is gone"));
    };
    body.once("close", gone);
    // An interceptor may have waited past the call's end: nothing comes any more.
    if (body.closed || body.readableEnded) gone();
  });
}

/** What a server allows a call. */
export interface CallLimits {
  /** Bytes of a message that comes. */
  readonly message: number;
}

/** Node ends what it reads where a caller goes, too: that is no end of what he says. */
const wholly = (reader: Reader, wire: Wire): Reader => ({
  push: (chunk) => reader.push(chunk),
  end: () => {
    if (!wire.open) throw new PolaroidError("CANCELLED", "the caller is gone");
    return reader.end();
  },
});

async function carryOut(
  { method, handle }: Route,
  wire: Wire,
  speech: Speech,
  call: Call,
  limits: CallLimits,
  onStart: () => void,
): Promise<void> {
  const send = (value: unknown): boolean => {
    const pieces = speech.sent(method, method.output.encode(value));
    onStart();
    return wire.write(pieces);
  };
  const input = method.streamsIn
    ? incoming(wire.body, wholly(speech.reader(limits.message, call.slabs), wire), (bytes) =>
        method.input.decode(speech.received(method, bytes)),
      )
    : await single(wire, speech, method, limits.message);
  const result = handle(input, call);
  if (!method.streamsOut) {
    const answer = await result;
    if (call.aborted === null) send(answer);
    return;
  }
  for await (const message of result as AsyncIterable<unknown>) {
    if (call.aborted !== null) throw call.aborted;
    if (!send(message)) await wire.drained();
    if (call.aborted !== null) throw call.aborted;
  }
}

/** Answers one call, whatever becomes of it; gives how it ended. */
export async function serveCall(
  target: Route,
  wire: Wire,
  speech: Speech,
  interceptors: readonly Interceptor[],
  limits: CallLimits,
  known: (call: Call) => void,
): Promise<Status> {
  const { timeout } = speech;
  const call = new Call(
    target.method,
    Metadata.received(wire.headers),
    wire.peer,
    timeout === null ? null : Date.now() + timeout,
  );
  let started = false;
  let ended = false;
  const onStart = (): void => {
    if (!started) wire.respond(200, speech.headers(call), false);
    started = true;
  };
  known(call);
  wire.onGone(() => {
    if (!ended) call.abort(new PolaroidError("CANCELLED", "the caller is gone"));
  });
  const forget = after(timeout, () =>
    call.abort(new PolaroidError("TIMEOUT", `the caller waits ${timeout} ms, no longer`)),
  );
  const last = (): Promise<void> => carryOut(target, wire, speech, call, limits, onStart);
  const run = interceptors.reduceRight<() => Promise<void>>((next, one) => () => one(call, next), last);
  let status = OK;
  try {
    await Promise.race([run(), call.over]);
  } catch (error) {
    status = statusOf(call.aborted ?? error);
  }
  ended = true;
  forget();
  if (wire.open) speech.finish(wire, call, status, started);
  wire.discard();
  return status;
}
