import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { renderAirflowLog } from "@/lib/vendors/airflow/render-log";

function recorded(name: string): string {
  const file = new URL(`fixtures/task-logs/${name}.json`, import.meta.url);
  const { content } = JSON.parse(readFileSync(file, "utf8")) as { content: unknown[] };
  return renderAirflowLog(content.map((record) => JSON.stringify(record)).join("\n"));
}

describe("renderAirflowLog", () => {
  it("prints an exception chain as Python would, the first raised first", () => {
    const text = recorded("logs_c01_exc_chain_transform_try1");
    const errors = text.split("\n").filter((line) => /^\w*(?:Error|Exception)\b/.test(line));
    expect(text.match(/Traceback \(most recent call last\):/g)?.length).toBeGreaterThanOrEqual(2);
    expect(errors.length).toBeGreaterThanOrEqual(2);
    expect(text.indexOf("direct cause of the following")).toBeGreaterThan(text.indexOf(errors[0] ?? "?"));
    expect(text).toContain("ERROR - Task failed with exception");
  });

  it("prints the members of an exception group", () => {
    const text = recorded("logs_c17_fail_now_group_try1");
    expect(text).toMatch(/\+-{16} 1 -{16}/);
    expect(text).toMatch(/\| \w+Error: /);
  });

  it("keeps a kill as its one critical line", () => {
    expect(recorded("logs_c08_kill9_oom_try1")).toMatch(/CRITICAL - Process terminated by signal/);
  });

  it("leaves lines alone that are not structured messages", () => {
    const text =
      'plain text\n{"no": "event"}\n{broken\n["list"]\n{"event": 5}\n{"event": "x", "level": 3}\n{"event": null}';
    expect(renderAirflowLog(text)).toBe(text);
  });
});
