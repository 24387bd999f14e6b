import { describe, expect, it } from "vitest";
import { readLog } from "@/lib/background/read-log";
import { TaskLogKeeper } from "@/lib/evidence/orchestrators/keep-task-log";
import { TASK_LOG_BUDGET } from "@/lib/logs/retention/keep-log";

const message = (n: number) =>
  `${JSON.stringify({ timestamp: "2026-11-21T02:00:07Z", level: "info", event: `loaded page ${n} of orders` })}\n`;
const FAILURE = JSON.stringify({
  timestamp: "2026-11-21T02:00:08Z",
  level: "error",
  event: "Task failed with exception",
  error_detail: [
    {
      exc_type: "KeyError",
      exc_value: "'page'",
      frames: [{ filename: "/dags/load.py", lineno: 3, name: "load" }],
    },
  ],
});

const reading = async (keeper: TaskLogKeeper) => readLog(await keeper.input("airflow"));

describe("TaskLogKeeper", () => {
  it("renders structured messages", async () => {
    const keeper = new TaskLogKeeper(true);
    for (const line of [message(1), `${FAILURE}\n`, "plain text\n"]) keeper.push(Buffer.from(line));
    const { text, firstLine, isCut } = await reading(keeper);
    expect({ text, firstLine, isCut }).toEqual({
      text: [
        "[2026-11-21T02:00:07Z] INFO - loaded page 1 of orders",
        "[2026-11-21T02:00:08Z] ERROR - Task failed with exception",
        "Traceback (most recent call last):",
        '  File "/dags/load.py", line 3, in load',
        "KeyError: 'page'",
        "plain text",
        "",
      ].join("\n"),
      firstLine: 1,
      isCut: false,
    });
  });

  it.each([
    ["that exceeds the worker's budget", undefined],
    ["that is filtered while streaming", 2 ** 20],
  ])(
    "keeps the failure in the middle of a log %s, with its rendered line number",
    async (_name, rawBytes) => {
      const keeper = new TaskLogKeeper(true, rawBytes);
      const half = Math.ceil(TASK_LOG_BUDGET.whole / 128);
      for (let n = 0; n < half; n += 1) keeper.push(Buffer.from(message(n)));
      keeper.push(Buffer.from(`${FAILURE}\n`));
      for (let n = 0; n < half; n += 1) keeper.push(Buffer.from(message(n)));
      const { findings, isCut } = await reading(keeper);
      expect(isCut).toBe(true);
      expect(findings.lineCount).toBe(2 * half + 5);
      expect(findings.failingLines[0]).toMatchObject({ line: half + 4, text: "KeyError: 'page'" });
    },
  );

  it("keeps the bytes of a text log unchanged", async () => {
    const keeper = new TaskLogKeeper(false);
    for (const part of ['{"event', '": 1}\nend']) keeper.push(Buffer.from(part));
    expect((await reading(keeper)).text).toBe('{"event": 1}\nend');
  });

  it("yields to the event loop while it filters the rest of a large log", async () => {
    const keeper = new TaskLogKeeper(false, 8 * 2 ** 20);
    const block = Buffer.from(`${"ordinary output of a task\n".repeat(2_500)}`);
    for (let bytes = 0; bytes < 9 * 2 ** 20; bytes += block.length) keeper.push(block);
    let turns = 0;
    const count = setInterval(() => (turns += 1), 0);
    await keeper.input("airflow");
    clearInterval(count);
    expect(turns).toBeGreaterThan(20);
  });
});
