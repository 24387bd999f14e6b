import { dagName, expect, signIn, test } from "@/e2e/fixtures";
import { airflowSource } from "@/e2e/first-run";
import { airflowFailure, sendWebhook } from "@/e2e/send-webhook";

test("an API token is shown once and works", async ({ page, request }) => {
  await signIn(page);
  await page.goto("/settings");
  const name = dagName("token");
  await page.getByLabel("Token name").fill(name);
  await page.getByRole("button", { name: "Create token" }).click();
  const token = await page.locator("code", { hasText: /^pd_.{20,}/ }).textContent();
  const answer = await request.get("/api/incidents", { headers: { authorization: `Bearer ${token}` } });
  expect(answer.status()).toBe(200);
  await page.reload();
  await expect(page.getByRole("region", { name: "API tokens" }).getByText(name)).toBeVisible();
  await expect(page.getByRole("region", { name: "Audit log" })).toContainText(
    `created the API token ${name}`,
  );
  await expect(page.locator("code", { hasText: token ?? "?" })).toHaveCount(0);
});

test("an integration is connected, tested, disabled and deleted, and its token is never shown", async ({
  page,
}) => {
  await signIn(page);
  await page.goto("/settings");
  const name = dagName("slack");
  const card = page.getByRole("region", { name: "Integrations" });
  await card.getByRole("button", { name: "Add integration" }).click();
  const form = page.getByRole("form", { name: "New integration" });
  await form.getByLabel("System").selectOption("slack");
  await form.getByLabel("Name").fill(name);
  // Nothing listens there.
  await form.getByLabel("API URL").fill("http://127.0.0.1:9");
  await form.getByLabel("Token", { exact: true }).fill("xoxb-never-shown");
  await form.getByRole("button", { name: "Connect" }).click();
  const item = card.getByRole("listitem").filter({ hasText: name });
  await expect(item).toContainText("Not tested yet");
  await item.getByRole("button", { name: `Test ${name}` }).click();
  await expect(item.getByRole("status")).toContainText("Slack cannot be reached at http://127.0.0.1:9");
  await item.getByRole("button", { name: "Disable" }).click();
  await expect(item.getByText("Disabled")).toBeVisible();
  await page.reload();
  await expect(item.getByRole("status")).toContainText("Slack cannot be reached");
  expect(await page.content()).not.toContain("xoxb-never-shown");
  await item.getByRole("button", { name: `Delete ${name}` }).click();
  await item.getByRole("button", { name: "Delete permanently" }).click();
  await expect(item).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("region", { name: "Audit log" })).toContainText(
    `deleted the integration ${name}`,
  );
});

test("the audit log appears in the settings", async ({ page }) => {
  const answer = await sendWebhook(airflowSource(), airflowFailure({ dag_id: dagName("audit") }));
  await signIn(page);
  await page.goto(`/incidents/${answer.body.incidentId}`);
  const number = await page
    .locator("header")
    .getByText(/^#\d+$/)
    .textContent();
  await page.getByRole("button", { name: "Acknowledge", exact: true }).click();
  await expect(page.locator("header").getByText("Acknowledged", { exact: true })).toBeVisible();
  await page.goto("/settings");
  await expect(
    page.getByRole("region", { name: "Audit log" }).getByText(`acknowledged ${number}`),
  ).toBeVisible();
});
