/** Runs test suites by name: `node scripts/test.ts unit fuzz -- <vitest options>`. */
import { runSuite, show, sum } from "./suites.ts";

const words = process.argv.slice(2);
const cut = words.indexOf("--");
const suites = (cut < 0 ? words : words.slice(0, cut)).filter((word) => !word.startsWith("-"));
const options = cut < 0 ? words.filter((word) => word.startsWith("-")) : words.slice(cut + 1);

const counts = [];
for (const suite of suites) counts.push(await runSuite(suite, options));
const total = sum(counts);
console.log(show(total));
process.exitCode = total.failed > 0 ? 1 : 0;
