import type { Format } from "./format.ts";

/** A format whose reader and writer are loaded on its first file; its name, extensions and magic are known at once. */
export const lazyFormat = (
  { name, extensions, magic }: Pick<Format, "name" | "extensions" | "magic">,
  load: () => Promise<Format>,
): Format =>
  Object.freeze({
    name,
    extensions,
    magic,
    open: async (...args: Parameters<Format["open"]>) => (await load()).open(...args),
    writer: async (...args: Parameters<NonNullable<Format["writer"]>>) => {
      const { writer } = await load();
      if (writer === null) throw new Error(`${name} has no writer`);
      return writer(...args);
    },
  });
