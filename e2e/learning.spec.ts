import type { Page } from "@playwright/test";
import { dagName, expect, signIn, test } from "@/e2e/fixtures";
import { airflowSource } from "@/e2e/first-run";
import { findFlaws } from "@/e2e/page-flaws";
import { airflowFailure, sendWebhook } from "@/e2e/send-webhook";

/** A module that no other test misses, so that its failures match only each other. */
const moduleName = () => `vendor_${Date.now()}`;

function missing(dag: string, name: string) {
  const traceback = `Traceback (most recent call last):
  File "/opt/airflow/dags/${dag}.py", line 3, in ${dag}_load
    import ${name}
ModuleNotFoundError: No module named '${name}'
`;
  const exception = { type: "builtins.ModuleNotFoundError", message: `No module named '${name}'`, traceback };
  return sendWebhook(airflowSource(), airflowFailure({ dag_id: dag, task_id: "load", exception }));
}

async function openDiagnosed(page: Page, incidentId: string | null | undefined) {
  await page.goto(`/incidents/${incidentId}`);
  const diagnosis = page.getByRole("region", { name: "Diagnosis" });
  // Other tests keep the workflows busy.
  await expect(diagnosis.getByText("Next steps")).toBeVisible({ timeout: 45_000 });
  return diagnosis;
}

async function resolve(page: Page): Promise<void> {
  const resolved = page.locator("header").getByText("Resolved", { exact: true });
  // The page does not listen for keys before hydration.
  await expect(async () => {
    await page.keyboard.press("e");
    await expect(resolved).toBeVisible({ timeout: 2_000 });
  }).toPass();
}

test("a confirmed cause becomes a pattern, and is known when the failure comes back", async ({ page }) => {
  test.setTimeout(150_000);
  const dag = dagName("learned");
  const [first, second] = [`${moduleName()}a`, `${moduleName()}b`];
  const answer = await missing(dag, first);
  await signIn(page);
  const diagnosis = await openDiagnosed(page, answer.body.incidentId);
  await resolve(page);
  await diagnosis.getByRole("button", { name: "Yes", exact: true }).click();
  await expect(diagnosis.getByText(/called the built-in diagnosis \(\d+%\) right/)).toBeVisible();
  await expect(diagnosis.getByText(/^Confirmed by /)).toBeVisible();

  const again = await missing(dag, second);
  const known = await openDiagnosed(page, again.body.incidentId);
  const note = known.getByRole("list", { name: "Known causes" });
  await expect(note).toContainText("Known cause:");
  await expect(note).toContainText("confirmed once");
  await expect(known).toContainText(second);
  await expect(known).not.toContainText(first);
  await note.getByRole("link").click();

  await expect(page).toHaveURL(/\/patterns\/\w+$/);
  await expect(page.getByRole("region", { name: "Confirmed" })).toContainText("called the diagnosis right");
  await expect(page.getByRole("region", { name: "Matched incidents" })).toContainText("led the diagnosis");
  expect(await findFlaws(page)).toEqual([]);
  const name = `Forgotten requirement of ${dag}`;
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await page.getByLabel("Recognize it").click();
  await expect(page.locator("header").getByText("Off", { exact: true })).toBeVisible();

  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Patterns" }).click();
  await page.getByLabel("Search patterns").fill(dag);
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(page.getByRole("row", { name: new RegExp(name) })).toContainText("Off");
  await page.getByLabel("State").selectOption("On");
  await expect(page.getByText("No patterns match this filter")).toBeVisible();
  await page.goto(`/patterns?q=${dag}`);
  await page.getByRole("link", { name }).click();
  await page.getByRole("button", { name: `Delete ${name}` }).click();
  await page.getByRole("button", { name: "Delete pattern" }).click();
  await expect(page).toHaveURL(/\/patterns$/);
});

test("a wrong diagnosis is corrected by keyboard in one line, and that is undone", async ({ page }) => {
  test.setTimeout(120_000);
  const answer = await missing(dagName("corrected"), moduleName());
  await signIn(page);
  const diagnosis = await openDiagnosed(page, answer.body.incidentId);
  const category = page.getByLabel("Right category");
  await expect(async () => {
    await page.keyboard.press("n");
    await expect(category).toBeFocused({ timeout: 2_000 });
  }).toPass();
  await category.selectOption("Configuration");
  await page.keyboard.press("Tab");
  await page.keyboard.type("The image was built from the wrong branch");
  await page.keyboard.press("Enter");
  await expect(diagnosis.getByText(/^corrected by /)).toBeVisible();
  await expect(
    diagnosis.getByText("The image was built from the wrong branch", { exact: true }),
  ).toBeVisible();
  await expect(diagnosis.getByText("Next steps")).toBeHidden();
  await diagnosis.getByText("Original diagnosis").click();
  await expect(diagnosis.getByText("Next steps")).toBeVisible();
  await page.goto("/stats?days=1");
  await expect(page.getByRole("region", { name: "Reliability of diagnoses" })).toContainText(
    "Too few to judge",
  );
  await page.goto(`/incidents/${answer.body.incidentId}`);
  await page.getByRole("button", { name: /^Undo: Diagnosis called wrong/ }).click();
  await expect(diagnosis.getByText(/^corrected by /)).toHaveCount(0);
  await expect(diagnosis.getByText("Next steps")).toBeVisible();
});
