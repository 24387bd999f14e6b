import { describe, expect, it } from "vitest";
import { TaskLogKeeper } from "@/lib/evidence/orchestrators/keep-task-log";
import { TASK_LOG_BUDGET } from "@/lib/logs/retention/keep-log";
import { understandKept } from "@/lib/logs/retention/read-log-stream";

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

describe("the log of a task", () => {
  it("renders structured messages as they come", () => {
    const keeper = new TaskLogKeeper(true);
    for (const line of [message(1), `${FAILURE}\n`, "plain text\n"]) keeper.push(Buffer.from(line));
    expect(keeper.finish()).toEqual({
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

  it("keeps the failure in the middle of a log that is too large, at the line people see it", () => {
    const keeper = new TaskLogKeeper(true);
    const half = Math.ceil(TASK_LOG_BUDGET.whole / 128);
    for (let n = 0; n < half; n += 1) keeper.push(Buffer.from(message(n)));
    keeper.push(Buffer.from(`${FAILURE}\n`));
    for (let n = 0; n < half; n += 1) keeper.push(Buffer.from(message(n)));
    const { parsed } = understandKept(keeper.kept(), "airflow");
    expect(keeper.finish().isCut).toBe(true);
    expect(parsed.lineCount).toBe(2 * half + 5);
    expect(parsed.failingLines[0]).toMatchObject({ line: half + 4, text: "KeyError: 'page'" });
  });

  it("leaves bytes of a text log as they are", () => {
    const keeper = new TaskLogKeeper(false);
    for (const part of ['{"event', '": 1}\nend']) keeper.push(Buffer.from(part));
    expect(keeper.finish().text).toBe('{"event": 1}\nend');
  });
});
