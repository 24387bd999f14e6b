import { dagName, expect, signIn, test } from "@/e2e/fixtures";
import { airflowSource } from "@/e2e/first-run";
import { airflowFailure, sendWebhook } from "@/e2e/send-webhook";

test("an anonymous visitor is sent to the sign-in page", async ({ page, consoleErrors }) => {
  await page.goto("/incidents");
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByLabel("Email").fill("nobody@example.com");
  await page.getByLabel("Password").fill("wrong password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Wrong email or password" })).toBeVisible();
  // The browser itself logs the 401 of the refused sign-in.
  consoleErrors.splice(0);
});

for (const [path, heading] of [
  ["/incidents", "Incidents"],
  ["/pipelines", "Pipelines"],
  ["/patterns", "Patterns"],
  ["/stats", "Stats"],
  ["/deliveries", "Deliveries"],
  ["/setup", "Setup"],
  ["/settings", "Settings"],
  ["/docs", "API"],
] as const) {
  test(`${path} fits a phone`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await signIn(page);
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
}

for (const path of ["/incidents/99999", "/incidents/nothing", "/pipelines/nothing", "/patterns/nothing"]) {
  test(`${path} does not exist`, async ({ page, consoleErrors }) => {
    await signIn(page);
    const response = await page.goto(path);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole("main").getByText("Not found")).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
    // The browser logs the 404 itself as an error.
    consoleErrors.splice(0);
  });
}

test("stats are shown as charts and as tables", async ({ page }) => {
  await sendWebhook(airflowSource(), airflowFailure({ dag_id: dagName("stats") }));
  await signIn(page);
  await page.goto("/stats?days=1");
  await expect(page.getByText("Incidents by root cause category")).toBeVisible();
  await expect(page.locator(".recharts-bar-rectangle").first()).toBeVisible();
  await page.getByRole("button", { name: "Table" }).first().click();
  await expect(page.getByRole("columnheader", { name: "Opened" })).toBeVisible();
});
