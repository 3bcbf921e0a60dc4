#!/usr/bin/env node
if (process.argv[2] !== "connect") process.argv.splice(2, 0, "connect");
await import("./main.ts");
