/** Runs systems on the scenarios and prints their scores. See `evals/README.md`. */
import { main } from "@/evals/pipeline-rca/main";

const { output, exitCode } = await main(process.argv.slice(2), process.env);
process.stdout.write(`${output}\n`);
process.exit(exitCode);
