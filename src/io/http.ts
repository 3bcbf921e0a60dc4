import { PolaroidError } from "../core/error.ts";
import type { ByteSource, Signal } from "../core/host.ts";
import { checkSignal } from "../core/signal.ts";
import { backOff, type HttpOptions, networkError, request } from "./http-request.ts";
import { checkRange, concatBytes } from "./limits.ts";

const MAX_WHOLE = 512 << 20;

/** A URL for messages: what may be secret, credentials and query, is left out. */
const nameOf = (url: string): string => {
  try {
    const { protocol, host, pathname } = new URL(url);
    return `${protocol}//${host}${pathname}`;
  } catch {
    throw new PolaroidError("INVALID_ARGUMENT", `"${url}" is no URL`);
  }
};

interface Part {
  readonly start: number;
  readonly bytes: Uint8Array;
}

/** A file on a web server: read by ranges, suffix first, never by HEAD, and never whole unless the server knows no ranges. */
export class HttpSource implements ByteSource {
  readonly name: string;
  readonly #url: string;
  readonly #options: HttpOptions;
  #size = -1;
  #version: string | null = null;
  #whole: Uint8Array | null = null;
  #first: Promise<unknown> | null = null;
  #known = false;
  /** Bytes of bodies received so far. */
  fetched = 0;
  /** Requests sent so far, tries again not counted. */
  requests = 0;

  constructor(url: string, options: HttpOptions = {}) {
    this.name = nameOf(url);
    this.#url = url;
    this.#options = options;
  }

  /** -1 until the first answer. */
  get size(): number {
    return this.#size;
  }

  get version(): string {
    return this.#version ?? "";
  }

  /** Remembers what the first answer says of the file; a later one that says otherwise means that the file changed. */
  #meet(response: Response, size: number): void {
    const { headers } = response;
    const version = headers.get("etag") ?? headers.get("last-modified") ?? "";
    const changed =
      (this.#version !== null && version !== "" && this.#version !== "" && version !== this.#version) ||
      (size >= 0 && this.#size >= 0 && size !== this.#size);
    if (changed)
      throw new PolaroidError("IO", `${this.name} was changed on the server while it was read; open it again`);
    this.#version ??= version;
    if (size >= 0) this.#size = size;
  }

  async *#body(response: Response, limit: number, signal: Signal | undefined): AsyncGenerator<Uint8Array> {
    const reader = response.body?.getReader();
    if (reader === undefined) return;
    let length = 0;
    try {
      for (;;) {
        checkSignal(signal);
        const { done, value } = await reader.read();
        if (done) return;
        length += value.length;
        this.fetched += value.length;
        if (length > limit)
          throw new PolaroidError(
            "LIMIT_EXCEEDED",
            `${this.name}: the server sent more than the ${limit} bytes that were expected`,
          );
        yield value;
      }
    } catch (cause) {
      throw networkError(this.name, cause, signal);
    } finally {
      await reader.cancel().catch(() => {});
    }
  }

  async #gather(response: Response, limit: number, signal: Signal | undefined): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of this.#body(response, limit, signal)) {
      chunks.push(chunk);
      length += chunk.length;
    }
    return concatBytes(chunks, length);
  }

  /** The body of a 206 with its place in the file. */
  async #part(response: Response, asked: number, signal: Signal | undefined): Promise<Part> {
    const header = response.headers.get("content-range");
    const found = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(header ?? "");
    if (found === null)
      throw new PolaroidError(
        "IO",
        `${this.name}: the answer to a range has ${header === null ? "no Content-Range (across origins the server must expose it: Access-Control-Expose-Headers)" : `the Content-Range "${header}"`}`,
      );
    const [start, end] = [Number(found[1]), Number(found[2]) + 1];
    this.#meet(response, found[3] === "*" ? -1 : Number(found[3]));
    if (end - start > asked)
      throw new PolaroidError("IO", `${this.name}: the server sent ${end - start} bytes where ${asked} were asked`);
    const bytes = await this.#gather(response, end - start, signal);
    if (bytes.length !== end - start)
      throw new PolaroidError(
        "UNAVAILABLE",
        `${this.name}: the connection ended after ${bytes.length} of ${end - start} bytes`,
      );
    return { start, bytes };
  }

  async #keepWhole(response: Response, signal: Signal | undefined): Promise<Uint8Array> {
    const limit = this.#options.maxWhole ?? MAX_WHOLE;
    const promised = Number(response.headers.get("content-length") ?? 0);
    if (promised > limit) {
      await response.body?.cancel().catch(() => {});
      throw new PolaroidError(
        "LIMIT_EXCEEDED",
        `${this.name}: the server knows no ranges and the file has ${promised} bytes; download it first`,
      );
    }
    this.#meet(response, -1);
    this.#whole = await this.#gather(response, limit, signal);
    this.#size = this.#whole.length;
    return this.#whole;
  }

  /** The first request alone, the others after it: it tells whether the server knows ranges. */
  async #after<T>(work: () => Promise<T>): Promise<T> {
    while (!this.#known && this.#first !== null) await this.#first.catch(() => {});
    if (this.#known) return work();
    const first = work();
    this.#first = first;
    try {
      const result = await first;
      this.#known = true;
      return result;
    } finally {
      this.#first = null;
    }
  }

  #request(range: string | null, signal: Signal | undefined, allowed?: readonly number[]): Promise<Response> {
    this.requests++;
    return request(this.name, this.#url, range, this.#options, signal, allowed);
  }

  async #range(start: number, end: number, signal: Signal | undefined): Promise<Uint8Array> {
    for (let tried = 0; ; tried++) {
      const response = await this.#request(`bytes=${start}-${end - 1}`, signal);
      if (response.status === 200) return (await this.#keepWhole(response, signal)).subarray(start, end);
      try {
        const part = await this.#part(response, end - start, signal);
        if (part.start !== start)
          throw new PolaroidError("IO", `${this.name}: the server sent another range than was asked`);
        return part.bytes;
      } catch (cause) {
        if ((cause as PolaroidError).code !== "UNAVAILABLE" || tried >= (this.#options.retries ?? 2)) throw cause;
        await backOff(tried, null, signal);
      }
    }
  }

  async read(start: number, end: number, signal?: Signal): Promise<Uint8Array> {
    checkRange(this.name, start, end, this.#size);
    if (start === end) return new Uint8Array(0);
    const bytes = await this.#after(async () => this.#whole?.subarray(start, end) ?? this.#range(start, end, signal));
    if (bytes.length < end - start)
      checkRange(this.name, start, end, this.#size < 0 ? start + bytes.length : this.#size);
    return bytes;
  }

  tail(length: number, signal?: Signal): Promise<Uint8Array> {
    return this.#after(async () => {
      if (this.#whole !== null) return this.#whole.subarray(Math.max(0, this.#whole.length - length));
      if (this.#size >= 0) return this.#lastOf(length, signal);
      let response: Response | null = null;
      try {
        response = await this.#request(`bytes=-${length}`, signal, [400, 416, 501]);
      } catch (cause) {
        // A browser asks the other origin first whether a suffix range may be sent; a plain range it just sends.
        const error = cause as PolaroidError;
        if (error.code !== "UNAVAILABLE" || error.cause === undefined) throw cause;
      }
      if (response?.status === 206) return (await this.#part(response, length, signal)).bytes;
      if (response?.status === 200) {
        const whole = await this.#keepWhole(response, signal);
        return whole.subarray(Math.max(0, whole.length - length));
      }
      await response?.body?.cancel().catch(() => {});
      const total = /\/(\d+)$/.exec(response?.headers.get("content-range") ?? "");
      if (total !== null) this.#size = Number(total[1]);
      else await this.#range(0, 1, signal);
      return this.#lastOf(length, signal);
    });
  }

  async #lastOf(length: number, signal: Signal | undefined): Promise<Uint8Array> {
    if (this.#size < 0) throw new PolaroidError("IO", `${this.name}: the server does not tell the file's size`);
    const start = Math.max(0, this.#size - length);
    if (this.#whole !== null) return this.#whole.subarray(start);
    return start === this.#size ? new Uint8Array(0) : this.#range(start, this.#size, signal);
  }

  async *stream(start: number, signal?: Signal): AsyncIterable<Uint8Array> {
    if (this.#whole !== null) {
      yield this.#whole.subarray(start);
      return;
    }
    let at = start;
    for (let tried = 0; ; ) {
      if (this.#size >= 0 && at >= this.#size) return;
      const response = await this.#request(at === 0 ? null : `bytes=${at}-`, signal, [416]);
      if (response.status === 416) return void (await response.body?.cancel().catch(() => {}));
      const partial = response.status === 206;
      const plain = response.headers.get("content-encoding") === null;
      const length = plain ? Number(response.headers.get("content-length") ?? -1) : -1;
      const total = length < 0 ? -1 : partial ? at + length : length;
      this.#meet(response, total);
      let skip = partial ? 0 : at;
      try {
        for await (const chunk of this.#body(response, Number.POSITIVE_INFINITY, signal)) {
          if (chunk.length > skip) {
            at += chunk.length - skip;
            yield chunk.subarray(skip);
          }
          skip = Math.max(0, skip - chunk.length);
        }
        if (total < 0 || at >= total) return;
        throw new PolaroidError("UNAVAILABLE", `${this.name}: the connection ended after ${at} of ${total} bytes`);
      } catch (cause) {
        if ((cause as PolaroidError).code !== "UNAVAILABLE" || tried >= (this.#options.retries ?? 2)) throw cause;
        await backOff(tried++, null, signal);
      }
    }
  }

  async close(): Promise<void> {
    this.#whole = null;
  }
}

/** A file behind `http:` or `https:`. */
export const httpSource = (url: string, options: HttpOptions = {}): HttpSource => new HttpSource(url, options);
