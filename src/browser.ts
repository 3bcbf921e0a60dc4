import { install } from "./api/world.ts";
import { register } from "./engine/registry.ts";
import { wasm } from "./engines/wasm/engine.ts";
import { csv } from "./formats/csv/index.ts";
import { ipc } from "./formats/ipc/index.ts";
import { ndjson } from "./formats/ndjson/index.ts";
import { parquet } from "./formats/parquet/index.ts";
import { webHost } from "./io/web/host.ts";

register(wasm);
install({ host: webHost, formats: [parquet, ipc, csv, ndjson], files: null, sink: null, environment: {} });

export * from "./api/index.ts";
