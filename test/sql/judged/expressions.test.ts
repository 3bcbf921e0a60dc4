import { beforeAll, expect, test } from "vitest";
import { PolaroidError } from "../../../src/core/error.ts";
import { parseExpression } from "../../../src/sql/parse/index.ts";
import { printExpression } from "../../../src/sql/print/expression.ts";
import type { Expr } from "../../../src/sql/syntax/expr.ts";
import { random } from "../../support/random.ts";
import { randomExpression } from "./generate.ts";
import { type Judge, openJudge } from "./judge.ts";
import { judgeForm } from "./judge-form.ts";
import { ourForm } from "./our-form.ts";

const WANTED = process.env["SQL"] === "small" || process.env["FUZZ"] === "small" ? 2_000 : 10_000;
const BATCH = 500;

// DuckDB reads "a @> not null" as "(a @>) is not null", with a postfix operator that no function stands behind.
const POSTFIX = /[<>=!~@&|^%*+/-] not null\b/;

let judge: Judge;
beforeAll(async () => {
  judge = await openJudge();
});

const ours = (text: string): Expr | undefined => {
  try {
    return parseExpression(text);
  } catch (error) {
    if (error instanceof PolaroidError && error.code === "SQL_SYNTAX") return undefined;
    throw error;
  }
};

test("random expressions have the structure that DuckDB gives them", async () => {
  const next = random(20_240_131);
  let [compared, refused] = [0, 0];
  const wrong: string[] = [];
  while (compared < WANTED) {
    const texts = Array.from({ length: BATCH }, () => randomExpression(next));
    const trees = await judge.trees(texts.map((text) => `select ${text}`));
    const printed: (string | undefined)[] = [];
    for (const [at, text] of texts.entries()) {
      const tree = trees[at];
      const own = ours(text);
      printed.push(own && printExpression(own));
      if (tree === undefined || own === undefined) {
        if (POSTFIX.test(text)) continue;
        if ((tree === undefined) !== (own === undefined))
          wrong.push(`${own ? "only we take" : "only DuckDB takes"}: ${text}`);
        else refused++;
        continue;
      }
      compared++;
      const [left, right] = [JSON.stringify(ourForm(own)), JSON.stringify(judgeForm(tree))];
      if (left !== right) wrong.push(`${text}\n  ours   ${left}\n  DuckDB ${right}`);
      const again = printed[at] === undefined ? undefined : ours(printed[at]);
      if (again === undefined || JSON.stringify(ourForm(again)) !== left)
        wrong.push(`printed otherwise: ${text}\n  ${printed[at]}`);
    }
    const whole = printed.map((text) => text ?? "1");
    for (const [at, tree] of (await judge.trees(whole.map((text) => `select ${text}`))).entries()) {
      if (tree === undefined) wrong.push(`printed so that DuckDB refuses it: ${texts[at]}\n  ${whole[at]}`);
    }
    if (wrong.length > 50) break;
  }
  console.log(`${compared} random expressions compared, ${refused} refused by both, ${wrong.length} otherwise`);
  expect(wrong.slice(0, 20)).toEqual([]);
  expect(compared).toBeGreaterThanOrEqual(WANTED);
});
