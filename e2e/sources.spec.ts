import { dagName, expect, signIn, test } from "@/e2e/fixtures";
import { airflowSource } from "@/e2e/first-run";
import { sendWebhook } from "@/e2e/send-webhook";

test("setup shows the snippets and sends a test failure", async ({ page }) => {
  await signIn(page);
  await page.goto("/setup");
  const { webhookUrl, secret } = airflowSource();
  await expect(page.getByText(webhookUrl, { exact: true }).first()).toBeVisible();
  await expect(page.getByText(secret)).toHaveCount(0);
  const snippet = page.getByRole("region", { name: "Snippets to paste" }).first().getByRole("tabpanel");
  await expect(snippet).toContainText("PIPELINE_DEBUGGER_SECRET='<secret of this source>'");
  await page.getByRole("button", { name: "Show secret" }).first().click();
  await expect(page.getByText(secret, { exact: true })).toBeVisible();
  await expect(snippet).toContainText(`PIPELINE_DEBUGGER_SECRET='${secret}'`);
  await page.getByRole("button", { name: "Replace secret" }).first().click();
  await expect(page.getByLabel("New secret")).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("tab", { name: "Callback file" }).click();
  await expect(page.getByText("def notify_pipeline_debugger")).toBeVisible();
  await page.getByRole("button", { name: "Send a test failure" }).first().click();
  await page.getByRole("link", { name: "Open incident" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("KeyError");
  await expect(page.getByText("test", { exact: true })).toBeVisible();
});

test("a new source shows the form of its kind", async ({ page }) => {
  await signIn(page);
  await page.goto("/setup");
  await page.getByRole("button", { name: "Add source" }).click();
  const kinds = await page.getByLabel("Kind").getByRole("option").allTextContents();
  expect(kinds).toEqual([
    "Airflow",
    "Prefect",
    "OpenLineage",
    "dbt",
    "Dagster",
    "Databricks",
    "GitHub",
    "Generic webhook",
  ]);
  const name = dagName("prefect");
  await page.getByLabel("Kind").selectOption("prefect");
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Create" }).click();
  const made = page.locator("details").filter({ has: page.getByRole("heading", { name }) });
  await made.locator("summary").click();
  await expect(made.getByLabel("Flows folder")).toBeVisible();
  await expect(made.getByText("such as http://prefect:4200/api")).toBeVisible();
});

test("a quarantined delivery shows its problems and can be replayed", async ({ page, consoleErrors }) => {
  await sendWebhook(airflowSource(), { source: "airflow", task_id: "t", marker: dagName("bad") });
  await signIn(page);
  await page.goto("/deliveries?status=quarantined");
  const row = page.locator("details").first();
  await row.locator("summary").first().click();
  await expect(row.getByText(/dag_id/).first()).toBeVisible();
  await row.getByRole("button", { name: "Replay" }).click();
  await expect(row.getByText(/dag_id/).last()).toBeVisible();
  // The browser itself logs the 422 of the replay.
  await expect.poll(() => consoleErrors.length).toBeGreaterThan(0);
  consoleErrors.splice(0);
});
