import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { ComparedLines } from "@/components/evidence/compared-lines";
import { CoverageNote } from "@/components/evidence/coverage-note";
import { HistoryBars } from "@/components/evidence/history-bars";
import { LogTries } from "@/components/evidence/log-tries";
import type { Coverage } from "@/lib/evidence/schemas";

const row = (part: Partial<Coverage>): Coverage => ({
  collector: "orchestrator-log",
  title: "Task log",
  status: "ok",
  durationMs: 1_240,
  message: null,
  connect: null,
  ...part,
});

it("says once what is missing, how long each source took, and what to connect", () => {
  const drawn = renderToStaticMarkup(
    <CoverageNote
      coverage={[
        row({}),
        row({
          collector: "code-changes",
          title: "Code changes",
          status: "not_connected",
          message: "No repository is connected.",
          connect: "Connect the pipeline's repository under Setup",
        }),
      ]}
      diagnosis={null}
    />,
  );
  expect(drawn).toContain("1 of 2 sources were read. Missing: Code changes");
  expect(drawn).toContain("1.2 s");
  expect(drawn).toContain("No repository is connected.");
  expect(drawn.match(/Connect the pipeline/g)).toHaveLength(1);
  expect(drawn).toContain('href="/setup"');
});

it("links the new lines to the log and escapes them", () => {
  const drawn = renderToStaticMarkup(
    <ComparedLines
      comparison={{
        goodRun: { runId: "good", tryNumber: 1, endedAt: null },
        new: [{ line: 12, text: "<b>WARN</b> no rows", count: 3, goodCount: 0 }],
        frequent: [],
        missing: [{ text: "wrote 1200 rows", goodCount: 1 }],
        versions: [],
        isPartial: false,
      }}
    />,
  );
  expect(drawn).toContain("Compared with the last good run: 1 new line, 1 missing");
  expect(drawn).toContain('href="#L12"');
  expect(drawn).toContain("&lt;b&gt;WARN&lt;/b&gt; no rows");
});

it("shows tries only where there are several", () => {
  const attempt = (tryNumber: number, isSameError: boolean | null) => ({
    tryNumber,
    state: "failed",
    startedAt: "2026-11-21T01:00:00Z",
    endedAt: "2026-11-21T01:00:14Z",
    hostname: "worker-1",
    error: "KeyError: 'a'",
    isSameError,
  });
  expect(renderToStaticMarkup(<LogTries tries={[attempt(1, null)]} />)).toBe("");
  const drawn = renderToStaticMarkup(<LogTries tries={[attempt(1, null), attempt(2, false)]} />);
  expect(drawn).toContain("2 tries, with different errors");
  expect(drawn).toContain("after 14 s");
});

it("says in text what the bars of the history show", () => {
  const run = (runId: string, outcome: "succeeded" | "failed") => ({
    runId,
    outcome,
    startedAt: null,
    durationMs: 60_000,
    rows: null,
  });
  const drawn = renderToStaticMarkup(
    <HistoryBars runs={[run("a", "succeeded"), run("b", "succeeded"), run("c", "failed")]} />,
  );
  expect(drawn).toContain("c: failed, 1 min");
});
