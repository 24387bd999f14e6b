import { dagName, expect, signIn, test } from "@/e2e/fixtures";
import { airflowSource } from "@/e2e/first-run";
import { airflowFailure, sendWebhook } from "@/e2e/send-webhook";

const report = (dag: string, task = "transform_orders") =>
  sendWebhook(airflowSource(), airflowFailure({ dag_id: dag, task_id: task }));

test("a change is undone from its toast, by key and from the timeline", async ({ page }) => {
  const answer = await report(dagName("undo"));
  await signIn(page);
  await page.goto(`/incidents/${answer.body.incidentId}`);
  const header = page.locator("header");
  const triggered = header.getByText("Triggered", { exact: true });
  await page.getByRole("button", { name: "Acknowledge", exact: true }).click();
  await expect(header.getByText("Acknowledged", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(triggered).toBeVisible();
  await expect(page.getByText(/change undone/)).toBeVisible();

  await page.keyboard.press("e");
  await expect(header.getByText("Resolved", { exact: true })).toBeVisible();
  await page.keyboard.press("z");
  await expect(triggered).toBeVisible();

  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Until it fails again" }).click();
  await expect(header.getByText(/It wakes earlier if it fails again/)).toBeVisible();
  await page.getByRole("button", { name: "Undo: Snoozed until it fails again" }).click();
  await expect(page.getByText("Undone: Snoozed until it fails again")).toBeVisible();
  await expect(header.getByText(/It wakes earlier/)).toHaveCount(0);
});

test("resolving asks why, without being in the way", async ({ page }) => {
  const dag = dagName("why");
  const answer = await report(dag);
  await signIn(page);
  await page.goto(`/incidents/${answer.body.incidentId}`);
  await expect(page.getByRole("button", { name: "Acknowledge", exact: true })).toBeVisible();
  const why = page.getByRole("group", { name: "Resolution" });
  // The page does not listen for keys before hydration.
  await expect(async () => {
    await page.keyboard.press("e");
    await expect(why).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await why.getByLabel("What happened").fill("The feed was late");
  await why.getByRole("button", { name: "False alarm" }).click();
  await expect(page.locator("header").getByText("False alarm", { exact: true })).toBeVisible();
  await expect(why).toHaveCount(0);
  await expect(page.getByText("The feed was late")).toBeVisible();
  await page.goto(`/incidents?status=resolved&resolution=false_alarm&pipeline=${dag}`);
  await expect(page.getByRole("link", { name: new RegExp(dag) })).toContainText("Resolved");
});

test("a merge is undone, and a merged incident can be taken out later", async ({ page }) => {
  const dag = dagName("apart");
  const kept = await report(dag, "extract");
  const merged = await report(dag, "load");
  await signIn(page);
  await page.goto(`/incidents/${kept.body.incidentId}`);
  const number =
    (await page
      .locator("header")
      .getByText(/^#\d+$/)
      .textContent()) ?? "";
  await page.goto(`/incidents/${merged.body.incidentId}`);
  const merge = async () => {
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Merge into another incident" }).click();
    await page.getByLabel("Number of the incident to keep").fill(number);
    await page.getByRole("button", { name: "Merge", exact: true }).click();
    await expect(page.locator("header")).toContainText(number);
  };
  await merge();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(page.getByText(/change undone/)).toBeVisible();
  await page.goto(`/incidents/${merged.body.incidentId}`);
  await expect(page.locator("header").getByText("Triggered", { exact: true })).toBeVisible();
  await merge();
  await page.getByRole("button", { name: /^Take #\d+ out$/ }).click();
  await expect(page.getByText(/was taken out of this incident/)).toBeVisible();
  await page.goto(`/incidents/${merged.body.incidentId}`);
  await expect(page.locator("header").getByText("Triggered", { exact: true }).first()).toBeVisible();
});
