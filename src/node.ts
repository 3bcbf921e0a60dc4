import { configurationFrom } from "./api/environment.ts";
import { installRest } from "./api/rest.ts";
import { install } from "./api/world.ts";
import { register } from "./engine/registry.ts";
import { duckdb } from "./engines/duckdb/engine.ts";
import { fileSink } from "./io/node/file-sink.ts";
import { nodeHost } from "./io/node/host.ts";
import { filePlaces } from "./io/node/paths.ts";
import { FORMATS } from "./portable.ts";

installRest();
register(duckdb);
install({
  host: nodeHost,
  formats: FORMATS,
  files: filePlaces,
  sink: fileSink,
  environment: configurationFrom(process.env),
});

export * from "./api/index.ts";
