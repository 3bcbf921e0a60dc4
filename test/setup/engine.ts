import { installRest } from "../../src/api/rest.ts";

// Tests that come in by an inner file have what the Node door brings.
installRest();
