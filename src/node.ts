import { configurationFrom } from "./api/environment.ts";
import { installRest } from "./api/rest.ts";
import { installStrict } from "./api/strict-classes.ts";
import { install } from "./api/world.ts";
import { register } from "./engine/registry.ts";
import { duckdb } from "./engines/duckdb/engine.ts";
import { wasm } from "./engines/wasm/engine.ts";
import { FORMATS } from "./formats/known.ts";
import { fileSink } from "./io/node/file-sink.ts";
import { nodeHost } from "./io/node/host.ts";
import { filePlaces } from "./io/node/paths.ts";

installRest();
installStrict();
register(wasm);
register(duckdb);
install({
  host: nodeHost,
  formats: FORMATS,
  files: filePlaces,
  sink: fileSink,
  environment: configurationFrom(process.env),
});

export * from "./api/index.ts";
