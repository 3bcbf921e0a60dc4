import { PolaroidError } from "../core/error.ts";
import type { ByteSource, Host, Signal } from "../core/host.ts";
import { didYouMean } from "../core/suggest.ts";
import type { Format } from "./format.ts";
import { compressionByName, compressionOf, inflatedSource, innerName } from "./inflated.ts";

/** The formats that a door knows. */
export type Formats = readonly Format[];

const HEAD = 16;

/** The format of a name such as "parquet". */
export function formatNamed(formats: Formats, name: string): Format {
  const found = formats.find((f) => f.name === name);
  if (found !== undefined) return found;
  const known = formats.map((f) => f.name);
  throw new PolaroidError(
    "UNKNOWN_FORMAT",
    `there is no format "${name}"${didYouMean(name, known)}; known are ${known.join(", ")}`,
  );
}

/** The format whose extension a path or URL ends with; null where none does. */
export function formatByExtension(formats: Formats, path: string): Format | null {
  const base = (path.split(/[?#]/, 1)[0] ?? "").toLowerCase();
  let best: Format | null = null;
  let longest = 0;
  for (const format of formats) {
    for (const extension of format.extensions) {
      if (extension.length > longest && base.endsWith(`.${extension}`)) [best, longest] = [format, extension.length];
    }
  }
  return best;
}

const formatByMagic = (formats: Formats, head: Uint8Array): Format | null =>
  formats.find((f) => f.magic?.(head) === true) ?? null;

async function headOf(source: ByteSource, signal: Signal | undefined): Promise<Uint8Array> {
  if (source.size >= 0) return source.read(0, Math.min(HEAD, source.size), signal);
  const head = new Uint8Array(HEAD);
  let length = 0;
  for await (const chunk of source.stream(0, signal)) {
    const part = chunk.subarray(0, HEAD - length);
    head.set(part, length);
    length += part.length;
    if (length === HEAD) break;
  }
  return head.subarray(0, length);
}

export interface Chosen {
  readonly format: Format;
  /** The source, inflated on the fly where it is compressed as a whole. */
  readonly source: ByteSource;
}

/**
 * Finds the format of a source: the named one, else by its first bytes, else by its extension. A source of unknown
 * size (a URL that was not asked yet) is not read when its extension tells.
 */
export async function chooseFormat(
  source: ByteSource,
  formats: Formats,
  host: Host,
  named?: string,
  signal?: Signal,
): Promise<Chosen> {
  let inner = source;
  let path = source.name;
  let format = named === undefined ? null : formatNamed(formats, named);
  const promised = compressionByName(path);
  const byName = formatByExtension(formats, path);
  const told = format ?? byName;
  if (promised === null && source.size < 0 && told !== null) return { format: told, source };
  let head = await headOf(source, signal);
  const codec = compressionOf(head) ?? (head.length === 0 ? null : promised);
  if (codec !== null) {
    inner = inflatedSource(source, codec, host);
    path = innerName(path);
    head = format === null ? await headOf(inner, signal) : head;
  }
  format ??= formatByMagic(formats, head) ?? formatByExtension(formats, path);
  if (format === null)
    throw new PolaroidError(
      "UNKNOWN_FORMAT",
      `neither the name nor the first bytes of ${source.name} tell its format; name one of ${formats.map((f) => f.name).join(", ")}`,
    );
  return { format, source: inner };
}
