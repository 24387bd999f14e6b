import { expect, signIn, test } from "@/e2e/fixtures";
import { findFlaws } from "@/e2e/page-flaws";

test("the API reference is searched, and a request is sent from it", async ({ page, consoleErrors }) => {
  await signIn(page);
  await page.goto("/docs");
  const search = page.getByRole("searchbox", { name: "Search endpoints" });
  await expect(async () => {
    await search.fill("list teams");
    await expect(page.getByRole("button", { name: /^Delete a team/ })).toHaveCount(0, { timeout: 2_000 });
  }).toPass();
  await page.getByRole("button", { name: /^List teams/ }).click();
  await expect(page.getByLabel("answer 200", { exact: true })).toContainText("items: Team[]");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("status").getByText("200", { exact: true })).toBeVisible();
  await expect(page.getByLabel("answer", { exact: true })).toContainText('"items"');
  expect(await findFlaws(page)).toEqual([]);

  await search.fill("create a team");
  await page.getByRole("button", { name: /^Create a team/ }).click();
  await page.getByRole("textbox", { name: "Body" }).fill('{ "name": "" }');
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("status").getByText("422", { exact: true })).toBeVisible();
  await expect(page.getByLabel("answer", { exact: true })).toContainText('"path": "name"');

  // The browser reports every refusal.
  await expect.poll(() => consoleErrors.splice(0)).toEqual([expect.stringContaining("422")]);

  await search.fill("no endpoint has these words");
  await expect(page.getByText("No endpoint mentions “no endpoint has these words”.")).toBeVisible();
});

test("on a phone, pages that do not fit into the bar are in its menu", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page);
  const bar = page.getByRole("navigation", { name: "Main" });
  await expect(bar.getByRole("link", { name: "Settings" })).toBeHidden();
  await bar.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Settings" }).click();
  await expect(page).toHaveURL(/\/settings$/);
  await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
});
