import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { AttemptFacts } from "@/components/incidents/facts-card";
import type { Incident } from "@/lib/desk/schemas";

const attemptOf = (id: string, runId: string, tryNumber: number) => ({
  id,
  runId,
  tryNumber,
  state: "failed",
});
const textOf = (attempts: ReturnType<typeof attemptOf>[]) => {
  const own = { ...attempts[0], maxTries: 1, mapIndex: -1 };
  const incident = { attempt: own, attempts, flakiness: null } as unknown as Incident;
  const html = renderToStaticMarkup(<AttemptFacts incident={incident} />);
  return html.replaceAll(/<span class="sr-only">.*?<\/span>|<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
};

it("says that marks beside “Attempt 1 of 1” are of other runs of the task", () => {
  const text = textOf([attemptOf("b", "run_2", 1), attemptOf("a", "run_1", 1)]);
  expect(text).toContain("Attempt 1 of 1");
  expect(text).toContain("History × × The last 2 attempts of this task, in 2 runs");
});

it("calls the attempts of one run its attempts", () => {
  const text = textOf([attemptOf("b", "run_1", 2), attemptOf("a", "run_1", 1)]);
  expect(text).toContain("Attempts × ×");
  expect(text).not.toContain("runs");
});

it("shows names in the reason against a retry as code", () => {
  const attempt = {
    tryNumber: 1,
    maxTries: 3,
    mapIndex: -1,
    state: "failed",
    willRetry: false,
    retryPrevented: { reason: "Column `customer_id` does not exist", at: "2026-11-30T02:00:00Z" },
  };
  const incident = { attempt, attempts: [], flakiness: null } as unknown as Incident;
  const html = renderToStaticMarkup(<AttemptFacts incident={incident} />);
  expect(html).toMatch(/Column <code[^>]*>customer_id<\/code> does not exist/);
  expect(html).not.toContain("`");
});
