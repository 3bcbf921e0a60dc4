#!/usr/bin/env node
process.argv.splice(2, 0, "connect");
await import("./main.ts");
