import { parseArgs } from "node:util";
import { builtin, commandAdapter, lastException, type Adapter } from "@/evals/pipeline-rca/adapters";
import { runScenarios } from "@/evals/sets/pipeline-rca";

const { values } = parseArgs({
  options: { adapter: { type: "string", default: "builtin" }, wrong: { type: "boolean", default: false } },
});

const KNOWN: Record<string, Adapter> = { builtin, "last-exception": lastException };
const adapter = KNOWN[values.adapter] ?? commandAdapter(values.adapter);
const { metrics, wrong } = await runScenarios(adapter);
process.stdout.write(`${adapter.name}\n`);
for (const [metric, value] of Object.entries(metrics))
  process.stdout.write(`  ${metric.padEnd(24)} ${value.toFixed(3)}\n`);
if (values.wrong) process.stdout.write(`${JSON.stringify(wrong, null, 1)}\n`);
