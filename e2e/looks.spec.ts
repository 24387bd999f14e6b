import type { Page } from "@playwright/test";
import { firstRun } from "@/e2e/first-run";
import { expect, signIn, test } from "@/e2e/fixtures";
import { findFlaws } from "@/e2e/page-flaws";
import { airflowFailure, sendWebhook } from "@/e2e/send-webhook";

const PAGES = [
  "/incidents",
  "/pipelines",
  "/patterns",
  "/stats",
  "/deliveries",
  "/setup",
  "/settings",
  "/docs",
];

async function incidentPath(): Promise<string> {
  const { airflow } = firstRun().sources;
  if (!airflow) throw new Error("first-run.json names no Airflow source");
  const answer = await sendWebhook(airflow, airflowFailure({ dag_id: `looks_${Date.now()}` }));
  return `/incidents/${answer.body.incidentId}`;
}

async function openIncident(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("region", { name: "Diagnosis" }).getByText("Next steps")).toBeVisible();
  await expect(page.getByRole("region", { name: "Log lines" })).toBeVisible();
}

for (const theme of ["light", "dark"] as const) {
  test(`every page is readable and accessible in the ${theme} theme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    const incident = await incidentPath();
    await signIn(page);
    await openIncident(page, incident);
    expect(await findFlaws(page), incident).toEqual([]);
    for (const path of PAGES) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
      expect(await findFlaws(page), path).toEqual([]);
    }
  });
}

test("an incident fits a phone, with its actions in reach", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const incident = await incidentPath();
  await signIn(page);
  await openIncident(page, incident);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await expect(page.getByRole("button", { name: "Acknowledge", exact: true })).toBeInViewport();
  // Long lines wrap on narrow screens.
  await expect(page.getByRole("button", { name: "Wrap lines" })).toHaveAttribute("aria-pressed", "true");
});

test("a long title without spaces fills its line in the list and wraps on its page", async ({ page }) => {
  const { airflow } = firstRun().sources;
  if (!airflow) throw new Error("first-run.json names no Airflow source");
  const message = `/srv/${"very_long_folder_name/".repeat(20)}`;
  const answer = await sendWebhook(
    airflow,
    airflowFailure({
      dag_id: `long_${Date.now()}`,
      exception: { type: "builtins.OSError", message, traceback: `OSError: ${message}` },
    }),
  );
  await signIn(page);
  await page.goto("/incidents");
  const title = page.locator(`[data-incident="${answer.body.incidentId}"] [title^="OSError"]`);
  // Cut in the word, rather than before it.
  expect(await title.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(true);
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 });
    for (const path of ["/incidents", `/incidents/${answer.body.incidentId}`]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${path} at ${width} px`).toBeLessThanOrEqual(0);
    }
  }
});

test("pages load without layout shifts", async ({ page }) => {
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
        shifts.push(entry.value);
    }).observe({ type: "layout-shift", buffered: true });
  });
  const incident = await incidentPath();
  await signIn(page);
  await openIncident(page, incident);
  for (const path of [incident, "/incidents", "/pipelines", "/deliveries"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
    const moved = await page.evaluate(() =>
      (window as unknown as { shifts: number[] }).shifts.reduce((sum, shift) => sum + shift, 0),
    );
    expect(moved, path).toBeLessThan(0.05);
  }
});

test("reduced motion stops animations but keeps highlights", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const incident = await incidentPath();
  await signIn(page);
  await openIncident(page, incident);
  await page
    .getByRole("button", { name: /^Citation 1: line/ })
    .first()
    .click();
  const cited = page.locator(".flash").first();
  await expect(cited).toBeVisible();
  const style = await cited.evaluate((element) => {
    const { animationDuration, backgroundColor } = getComputedStyle(element);
    return { animationDuration, backgroundColor };
  });
  expect(parseFloat(style.animationDuration)).toBeLessThanOrEqual(0.001);
  expect(style.backgroundColor).not.toBe("rgba(0, 0, 0, 0)");
});
