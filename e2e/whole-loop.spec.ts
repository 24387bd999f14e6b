import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, test } from "@/e2e/fixtures";
import {
  ORDERS_BEFORE,
  ORDERS_BROKEN,
  ORDERS_CASE,
  ORDERS_PATH,
  ORDERS_TASK,
  ORDERS_TRACEBACK,
} from "@/e2e/loop/orders-pipeline";
import { startStage, type Stage } from "@/e2e/loop/stage";
import { findFlaws } from "@/e2e/page-flaws";
import { airflowFailure, sendWebhook } from "@/e2e/send-webhook";

const DAG = "orders_daily";
/** Merged fixes are judged, and lessons learned, every minute. */
const EVERY_MINUTE = { timeout: 150_000 };

let stage: Stage;

test.beforeAll(async () => {
  test.setTimeout(600_000);
  stage = await startStage();
});
test.afterAll(() => stage.stop());

/** Has a run of the task end in Airflow, whose callback reports it. */
async function report(run: string, state: "failed" | "success") {
  const log = state === "failed" ? ORDERS_TRACEBACK : "Done. Returned value was: {7: 3, 8: 5}";
  const ended = stage.airflow.end({ dag: DAG, task: ORDERS_TASK, run }, state, log);
  const answer = await sendWebhook(
    stage.source,
    airflowFailure({
      event: state === "failed" ? "on_failure_callback" : "on_success_callback",
      dag_id: DAG,
      task_id: ORDERS_TASK,
      run_id: run,
      run_type: "manual",
      state,
      try_number: ended.tryNumber,
      max_tries: ended.tryNumber - 1,
      start_date: ended.startDate,
      end_date: ended.endDate,
      exception:
        state === "failed"
          ? { type: "builtins.KeyError", message: "'customer_id'", traceback: ORDERS_TRACEBACK }
          : null,
    }),
  );
  expect(answer.status).toBe(202);
  return answer.body.incidentId ?? "";
}

async function signIn(page: Page): Promise<void> {
  const { url, firstRun } = stage.product;
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("Email").fill(firstRun.email);
  await page.getByLabel("Password").fill(firstRun.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL("**/incidents");
}

async function setBudget(page: Page, dollars: string): Promise<void> {
  await page.goto(`${stage.product.url}/settings`);
  const card = page.getByRole("region", { name: "Claude budget" });
  await card.getByLabel(/^Limit in dollars/).fill(dollars);
  await card.getByRole("button", { name: "Save" }).click();
  await expect(card.getByText("Saved.")).toBeVisible();
}

const PULLS = "/repos/ada/pipelines/pulls";
const PROPOSED_LINE = `+        ${ORDERS_CASE.change.replace}`;
const EDITED_LINE = '        customer = row["client_id"]';

interface Pull {
  number: number;
  head: { ref: string };
  draft: boolean;
  body: string;
  labels: { name: string }[];
}

test("a failure is diagnosed, repaired, learned, and known when it comes back", async ({ page }) => {
  test.setTimeout(900_000);
  const { github, airflow, claude, product } = stage;
  await signIn(page);
  await setBudget(page, "0");
  const run = `manual__${randomUUID()}`;
  const incidentId = await report(run, "failed");
  await page.goto(`${product.url}/incidents/${incidentId}`);
  const diagnosis = page.getByRole("region", { name: "Diagnosis" });
  // Over budget, the built-in diagnosis stands and says so.
  await expect(diagnosis.getByText(/^Claude returned no diagnosis: .+ \$0(?:\.00)? per month/)).toBeVisible({
    timeout: 60_000,
  });
  const analyze = diagnosis.getByRole("button", { name: "Analyze" });
  await expect(analyze).toBeEnabled({ timeout: 60_000 });
  expect(claude.requests()).toBe(0);

  await setBudget(page, "5");
  await page.goto(`${product.url}/incidents/${incidentId}`);
  await analyze.click();
  await expect(diagnosis.getByText(ORDERS_CASE.rootCause).first()).toBeVisible({ timeout: 90_000 });
  await expect(diagnosis.getByText(/^built-in \+ Claude \(claude-/)).toContainText(/\$0\.\d+/);
  await diagnosis.getByText(/^How this was found: three agents and a synthesis/).click();
  await expect(
    diagnosis.getByText("One call was tried first, but it was not sure", { exact: false }),
  ).toBeVisible();
  await expect(diagnosis.getByRole("heading", { name: "Counter-check: it stands" })).toBeVisible();
  await diagnosis.getByRole("button", { name: "Synthesizer" }).click();
  const call = page.getByRole("dialog", { name: "Synthesizer" });
  await expect(call.getByLabel("request", { exact: true })).toContainText("findings about the logs");
  expect(await findFlaws(page)).toEqual([]);
  await call.getByRole("button", { name: "Close" }).click();

  // A verified built-in fix is there, so Claude is asked for another one only by a person.
  const propose = diagnosis.getByRole("button", { name: "Propose fix" });
  await expect(propose).toBeEnabled({ timeout: 60_000 });
  await propose.click();

  // A person changes the patch before it is opened.
  const fixes = page.getByRole("region", { name: "Fix", exact: true });
  const proposed = fixes.filter({ hasText: ORDERS_CASE.change.title });
  await proposed.getByRole("button", { name: "Edit" }).click();
  const patch = fixes.getByRole("textbox", { name: "Patch" });
  await patch.fill((await patch.inputValue()).replace(PROPOSED_LINE, `+${EDITED_LINE}`));
  await fixes.getByRole("button", { name: "Save and check" }).click();
  const fix = fixes.filter({ hasText: "Edited by Admin" });
  await expect(fix.getByText("Verified", { exact: true }).first()).toBeVisible({ timeout: 60_000 });
  await fix.getByRole("button", { name: "Open PR" }).click();
  await expect(fix.getByText("Draft open")).toBeVisible({ timeout: 60_000 });

  const [pull, ...others] = (await github.api("GET", PULLS)) as Pull[];
  if (!pull) throw new Error("GitHub has no pull request.");
  expect(others).toEqual([]);
  expect(pull).toMatchObject({ draft: true, labels: [{ name: "pipeline-fix" }] });
  for (const part of [
    `## Cause\n${ORDERS_CASE.rootCause}`,
    "## Evidence",
    "## Checked",
    "Edited by Admin",
    "## Rollback",
  ])
    expect(pull.body).toContain(part);
  expect(await readFile(pull.head.ref)).toBe(ORDERS_BEFORE);
  await expect(fix.getByText("bob", { exact: true })).toBeVisible();
  expect(await findFlaws(page)).toEqual([]);

  await github.api("PATCH", `${PULLS}/${pull.number}`, { draft: false });
  await stage.reportPullRequest("ready_for_review", pull.number);
  await expect(fix.getByText("Ready for review")).toBeVisible();
  await github.api("PUT", `${PULLS}/${pull.number}/merge`, {});
  await stage.reportPullRequest("closed", pull.number);
  await expect(fix.getByText("Merged, watching runs")).toBeVisible();
  expect(airflow.clears).toEqual([]);
  await fix.getByRole("button", { name: "Rerun" }).click();
  await expect(fix.getByText(`Rerun started in ${run}`, { exact: false })).toBeVisible();
  expect(airflow.clears).toMatchObject([{ dag_run_id: run, task_ids: [ORDERS_TASK], only_failed: true }]);
  await report(run, "success");
  await expect(fix.getByText("The fix worked.", { exact: false })).toBeVisible(EVERY_MINUTE);
  const header = page.locator("header");
  await expect(header.getByText("Resolved", { exact: true })).toBeVisible();
  expect(await findFlaws(page)).toEqual([]);

  const pattern = await findPattern(page);
  await expect(pattern).toContainText("1 of 1");

  // Somebody undoes the fix by accident.
  await github.put(ORDERS_PATH, ORDERS_BROKEN, { message: "Restore orders_daily" });
  const asked = claude.requests();
  expect(asked).toBeGreaterThan(0);
  const againId = await report(`manual__${randomUUID()}`, "failed");
  expect(againId).not.toBe(incidentId);
  await page.goto(`${product.url}/incidents/${againId}`);
  await expect(diagnosis.getByText(/known cause, no model asked/)).toBeVisible({ timeout: 60_000 });
  await expect(diagnosis.getByText(ORDERS_CASE.rootCause).first()).toBeVisible();
  await expect(diagnosis.getByRole("list", { name: "Known causes" })).toContainText(
    `fix #${pull.number} worked 1 of 1 time`,
  );
  const again = fixes.filter({ hasText: "is known for" });
  const diff = again.getByRole("region", { name: ORDERS_PATH });
  await expect(diff).toContainText('row["client_id"]', { timeout: 60_000 });
  // As the person left it, not as Claude proposed it.
  await expect(diff).not.toContainText("in row else");
  await expect(again.getByText("Verified", { exact: true }).first()).toBeVisible();
  expect(await findFlaws(page)).toEqual([]);
  await expect(diagnosis.getByText(/known cause, no model asked/)).not.toContainText("$");
  // The whole analysis is over.
  await expect(analyze).toBeEnabled({ timeout: 60_000 });
  expect(claude.requests()).toBe(asked);
  const { body } = await product.api<{ items: unknown[] }>(`/api/incidents/${againId}/model-calls`);
  expect(body.items).toEqual([]);
});

/** The row of the pattern, once it has been learned. */
async function findPattern(page: Page) {
  const pattern = page.getByRole("row").filter({ hasText: ORDERS_CASE.rootCause });
  await expect(async () => {
    await page.goto(`${stage.product.url}/patterns`);
    await expect(pattern).toBeVisible({ timeout: 5_000 });
  }).toPass(EVERY_MINUTE);
  return pattern;
}

/** The orders pipeline at a branch. */
async function readFile(branch: string): Promise<string> {
  const at = `/repos/ada/pipelines/contents/${ORDERS_PATH}?ref=${branch}`;
  const { content } = (await stage.github.api("GET", at)) as { content: string };
  return Buffer.from(content, "base64").toString("utf8");
}
