import { dagName, expect, signIn, test } from "@/e2e/fixtures";
import { airflowSource, firstRun } from "@/e2e/first-run";
import { airflowFailure, sendWebhook } from "@/e2e/send-webhook";

/** Sends a failure. @returns the incident's id. */
async function fail(dag: string, task = "transform_orders"): Promise<string> {
  const answer = await sendWebhook(airflowSource(), airflowFailure({ dag_id: dag, task_id: task }));
  return answer.body.incidentId ?? "";
}

const bearer = () => ({ authorization: `Bearer ${firstRun().apiToken}` });

test("a snoozed incident leaves the list, is counted there, and can be unsnoozed", async ({ page }) => {
  const dag = dagName("snoozed");
  const id = await fail(dag);
  await signIn(page);
  await page.goto(`/incidents/${id}`);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "For 4 hours" }).click();
  await expect(page.getByText(/New failures are counted but do not wake it/)).toBeVisible();
  await page.goto(`/incidents?pipeline=${dag}`);
  await expect(page.getByText("No incidents match this filter")).toBeVisible();
  const row = page.getByRole("link", { name: new RegExp(dag) });
  await page.getByRole("button", { name: "1 snoozed" }).click();
  await expect(page).toHaveURL(/status=snoozed/);
  await expect(row).toContainText("Snoozed");
  await expect(page.getByText("1 in this view")).toBeVisible();
  await row.click();
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Unsnooze" }).click();
  await expect(page.getByText(/do not wake it/)).toHaveCount(0);
  await page.goto(`/incidents?pipeline=${dag}`);
  await expect(row).toBeVisible();
  await expect(page.getByRole("button", { name: "1 snoozed" })).toHaveCount(0);
});

test("a merged incident offers no actions that belong to its root incident", async ({ page, request }) => {
  const dag = dagName("merged");
  const kept = await fail(dag, "extract");
  const merged = await fail(dag, "load");
  const answer = await request.post(`/api/incidents/${merged}/merge`, {
    headers: bearer(),
    data: { into: kept },
  });
  expect(answer.status()).toBe(200);
  await signIn(page);
  await page.goto(`/incidents/${merged}`);
  await expect(page.locator("header").getByText("Merged", { exact: true })).toBeVisible();
  for (const name of ["Analyze", "Propose fix", "Assign", "Acknowledge"])
    await expect(page.getByRole("button", { name, exact: true })).toHaveCount(0);
  await page.getByRole("button", { name: "More actions" }).click();
  await expect(page.getByRole("menuitem", { name: "Copy link" })).toBeVisible();
  await expect(page.getByText("Snooze", { exact: true })).toHaveCount(0);
  for (const verb of ["analyze", "fixes"]) {
    const refused = await request.post(`/api/incidents/${merged}/${verb}`, { headers: bearer(), data: {} });
    expect(refused.status()).toBe(409);
    expect((await refused.json()).error.message).toMatch(
      /was merged into #\d+(?: .* Use #\d+ instead|; propose fixes there)\.$/,
    );
  }
});
