import { appendFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { Inngest, InngestFunction } from "inngest";
import { Pool } from "pg";
import { startTestRunner } from "./test-runner";

/**
 * The process killed by the crash test: `tsx crash-child.ts <database url> <file>`. Each step appends a line
 * `<run id> <step>` to the file after its work, before its result is saved.
 */
const [url = "", file = ""] = process.argv.slice(2);

function defineFunctions(client: Inngest): InngestFunction.Any[] {
  const work = async (runId: string, step: string): Promise<string> => {
    await pause(Math.random() * 25);
    appendFileSync(file, `${runId} ${step}\n`);
    return step;
  };
  const child = client.createFunction(
    { id: "child", triggers: [{ event: "crash/child" }] },
    async ({ step, runId }) => step.run("inner", () => work(runId, "inner")),
  );
  const line = client.createFunction(
    { id: "line", triggers: [{ event: "crash/line" }] },
    async ({ step, runId }) => {
      for (let n = 0; n < 5; n++) await step.run(`step-${n}`, () => work(runId, `step-${n}`));
      return "line";
    },
  );
  const mixed = client.createFunction(
    { id: "mixed", triggers: [{ event: "crash/mixed" }], concurrency: { limit: 4 } },
    async ({ step, runId }) => {
      await Promise.all(["a", "b", "c"].map((name) => step.run(name, () => work(runId, name))));
      await step.sleep("nap", "1s");
      const inner = await step.invoke("call", { function: child, data: {} });
      // With an id, because a kill between send and save causes a resend.
      await step.sendEvent("tell", { id: `told ${runId}`, name: "crash/told", data: { runId } });
      return inner;
    },
  );
  const told = client.createFunction(
    { id: "told", triggers: [{ event: "crash/told" }] },
    async ({ step, runId }) => step.run("hear", () => work(runId, "hear")),
  );
  return [child, line, mixed, told];
}

await startTestRunner(new Pool({ connectionString: url, max: 4 }), defineFunctions, { backoffMs: undefined });
process.stdout.write("started\n");
