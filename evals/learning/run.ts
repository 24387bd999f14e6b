/** Replays a year of failures and prints how each learner fares, by month. See `evals/README.md`. */
import { parseArgs } from "node:util";
import { newLearners } from "@/evals/learning/learners";
import { replayYear } from "@/evals/learning/replay";
import { yearTable } from "@/evals/learning/report";
import { summarizeYear } from "@/evals/learning/summarize-year";
import { makeYear } from "@/evals/learning/year";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    wrong: { type: "string", default: "0.1" },
    model: { type: "string", default: "claude-opus-5-5" },
  },
});

const year = makeYear({ seed: Number(values.seed), wrongShare: Number(values.wrong) });
const wrong = year.filter(({ verdict }) => verdict?.isWrong === true).length;
const said = year.filter(({ verdict }) => verdict !== null).length;
process.stdout.write(`${year.length} incidents, ${said} verdicts, ${wrong} of them wrong\n`);
for (const learner of Object.values(newLearners(values.model)))
  process.stdout.write(`\n${yearTable(learner.name, summarizeYear(await replayYear(year, learner)))}\n`);
