// Tests that come in by an inner file have what the Node door brings.
import "../../src/engines/wasm/all.ts";
