import { install } from "./api/world.ts";
import { PolaroidError } from "./core/error.ts";
import { rest } from "./core/rest.ts";
import { webHost } from "./io/web/host.ts";
import { FORMATS } from "./portable.ts";

install({ host: webHost, formats: FORMATS, files: null, sink: null, environment: {} });

rest.load = async () => {
  try {
    (await import("./api/rest.ts")).installRest();
  } catch (cause) {
    throw new PolaroidError("IO", "a part of the library cannot be loaded; try again", { cause });
  }
};

export * from "./api/index.ts";
