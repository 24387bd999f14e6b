import type { Page } from "@playwright/test";
import { dagName, expect, signIn, test } from "@/e2e/fixtures";
import { airflowSource } from "@/e2e/first-run";
import { airflowFailure, sendWebhook } from "@/e2e/send-webhook";

const TASKS = ["extract", "transform", "load", "publish"];

/** Opens a list of four triggered incidents of one pipeline. */
async function openFour(page: Page, name: string): Promise<string> {
  const dag = dagName(name);
  for (const task of TASKS)
    await sendWebhook(airflowSource(), airflowFailure({ dag_id: dag, run_id: `${task}__1`, task_id: task }));
  await signIn(page);
  await page.goto(`/incidents?status=any&pipeline=${dag}`);
  await expect(boxes(page)).toHaveCount(TASKS.length);
  return dag;
}

const boxes = (page: Page) => page.getByRole("checkbox", { name: /^Select #\d+/ });
const rows = (page: Page) => page.locator("[data-incident]");
const bar = (page: Page) => page.getByRole("group", { name: "Selected incidents" });
const inStatus = (page: Page, status: string) => rows(page).filter({ hasText: status });

/** The first box reacts only once the page has hydrated. */
async function selectFirst(page: Page) {
  await expect(async () => {
    await boxes(page).first().setChecked(true, { timeout: 500 });
    await expect(bar(page)).toBeVisible({ timeout: 500 });
  }).toPass();
}

test("a range of incidents is changed at once and undone from one toast", async ({ page }) => {
  await openFour(page, "bulk");
  await expect(boxes(page).first()).toHaveCSS("opacity", "0");
  await rows(page).first().hover();
  await expect(boxes(page).first()).toHaveCSS("opacity", "1");
  await selectFirst(page);
  await expect(boxes(page).last()).toHaveCSS("opacity", "1");
  await boxes(page)
    .nth(2)
    .click({ modifiers: ["Shift"] });
  await expect(bar(page)).toContainText("3 selected");
  await bar(page).getByRole("button", { name: "Acknowledge" }).click();
  await expect(page.getByText("3 incidents acknowledged")).toBeVisible();
  await expect(inStatus(page, "Acknowledged")).toHaveCount(3);
  await expect(bar(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(page.getByText("3 incidents: change undone")).toBeVisible();
  await expect(inStatus(page, "Acknowledged")).toHaveCount(0);

  await selectFirst(page);
  await bar(page).getByRole("button", { name: "Select all 4 shown" }).click();
  await bar(page).getByRole("button", { name: "Resolve…" }).click();
  const dialog = page.getByRole("dialog", { name: "Resolve 4 incidents" });
  await expect(dialog.getByLabel("Why")).toBeFocused();
  await dialog.getByLabel("Why").selectOption("False alarm");
  await dialog.getByLabel("What happened").fill("The feed was late");
  await dialog.getByRole("button", { name: "Resolve" }).click();
  await expect(inStatus(page, "False alarm")).toHaveCount(4);
  await rows(page).first().click();
  await expect(page.getByText("The feed was late").first()).toBeVisible();
});

test("incidents are selected, snoozed, merged and undone by keyboard", async ({ page }) => {
  await openFour(page, "bulk_keys");
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(rows(page).first()).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await expect(bar(page)).toContainText("2 selected");
  await page.keyboard.press("s");
  await expect(inStatus(page, "Snoozed")).toHaveCount(2);
  await page.keyboard.press("z");
  await expect(inStatus(page, "Snoozed")).toHaveCount(0);
  // The offer to undo goes with what it would have undone.
  await expect(page.getByRole("button", { name: "Undo", exact: true })).toHaveCount(0);

  await rows(page).first().focus();
  await page.keyboard.press("x");
  await page.keyboard.press("Escape");
  await expect(bar(page)).toHaveCount(0);
  for (let row = 0; row < 3; row += 1) {
    await rows(page).nth(row).focus();
    await page.keyboard.press("x");
  }
  await bar(page).getByRole("button", { name: "Merge…" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Merge 3 incidents" });
  await expect(dialog.getByLabel("Incident to keep")).toBeFocused();
  await dialog.getByRole("button", { name: "Merge" }).press("Enter");
  await expect(page.getByText(/^2 incidents merged into #\d+$/)).toBeVisible();
  await expect(inStatus(page, "Merged")).toHaveCount(2);
  // What is impossible for one of them is not offered, and says why.
  await boxes(page).first().focus();
  await boxes(page).first().press("Space");
  await bar(page).getByRole("button", { name: "Select all 4 shown" }).click();
  await expect(bar(page).getByRole("button", { name: "Acknowledge" })).toBeDisabled();
  await expect(bar(page).getByRole("button", { name: "Acknowledge" })).toHaveAttribute(
    "title",
    /^Not possible for #\d+ \(merged\)$/,
  );
});

test("what could not be changed is named, and stays selected", async ({ page, context }) => {
  const dag = await openFour(page, "bulk_refused");
  await selectFirst(page);
  await boxes(page).nth(1).check();
  const number = await rows(page).nth(1).getAttribute("href");
  // Somebody else resolves one in the meantime; this page has not heard of it.
  await page.route("**/api/incidents?**", (route) => route.abort("aborted"));
  const other = await context.newPage();
  await other.goto(number ?? "");
  await expect(other.getByRole("button", { name: "Acknowledge", exact: true })).toBeVisible();
  await expect(async () => {
    await other.keyboard.press("e");
    await expect(other.locator("header").getByText("Resolved", { exact: true })).toBeVisible({
      timeout: 2_000,
    });
  }).toPass();
  await expect(bar(page).getByRole("button", { name: "Acknowledge" })).toBeEnabled();
  await bar(page).getByRole("button", { name: "Acknowledge" }).click();
  const refused = `#${number?.split("/").at(-1)}: The incident is resolved and cannot become acknowledged`;
  await expect(page.getByRole("alert").filter({ hasText: "1 incident could not be changed" })).toContainText(
    refused,
  );
  await expect(bar(page)).toContainText("1 selected");
  await page.unroute("**/api/incidents?**");
  await page.goto(`/incidents?status=acknowledged&pipeline=${dag}`);
  await expect(rows(page)).toHaveCount(1);
});

test("incidents are selected on a phone without covering or widening the page", async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const page = await context.newPage();
  await openFour(page, "bulk_phone");
  await expect(boxes(page).first()).toHaveCSS("opacity", "1");
  await selectFirst(page);
  await bar(page).getByRole("button", { name: "Snooze" }).click();
  await page.getByRole("menuitem", { name: "For 1 hour" }).click();
  await expect(page.getByText(/^#\d+ snoozed for 1 hour$/)).toBeVisible();
  await selectFirst(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  for (const button of await bar(page).getByRole("button").all()) {
    const box = await button.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390);
  }
  const barBox = await bar(page).boundingBox();
  const navBox = await page.getByRole("navigation").last().boundingBox();
  expect((barBox?.y ?? 0) + (barBox?.height ?? 0)).toBeLessThanOrEqual(navBox?.y ?? 0);
  await context.close();
});
