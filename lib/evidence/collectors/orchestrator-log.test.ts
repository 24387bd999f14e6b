import { expect, it } from "vitest";
import type { EvidenceTarget } from "@/lib/evidence/collector";
import { orchestratorLog } from "@/lib/evidence/collectors/orchestrator-log";
import { LogFacts } from "@/lib/evidence/schemas";

const ordinary = (n: number) =>
  `[2026-11-21T02:00:07.000+0000] {load.py:9} INFO - loaded page ${n} of orders`;
const FAILURE = [
  "Traceback (most recent call last):",
  '  File "/dags/load.py", line 3, in load',
  "KeyError: 'page'",
];

async function collect(log: string) {
  const incident = {
    source: { kind: "airflow", name: "a" },
    connection: null,
    report: { log, exception: null, reason: null },
  } as unknown as EvidenceTarget;
  const { pieces } = await orchestratorLog.collect({} as never, incident, AbortSignal.timeout(60_000));
  const piece = pieces[0];
  if (piece === undefined) throw new Error("nothing was collected");
  return { piece, facts: LogFacts.parse(piece.facts) };
}

it("keeps the part of a very large log around the failure, with the log's line numbers", async () => {
  const noise = Array.from({ length: 80_000 }, (_, n) => ordinary(n));
  const lines = [...noise, ...FAILURE, ...noise];
  const { piece, facts } = await collect(lines.join("\n"));
  expect(facts.lineCount).toBe(lines.length);
  expect(facts.failingLines[0]).toMatchObject({ line: 80_003, text: "KeyError: 'page'" });
  const kept = (piece.text ?? "").split("\n");
  const first = piece.startLine ?? 0;
  for (const [index, line] of kept.entries()) expect(line).toBe(lines[first + index - 1]);
  expect(first).toBeLessThanOrEqual(facts.window.startLine);
  expect(first + kept.length - 1).toBeGreaterThanOrEqual(facts.window.endLine);
  expect(piece.truncated).toBe(true);
}, 30_000);

it("keeps all of a small log, redacted", async () => {
  const { piece, facts } = await collect(`${ordinary(1)}\npassword=correct-horse-9\n${FAILURE.join("\n")}`);
  expect(piece).toMatchObject({ startLine: 1, truncated: false });
  expect(piece.text).toContain("loaded page 1");
  expect(piece.text).not.toContain("correct-horse");
  expect(facts.window).toEqual({ startLine: 1, endLine: 5 });
});
