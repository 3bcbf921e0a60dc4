import { scanParquet } from "../../dist/node.js";

const [file, columns] = process.argv.slice(2) as [string, string];
const read = () => (columns === "all" ? scanParquet(file) : scanParquet(file).select("k", "price")).collect();
const times: number[] = [];
for (let i = 0; i < 12; i++) {
  const at = performance.now();
  await read();
  times.push(performance.now() - at);
}
// The first read, and the median of the last five.
console.log(times[0], times.slice(7).sort((a, b) => a - b)[2]);
