/** What chains of 50 steps and the tests of types cost the compiler, as a table; fails above the limits. */
import { costOf, declarations, PROGRAMS, SECONDS } from "./type-cost.ts";

const cells = (...texts: readonly string[]): string =>
  texts.map((text, i) => (i === 0 ? text.padEnd(16) : text.padStart(15))).join("");

using made = declarations();
let failed = 0;
console.log(cells("", "instantiations", "limit", "check, s"));
for (const program of PROGRAMS) {
  const { instantiations, seconds, messages } = costOf(made, program);
  const wrong = messages.length > 0 || !(instantiations < program.limit) || !(seconds < SECONDS);
  failed += Number(wrong);
  console.log(
    cells(program.name, String(instantiations), String(program.limit), seconds.toFixed(2)),
    wrong ? " FAILED" : "",
  );
  for (const message of messages.slice(0, 5)) console.log(`  ${message}`);
}
process.exitCode = failed === 0 ? 0 : 1;
