import { configurationFrom } from "./api/environment.ts";
import { installRest } from "./api/rest.ts";
import { install } from "./api/world.ts";
import { registerLater } from "./engine/registry.ts";
import { fileSink } from "./io/node/file-sink.ts";
import { nodeHost } from "./io/node/host.ts";
import { filePlaces } from "./io/node/paths.ts";
import { FORMATS } from "./portable.ts";

installRest();
registerLater("duckdb", async () => (await import("./engines/duckdb/engine.ts")).duckdb);
install({
  host: nodeHost,
  formats: FORMATS,
  files: filePlaces,
  sink: fileSink,
  environment: configurationFrom(process.env),
});

export * from "./api/index.ts";
