import { install } from "./api/world.ts";
import { register } from "./engine/registry.ts";
import { wasm } from "./engines/wasm/engine.ts";
import { FORMATS } from "./formats/known.ts";
import { webHost } from "./io/web/host.ts";

register(wasm);
install({ host: webHost, formats: FORMATS, files: null, sink: null, environment: {} });

export * from "./api/index.ts";
