import "./api/index.ts";
import { installStrict } from "./api/strict-classes.ts";
import { register } from "./engine/registry.ts";
import { wasm } from "./engines/wasm/engine.ts";

// What every door has.
installStrict();
register(wasm);

export { FORMATS } from "./formats/known.ts";
