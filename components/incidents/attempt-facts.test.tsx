import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { AttemptFacts } from "@/components/incidents/facts-card";
import type { Incident } from "@/lib/desk/schemas";

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
