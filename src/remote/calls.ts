import {
  create,
  type DescMessage,
  type DescMethod,
  type MessageInitShape,
  type MessageShape,
} from "@bufbuild/protobuf";
import { toBase64 } from "../core/base64.ts";
import { PolaroidError, toPolaroidError } from "../core/error.ts";
import { utf8 } from "../core/utf8.ts";
import { Metadata } from "../grpc/metadata.ts";
import { type Method, methodOf } from "../grpc/method.ts";
import { after, type CallOptions, cancelled, only, type Transport } from "../grpc/transport.ts";
import { Breaker, Gate } from "./gate.ts";
import { BREAKER, RETRY, type RemoteOptions, type RetryOptions } from "./options.ts";
import { Patience } from "./patience.ts";

/** What one call may say. */
export interface OneCall {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds, tries included. */
  readonly timeout?: number | undefined;
  /** Whether it is a part of another call, and waits for no place of its own. */
  readonly within?: boolean | undefined;
}
/** Whether a call may be carried out twice. */
type Safe = "again" | "once";
type Described<I extends DescMessage, O extends DescMessage> = DescMethod & { readonly input: I; readonly output: O };

const hex = (bytes: Uint8Array): string => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
const trace = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return `00-${hex(bytes.subarray(0, 16))}-${hex(bytes.subarray(16))}-01`;
};

function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      forget();
      reject(cancelled(signal as AbortSignal));
    };
    const forget = after(ms, () => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    });
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}

const authorization = ({ token, user, password }: RemoteOptions): string | undefined =>
  token !== undefined
    ? `Bearer ${token}`
    : user !== undefined
      ? `Basic ${toBase64(utf8(`${user}:${password ?? ""}`))}`
      : undefined;

/** A server that nobody found may be found again; what it answered is its answer. */
const isAbsent = (e: PolaroidError): boolean => e.code === "UNAVAILABLE";
const mayRetry = (e: PolaroidError): boolean => e.info.retry && e.code !== "TIMEOUT" && e.code !== "CONFLICT";

/** The calls of a client: spread over connections, so many at once, tried again where that is safe. */
export class Calls {
  readonly url: string;
  readonly #transports: readonly Transport[];
  readonly #options: RemoteOptions;
  readonly #retry: RetryOptions;
  readonly #gate: Gate;
  readonly #breaker: Breaker | null;
  readonly #closing: AbortController = new AbortController();
  #turn = 0;
  #running = 0;
  #idle: (() => void)[] = [];
  session: string;
  /** When the last call ended, in milliseconds of `performance.now()`. */
  lastUsed: number = performance.now();

  constructor(url: string, transports: readonly Transport[], options: RemoteOptions) {
    this.url = url;
    this.#transports = transports;
    this.#options = options;
    this.#retry = { ...RETRY, ...options.retry };
    this.#gate = new Gate(options.maxConcurrent ?? 256);
    this.#breaker = options.breaker === null ? null : new Breaker({ ...BREAKER, ...options.breaker });
    this.session = options.session ?? "";
  }

  get running(): number {
    return this.#running;
  }
  /** How the server is thought to be. */
  get state(): "closed" | "open" | "half-open" {
    return this.#breaker?.state ?? "closed";
  }

  #headers(): Metadata {
    const headers = new Metadata(this.#options.headers);
    const who = authorization(this.#options);
    if (who !== undefined) headers.set("authorization", who);
    if (this.session !== "") headers.set("x-polaroid-session", this.session);
    return headers.set("traceparent", this.#options.traceparent?.() ?? trace());
  }

  /** A place among the calls that are under way at once. */
  async #entered(path: string, call: OneCall, signal: AbortSignal, timeout: number | undefined): Promise<() => void> {
    if (call.within === true) return () => undefined;
    const patience = new Patience(
      timeout,
      `no answer of ${path} in ${timeout} ms: as many calls of this client were under way as maxConcurrent lets through`,
    );
    try {
      return await this.#gate.enter(patience.within(signal));
    } finally {
      patience.end();
    }
  }

  async *#attempt<I, O>(
    method: Method<I, O>,
    request: I,
    signal: AbortSignal,
    time: Pick<CallOptions, "timeout" | "promised">,
  ) {
    this.#breaker?.check(this.url);
    const transport = this.#transports[this.#turn++ % this.#transports.length] as Transport;
    let told = false;
    const tell = (answered: boolean): void => {
      if (!told) this.#breaker?.done(answered);
      told = true;
    };
    try {
      for await (const message of transport.call(method, [request], { headers: this.#headers(), signal, ...time })) {
        tell(true);
        const { error } = message as { readonly error?: string };
        if (typeof error === "string" && error !== "")
          throw new PolaroidError("ENGINE_FAILED", `${error.slice(0, 2000)} (${method.path} of ${this.url})`);
        yield message;
      }
      tell(true);
    } catch (cause) {
      tell(!isAbsent(toPolaroidError(cause)));
      throw cause;
    } finally {
      // Nobody reads on: that is no answer, and no failure either.
      tell(true);
    }
  }

  /** The messages of an answer; tried again until the first one came. */
  async *messages<I, O>(method: Method<I, O>, request: I, call: OneCall, safe: Safe): AsyncGenerator<O> {
    if (this.#closing.signal.aborted) throw closed(this.url);
    const signal =
      call.signal === undefined ? this.#closing.signal : AbortSignal.any([call.signal, this.#closing.signal]);
    const timeout = call.timeout ?? this.#options.timeout;
    const deadline = timeout === undefined ? null : performance.now() + timeout;
    const left = (): number | undefined => (deadline === null ? undefined : Math.max(1, deadline - performance.now()));
    const leave = await this.#entered(method.path, call, signal, timeout);
    this.#running++;
    try {
      for (let attempt = 1; ; attempt++) {
        let begun = false;
        const { perTry } = this.#retry;
        const patience = new Patience(
          safe === "again" ? perTry : null,
          `no answer of ${method.path} in ${perTry} ms, the time of one try`,
        );
        const time = { timeout: left(), promised: timeout };
        try {
          for await (const message of this.#attempt(method, request, patience.within(signal), time)) {
            begun = true;
            patience.end();
            yield message;
          }
          return;
        } catch (cause) {
          const error = toPolaroidError(cause);
          const { attempts, initialDelay, maxDelay, factor } = this.#retry;
          const again = patience.over || mayRetry(error);
          const wait = Math.random() * Math.min(maxDelay, initialDelay * factor ** (attempt - 1));
          const late = deadline !== null && performance.now() + wait >= deadline;
          if (begun || safe === "once" || !again || attempt >= attempts || late || this.state === "open") throw error;
          await sleep(wait, signal);
        } finally {
          patience.end();
        }
      }
    } finally {
      leave();
      this.lastUsed = performance.now();
      this.#running--;
      if (this.#running === 0) for (const done of this.#idle.splice(0)) done();
    }
  }

  /** A method with one answer. */
  one<I extends DescMessage, O extends DescMessage>(
    desc: Described<I, O>,
    request: MessageInitShape<I>,
    call: OneCall = {},
    safe: Safe = "again",
  ): Promise<MessageShape<O>> {
    const method = methodOf<I, O>(desc);
    return only(this.messages(method, create(desc.input, request) as MessageShape<I>, call, safe), method.path);
  }

  /** A method with many answers. */
  many<I extends DescMessage, O extends DescMessage>(
    desc: Described<I, O>,
    request: MessageInitShape<I>,
    call: OneCall = {},
    safe: Safe = "again",
  ): AsyncGenerator<MessageShape<O>> {
    return this.messages(methodOf<I, O>(desc), create(desc.input, request) as MessageShape<I>, call, safe);
  }

  /** Waits for calls that are under way, as long as that is said, then ends them and the connections. */
  async close(grace: number): Promise<void> {
    if (this.#running > 0 && grace > 0) {
      let forget: () => void = () => undefined;
      await new Promise<void>((resolve) => {
        this.#idle.push(resolve);
        forget = after(grace, resolve);
      });
      forget();
    }
    this.#closing.abort(closed(this.url));
    for (const t of this.#transports) await t.close();
  }
}

const closed = (url: string): PolaroidError => new PolaroidError("DISPOSED", `the client of ${url} was closed`);
