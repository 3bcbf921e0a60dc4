/** The part of AbortSignal that portable code needs. */
export interface Signal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: "abort", listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** Codecs that the world around us may bring; what it lacks is loaded as code of our own. */
export type HostCodec = "gzip" | "deflate" | "zstd" | "brotli";

/** A job that another thread does while this one goes on. */
export interface Lent {
  /** What it gave, or throws what it threw; holds this thread up until then. */
  wait(): unknown;
}

/** Other threads of the process, for jobs that bring what they need. */
export interface Threads {
  /** How many take jobs; 0 until they are up, and where they cannot be had. */
  readonly size: number;
  /** Brings them up, in the background, unless they are; false where there will be none. */
  start(): boolean;
  /** Uses at most so many from now on; 1 leaves all work to the calling thread, null is as many as the machine has. */
  limit(most: number | null): void;
  /** Runs a job by its name; what it throws is thrown here. `move` are buffers that the input gives away. */
  run(job: string, input: unknown, move: readonly ArrayBuffer[]): Promise<unknown>;
  /** How many have nothing to do and can begin at once, whether or not this thread looks at its messages. */
  readonly idle: number;
  /** Gives a job to an idle thread; null where there is none. Throws where the input cannot be sent. */
  lend(job: string, input: unknown): Lent | null;
}

/** What portable code needs of the world around it; Node's and the web's are in `io/`. */
export interface Host {
  readonly name: "node" | "web";
  /** Lets other work run; the engine's driver calls it at least every 10 ms. */
  readonly pause: () => Promise<void>;
  /** Milliseconds from any fixed start. */
  readonly now: () => number;
  /** Inflates whole blocks synchronously where the world can; `size` is the expected length where it is known. */
  readonly inflate: Partial<Readonly<Record<HostCodec, (bytes: Uint8Array, size: number) => Uint8Array>>>;
  readonly deflate: Partial<Readonly<Record<HostCodec, (bytes: Uint8Array) => Uint8Array>>>;
  /** Loads a codec that `inflate` lacks (the first file that needs it pays); afterwards `inflate` answers. */
  readonly loadCodec: (codec: HostCodec) => Promise<void>;
  /** Inflates a stream of chunks as they come, a codec loaded first where need be; broken data is `CORRUPT`. */
  readonly inflateStream: (codec: HostCodec, chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;
  readonly decodeText: (bytes: Uint8Array) => string;
  readonly encodeText: (text: string) => Uint8Array;
  /** null where there are none. */
  readonly threads: Threads | null;
}

/** Random access to the bytes of one file, whatever holds it. */
export interface ByteSource {
  /** For messages: a path, a URL, `Blob`. */
  readonly name: string;
  /** In bytes; -1 where it is not known before reading (a stream). */
  readonly size: number;
  /** Changes when the content changes (mtime and size, or etag); "" where nothing tells. */
  readonly version: string;
  /** Exactly the bytes [start, end); fails with `CORRUPT` where the source is shorter. */
  read(start: number, end: number, signal?: Signal): Promise<Uint8Array>;
  /** The last `length` bytes (or all), in one request; also where `size` is not known yet. */
  tail(length: number, signal?: Signal): Promise<Uint8Array>;
  /** The bytes in order from `start`, in chunks, pulled. */
  stream(start: number, signal?: Signal): AsyncIterable<Uint8Array>;
  /** Fills memory of the caller with the bytes from `start` on, where that is cheaper than `read`. */
  readInto?(start: number, into: Uint8Array, signal?: Signal): Promise<void>;
  /** Where other threads of the process can read it too: calls `work` with a descriptor that is open until it ends. */
  lend?<T>(work: (file: number) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Where bytes are written: all or nothing becomes visible at `commit`. */
export interface ByteSink {
  readonly name: string;
  write(bytes: Uint8Array): Promise<void>;
  commit(): Promise<void>;
  /** Removes what was written; never throws. */
  abort(): Promise<void>;
}
