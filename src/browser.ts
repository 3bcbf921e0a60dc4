import { installStrict } from "./api/strict-classes.ts";
import { install } from "./api/world.ts";
import { PolaroidError } from "./core/error.ts";
import { register } from "./engine/registry.ts";
import { wasm } from "./engines/wasm/engine.ts";
import { rest } from "./expr/rest.ts";
import { FORMATS } from "./formats/known.ts";
import { webHost } from "./io/web/host.ts";

installStrict();
register(wasm);
install({ host: webHost, formats: FORMATS, files: null, sink: null, environment: {} });

rest.load = async () => {
  try {
    (await import("./api/rest.ts")).installRest();
  } catch (cause) {
    throw new PolaroidError("IO", "a part of the library cannot be loaded; try again", { cause });
  }
};

export * from "./api/index.ts";
