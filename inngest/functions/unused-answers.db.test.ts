import { expect, it } from "vitest";
import { useClaude } from "@/e2e/database/use-environment";
import { agentAnswers } from "@/inngest/functions/testing/agent-answers";
import { runModelSteps } from "@/inngest/functions/testing/run-model-steps";
import { useModelIncidents } from "@/inngest/functions/testing/use-model-incidents";
import { listDiagnoses } from "@/lib/diagnosis/data";
import { noteModelFailure } from "@/lib/diagnosis/model/note-model-failure";
import { cited, modelDiagnosis } from "@/lib/diagnosis/model/testing/answers";

const port = await useClaude();

const { db, claude, diagnosed, unclear, current } = useModelIncidents(port);

const QUOTE = "KeyError: 'customer_id'";
const NOTHING = { answer: { findings: [] } };

it("keeps the built-in diagnosis when nothing can be verified, having asked the agents too", async () => {
  const incident = await diagnosed();
  const before = await current(incident.ctx, incident.incidentId);
  const made = () => ({ answer: modelDiagnosis("made up by the model") });
  claude().script = {
    "single-call": made,
    synthesizer: made,
    "log-agent": () => NOTHING,
    "commit-agent": () => NOTHING,
    "runbook-agent": () => NOTHING,
    "counter-check": () => ({ answer: { verdict: "stands", text: "fine", reasons: [] } }),
  };
  const { steps } = await runModelSteps(incident.ctx, incident);
  expect(steps).toContain("synthesize");
  expect((await current(incident.ctx, incident.incidentId)).id).toBe(before.id);
  const { items } = await listDiagnoses(incident.ctx, incident.incidentId);
  expect(items.find(({ engine }) => engine === "claude")).toMatchObject({
    outcome: "inconclusive",
    route: { way: "agents", escalatedBecause: "none of its claims could be verified" },
  });
  // The page shows that it was asked, what was paid for what, and which way it went.
  const shown = await current(incident.ctx, incident.incidentId);
  expect(shown.note).toMatch(
    /^Claude's answer is not used: None of Claude's claims .* Its cause was: rows lack customer_id\. The built-in diagnosis is used\. Paid: \$0\.\d+ for \d calls \(single call \$0\.\d+, log agent /,
  );
  expect(shown).toMatchObject({
    engine: "builtin",
    costUsd: null,
    route: { way: "agents" },
    agents: [{ agent: "log" }, { agent: "commit" }, { agent: "runbook" }],
    counterCheck: { verdict: "stands" },
  });
});

it("keeps a surer built-in diagnosis when Claude's cause names what no evidence contains", async () => {
  const incident = await diagnosed();
  const { ctx, incidentId, workflowId } = incident;
  await db().prisma.diagnosis.updateMany({ where: { workflowId }, data: { confidence: 0.79 } });
  const before = await current(ctx, incidentId);
  const rootCause = "Table `finance.ledger_2019` was dropped by Bob in deployment 77";
  const invented = () => ({
    answer: modelDiagnosis(QUOTE, { category: "upstream_missing_data", rootCause, confidence: 0.9 }),
  });
  claude().script = {
    "single-call": invented,
    synthesizer: invented,
    "log-agent": () => NOTHING,
    "commit-agent": () => NOTHING,
    "runbook-agent": () => NOTHING,
    "counter-check": () => ({ answer: { verdict: "stands", text: "fine", reasons: [] } }),
  };
  await runModelSteps(ctx, incident);
  const shown = await current(ctx, incidentId);
  expect(shown).toMatchObject({ id: before.id, engine: "builtin", rootCause: before.rootCause });
  expect(shown.note).toContain("The cause names finance.ledger_2019, which no evidence contains.");
  expect(shown.note).toContain("the built-in engine, which is surer (79%)");
  const row = await db().prisma.incident.findUniqueOrThrow({ where: { id: incidentId } });
  expect(row).toMatchObject({ rootCause: before.rootCause, confidence: 0.79 });
});

it("keeps the built-in diagnosis when an invented cause of its category is refuted", async () => {
  const incident = await unclear();
  const { ctx, incidentId } = incident;
  const before = await current(ctx, incidentId);
  const rootCause = "Table `finance.ledger_2019` was dropped by Bob";
  claude().script = {
    ...agentAnswers(),
    synthesizer: () => ({ answer: modelDiagnosis(QUOTE, { category: before.category, rootCause }) }),
    "counter-check": ({ texts }) => {
      const name = /evidence (E\d+)\nkind: runbook/.exec(texts[0] ?? "")?.[1] ?? "E0";
      const reasons = [cited("no such table", "check the id of the customer", name)];
      return { answer: { verdict: "refuted", text: "Nothing was dropped.", reasons } };
    },
  };
  await runModelSteps(ctx, incident);
  const shown = await current(ctx, incidentId);
  expect(shown).toMatchObject({ id: before.id, counterCheck: { verdict: "refuted" } });
  expect(shown.note).toContain("Refuted by the counter-check: Nothing was dropped.");
});

it("keeps what the agents found before the budget ended, and says what was paid for what", async () => {
  const incident = await unclear();
  const { ctx, incidentId, workflowId } = incident;
  // Enough for the small model, not for the synthesis.
  await db().prisma.workspace.update({ where: { id: ctx.workspaceId }, data: { modelUsdPerMonth: 0.05 } });
  claude().script = agentAnswers();
  const before = await current(ctx, incidentId);
  const { steps } = await runModelSteps(ctx, incident);
  expect(steps.at(-1)).toBe("note-model-failure");
  const shown = await current(ctx, incidentId);
  expect(shown).toMatchObject({
    id: before.id,
    route: { way: "agents" },
    agents: [
      { agent: "log", status: "answered", findings: [{ text: "a row lacks the key" }] },
      { agent: "commit", findings: [{ text: "the key is named customer here" }] },
      { agent: "runbook", status: "answered" },
    ],
  });
  expect(shown.note).toMatch(
    /^Claude returned no diagnosis: .*\$0\.0500 per month.* The built-in diagnosis is used\. Paid: \$0\.\d+ for 4 calls \(log agent .*, commit agent .*, runbook agent /,
  );
  expect(await db().prisma.timelineEntry.count({ where: { incidentId, kind: "diagnosed" } })).toBe(2);
  // The step may run again.
  const route = { way: "agents" as const, why: "w", escalatedBecause: null };
  await noteModelFailure(ctx, { incidentId, workflowId, message: "again", route, runs: [] });
  expect(await db().prisma.timelineEntry.count({ where: { incidentId, kind: "diagnosed" } })).toBe(2);
});
