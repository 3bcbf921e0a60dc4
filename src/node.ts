import { configurationFrom } from "./api/environment.ts";
import { install } from "./api/world.ts";
import { rest } from "./core/rest.ts";
import { registerLater } from "./engine/registry.ts";
import { isComplete } from "./expr/registry.ts";
import { atOnce } from "./io/node/beside.ts";
import { fileSink } from "./io/node/file-sink.ts";
import { nodeHost } from "./io/node/host.ts";
import { filePlaces } from "./io/node/paths.ts";
import { FORMATS } from "./portable.ts";

const load = async (): Promise<void> => (await import("./api/rest.ts")).installRest();
const now = atOnce<typeof import("./api/rest.ts")>(import.meta.url, { source: "./api/rest.ts", built: "./rest.js" });
if (!isComplete()) {
  rest.load = load;
  if (now !== null) rest.now = () => now().installRest();
  else load().catch(() => undefined);
}
registerLater("duckdb", async () => (await import("./engines/duckdb/engine.ts")).duckdb);
install({
  host: nodeHost,
  formats: FORMATS,
  files: filePlaces,
  sink: fileSink,
  environment: configurationFrom(process.env),
});

export * from "./api/index.ts";
