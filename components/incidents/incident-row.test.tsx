import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { IncidentRow } from "@/components/incidents/incident-row";
import type { IncidentSummary } from "@/lib/desk/schemas";

const incident = {
  id: "i7",
  number: 7,
  title: "column customer_id does not exist",
  status: "acknowledged",
  severity: "high",
  confidence: null,
  rootCause: null,
  environment: null,
  subject: { kind: "task", name: "transform" },
  pipeline: "orders_daily",
  task: "transform",
  occurrenceCount: 1,
  lastSeenAt: "2026-11-30T03:00:00Z",
  snoozedUntil: null,
  suppressedBy: null,
  resolution: null,
  assignee: null,
  ownerTeam: null,
  workflow: null,
} as unknown as IncidentSummary;

const draw = (select: (() => void) | null) =>
  renderToStaticMarkup(
    <IncidentRow
      incident={incident}
      isUnread={false}
      isCompact={false}
      isSelected={false}
      order={["i7"]}
      select={select}
    />,
  );

it("shows the status beside the title, or below it on a phone", () => {
  const chips = [...draw(null).matchAll(/<span class="([^"]*)">Acknowledged</g)].map(
    ([, classes]) => classes,
  );
  expect(chips).toHaveLength(2);
  expect(chips[0]).toContain("hidden sm:inline-flex");
  expect(chips[1]).toContain("sm:hidden");
});

it("has a checkbox for those who may change incidents", () => {
  expect(draw(() => {})).toContain('aria-label="Select #7: column customer_id does not exist"');
  expect(draw(null)).not.toContain("checkbox");
});
