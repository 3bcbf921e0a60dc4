import { scanParquet } from "../../src/node.ts";

const [file, columns] = process.argv.slice(2) as [string, string];
const read = () => (columns === "all" ? scanParquet(file) : scanParquet(file).select("k", "price")).collect();
await read();
const times: number[] = [];
for (let i = 0; i < 3; i++) {
  const at = performance.now();
  await read();
  times.push(performance.now() - at);
}
console.log(times.sort((a, b) => a - b)[1]);
