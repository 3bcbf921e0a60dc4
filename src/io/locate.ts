import { PolaroidError } from "../core/error.ts";
import type { Place } from "../formats/open.ts";
import { bytesSource } from "./bytes.ts";
import { httpSource } from "./http.ts";
import type { HttpOptions } from "./http-request.ts";
import { blobSource } from "./web/blob-source.ts";

/** What can be read: a path, a pattern or a URL, a `Blob`, bytes, or a list of these. */
export type Input = string | URL | Blob | ArrayBuffer | ArrayBufferView | readonly Input[];

export interface LocateOptions extends HttpOptions {
  /** Whether folders named `name=value` become columns; for a folder they do unless told. */
  readonly hive?: boolean | undefined;
}

/** The files behind a path, where there is a file system; null where there is none. */
export type Files = ((path: string, options: { readonly hive?: boolean | undefined }) => Promise<Place[]>) | null;

const webPlace = (url: string, options: LocateOptions): Place => ({
  name: url,
  partitions: null,
  open: async () => httpSource(url, options),
});

/** A page's own address, which its relative URLs start from. */
function base(): string | undefined {
  const page = globalThis as {
    readonly document?: { readonly baseURI?: string };
    readonly location?: { readonly href?: string };
  };
  return page.document?.baseURI ?? page.location?.href;
}

async function named(text: string, files: Files, options: LocateOptions): Promise<Place[]> {
  if (/^https?:/i.test(text)) return [webPlace(text, options)];
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(text)?.[1];
  if (scheme !== undefined && (scheme.toLowerCase() !== "file" || files === null))
    throw new PolaroidError(
      "NOT_SUPPORTED",
      `${text}: ${scheme}: addresses cannot be read here; http(s):${files === null ? "" : ", file:"} can`,
    );
  if (files !== null) return files(text, { hive: options.hive });
  try {
    return [webPlace(new URL(text, base()).href, options)];
  } catch (cause) {
    throw new PolaroidError("INVALID_ARGUMENT", `"${text}" is no URL, and there are no files here`, { cause });
  }
}

/** Finds the files that an input means, in order. */
export async function locate(input: Input, files: Files, options: LocateOptions = {}): Promise<Place[]> {
  if (typeof input === "string") return named(input, files, options);
  if (input instanceof URL) return named(input.href, files, options);
  if (input instanceof Blob) {
    const source = blobSource(input);
    return [{ name: source.name, partitions: null, open: async () => source }];
  }
  if (input instanceof ArrayBuffer || ArrayBuffer.isView(input)) {
    const source = bytesSource(input);
    return [{ name: source.name, partitions: null, open: async () => source }];
  }
  if (Array.isArray(input)) {
    const all: Place[] = [];
    for (const one of input as readonly Input[]) all.push(...(await locate(one, files, options)));
    if (all.length === 0) throw new PolaroidError("INVALID_ARGUMENT", "the list of files is empty");
    return all;
  }
  throw new PolaroidError(
    "INVALID_ARGUMENT",
    `${String(input)} (${typeof input}) is nothing to read; give a path, a URL, a Blob, bytes or a list of these`,
  );
}
