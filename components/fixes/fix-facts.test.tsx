import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { FixFacts } from "@/components/fixes/fix-facts";
import { PlanCard } from "@/components/fixes/plan-card";
import type { Fix } from "@/lib/fixes/schemas";

const FIX = {
  kind: "rerun",
  title: "Run it again",
  rationale: "It failed.",
  status: "proposed",
  engine: "builtin",
  editedBy: null,
  decision: null,
  pullRequest: null,
  branch: null,
  hint: null,
  plan: { steps: [], intervals: [], intervalsNote: null, order: [], orderNote: null },
  risk: { level: "high", reasons: ["Correct only if `client_id` is optional."] },
  verification: { status: "applies", reason: "", log: "", checks: [] },
  blastRadius: { text: "" },
} as unknown as Fix;

it.each([
  ["a patch", <FixFacts key="facts" fix={FIX} />],
  ["a plan", <PlanCard key="plan" fix={FIX} />],
])("shows names in the risk of %s as code", (_, card) => {
  const html = renderToStaticMarkup(card);
  expect(html).toMatch(/Correct only if <code[^>]*>client_id<\/code> is optional/);
  expect(html).not.toContain("`");
});
