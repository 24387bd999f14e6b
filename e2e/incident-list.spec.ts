import { dagName, expect, signIn, test } from "@/e2e/fixtures";
import { airflowSource } from "@/e2e/first-run";
import { airflowFailure, sendWebhook } from "@/e2e/send-webhook";

test("new incidents wait behind a pill without moving rows", async ({ page }) => {
  await sendWebhook(airflowSource(), airflowFailure({ dag_id: dagName("pill") }));
  await signIn(page);
  const first = page
    .getByRole("listitem")
    .filter({ has: page.locator("a[href^='/incidents/']") })
    .first();
  const before = await first.textContent();
  const dag = dagName("pill_next");
  await sendWebhook(airflowSource(), airflowFailure({ dag_id: dag }));
  const pill = page.getByRole("button", { name: /^\d+ new$/ });
  await expect(pill).toBeVisible();
  expect((await first.textContent())?.slice(0, 20)).toBe(before?.slice(0, 20));
  await pill.click();
  await expect(page.getByText(dag)).toBeVisible();
});

test("the list ignores a search term the database cannot store", async ({ page }) => {
  await signIn(page);
  await page.goto("/incidents?status=any&q=%00");
  await expect(page.getByRole("heading", { level: 1, name: "Incidents" })).toBeVisible();
});

test("filters read as a sentence, live in the URL and reset", async ({ page }) => {
  await sendWebhook(airflowSource(), airflowFailure({ dag_id: dagName("filters") }));
  await signIn(page);
  await page.goto("/incidents?q=no-such-incident&severity=critical,high&within=7d");
  await expect(
    page.getByText(/open · critical or high · last 7 days · matching “no-such-incident”/).last(),
  ).toBeVisible();
  await page.getByRole("button", { name: "Reset" }).click();
  await expect(page).toHaveURL(/\/incidents$/);
  await expect(page.getByLabel("Search incidents")).toHaveValue("");
  const row = page
    .getByRole("listitem")
    .filter({ has: page.locator("a[href^='/incidents/']") })
    .first();
  await expect(row).toBeVisible();
  await page.getByRole("button", { name: "Compact rows" }).click();
  await expect.poll(async () => (await row.boundingBox())?.height).toBeLessThan(40);
  await page.reload();
  await expect(page.getByRole("button", { name: "Compact rows" })).toHaveAttribute("aria-pressed", "true");
});

test("the list can be filtered by subject on a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await sendWebhook(airflowSource(), airflowFailure({ dag_id: dagName("subjects") }));
  await signIn(page);
  await page.goto("/incidents");
  await page.getByRole("button", { name: "Subject: any subject" }).click();
  await expect(page.getByRole("menuitemcheckbox")).toHaveText([
    "Any subject",
    "Task",
    "Service",
    "Workload",
    "Check",
  ]);
  await page.getByRole("menuitemcheckbox", { name: "Service" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Check" }).click();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\?subject=service,check$/);
  await expect(page.getByRole("button", { name: "Subject: service or check" })).toBeVisible();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});
