import { installAll } from "../../src/engines/wasm/all.ts";

// Tests that come in by an inner file have what the Node door brings.
installAll();
