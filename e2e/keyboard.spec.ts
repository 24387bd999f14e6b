import { dagName, expect, signIn, test } from "@/e2e/fixtures";
import { airflowSource } from "@/e2e/first-run";
import { airflowFailure, sendWebhook } from "@/e2e/send-webhook";

test("the palette and shortcuts reach every page without a mouse", async ({ page }) => {
  const answer = await sendWebhook(airflowSource(), airflowFailure({ dag_id: dagName("palette") }));
  expect(answer.status).toBe(202);
  await signIn(page);
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("Incident, page or command").fill("pipelin");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/pipelines$/);
  // A matching incident ranks above a page whose name contains the same letters in order.
  const dag = dagName("live");
  await sendWebhook(airflowSource(), airflowFailure({ dag_id: dag }));
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("Incident, page or command").fill("live");
  await expect(page.getByRole("option", { name: dag })).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("option", { name: "Deliveries" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toContainText(dag);
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await expect(page).toHaveURL(/\/stats/);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
});

test("every explanation opens and closes by keyboard alone", async ({ page }) => {
  const answer = await sendWebhook(airflowSource(), airflowFailure({ dag_id: dagName("why") }));
  await signIn(page);
  await page.goto(`/incidents/${answer.body.incidentId}`);
  for (const [button, dialog, reason] of [
    ["why?", "Why this confidence", /Supporting evidence/],
    ["why this category?", "Why this category", /Code bug, chosen/],
    ["Why grouped?", "Why grouped", /Later failures that share these parts/],
    [/^Why line \d+\?$/, /^Why line \d+$/, /ranked by content and position/],
  ] as const) {
    const trigger = page.getByRole("button", { name: button, exact: true });
    await trigger.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog", { name: dialog })).toContainText(reason);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(trigger).toBeFocused();
  }
});

test("an incident can be resolved without a mouse", async ({ page }) => {
  const dag = dagName("keys");
  await sendWebhook(airflowSource(), airflowFailure({ dag_id: dag }));
  await signIn(page);
  await page.goto(`/incidents?status=any&pipeline=${dag}`);
  const row = page.getByRole("link", { name: new RegExp(dag) });
  await expect(row).toContainText("warning");
  // The row renders before the page listens for keys.
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(row).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("a");
  await expect(row).toContainText("Acknowledged");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  const header = page.locator("header");
  await expect(header.getByText("Acknowledged", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Investigate", exact: true })).toBeVisible();
  await page.keyboard.press("e");
  await expect(header.getByText("Resolved", { exact: true })).toBeVisible();
  await page.keyboard.press("u");
  await expect(page).toHaveURL(new RegExp(`/incidents\\?pipeline=${dag}`));
  await expect(row).toContainText("Resolved");
});
