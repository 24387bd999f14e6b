import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { APIRequestContext } from "@playwright/test";
import { dagName, expect, signIn, test } from "@/e2e/fixtures";
import { airflowSource, firstRun } from "@/e2e/first-run";
import { findFlaws } from "@/e2e/page-flaws";
import { airflowFailure, sendWebhook } from "@/e2e/send-webhook";

test("a failing task appears live and its page fills in", async ({ page }) => {
  const dag = dagName("live");
  await signIn(page);
  await page.goto(`/incidents?pipeline=${dag}`);
  await expect(page.getByText("No incidents match this filter")).toBeVisible();
  await sendWebhook(airflowSource(), airflowFailure({ dag_id: dag }));
  const row = page.getByRole("link", { name: /KeyError 'customer_id' in transform_orders/ });
  await expect(row).toBeVisible({ timeout: 3_000 });
  await row.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "KeyError 'customer_id' in transform_orders",
  );
  const diagnosis = page.getByRole("region", { name: "Diagnosis" });
  await expect(diagnosis).toContainText("customer_id");
  const coverage = page
    .getByRole("region", { name: "Evidence" })
    .locator("details", { hasText: "sources were read" });
  await coverage.locator("summary").click();
  await expect(coverage.getByRole("list", { name: "Missing evidence" })).toContainText(/repository/i);
  await diagnosis.getByRole("button", { name: "why?" }).click();
  await expect(page.getByText(/Known signature/)).toBeVisible();
  await page.keyboard.press("Escape");
  await diagnosis.getByRole("button", { name: "why this category?" }).click();
  await expect(
    page.getByRole("dialog", { name: "Why this category" }).getByRole("listitem").first(),
  ).toBeVisible();
});

test("a citation opens the log at the cited line, and the log explains the line", async ({ page }) => {
  const dag_id = dagName("cite");
  const earlier = { type: "builtins.ValueError", message: "no orders today", traceback: null };
  await sendWebhook(airflowSource(), airflowFailure({ dag_id, exception: earlier }));
  const answer = await sendWebhook(airflowSource(), airflowFailure({ dag_id }));
  await signIn(page);
  await page.goto(`/incidents/${answer.body.incidentId}`);
  const diagnosis = page.getByRole("region", { name: "Diagnosis" });
  const evidence = page.getByRole("region", { name: "Evidence" });
  await evidence.getByRole("tab", { name: /History/ }).click();
  await expect(evidence.getByRole("tab", { name: /History/ })).toHaveAttribute("aria-selected", "true");
  await diagnosis
    .getByRole("button", { name: /^Citation 1: line/ })
    .first()
    .click();
  await expect(evidence.getByRole("tab", { name: /Log/ })).toHaveAttribute("aria-selected", "true");
  await expect(evidence.locator(".flash")).toHaveCount(1);
  await evidence.getByRole("button", { name: /^Why line/ }).click();
  await expect(page.getByRole("dialog", { name: /^Why line/ }).getByText(/Line \d+ failed/)).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Why grouped?" }).click();
  await expect(page.getByText(/^v1:/)).toBeVisible();
});

test("a person acknowledges, comments, analyzes again and resolves", async ({ page }) => {
  const answer = await sendWebhook(airflowSource(), airflowFailure({ dag_id: dagName("triage") }));
  await signIn(page);
  await page.goto(`/incidents/${answer.body.incidentId}`);
  await page.getByRole("button", { name: "Acknowledge", exact: true }).click();
  await expect(
    page.getByRole("banner").or(page.locator("header")).getByText("Acknowledged").first(),
  ).toBeVisible();
  await page.getByLabel("Comment", { exact: true }).fill("Looking at it <b>now</b>");
  await page.getByRole("button", { name: "Comment" }).click();
  await expect(page.getByText("Looking at it <b>now</b>")).toBeVisible();
  await page.getByRole("button", { name: "Analyze" }).click();
  await expect(page.getByText("Analysis requested")).toBeVisible();
  await expect(page.getByText(/^Diagnosis \(\d+%\): /)).toHaveCount(2);
  await page.getByRole("button", { name: "More statuses" }).click();
  await page.getByRole("menuitem", { name: "Resolve" }).click();
  await expect(page.locator("header").getByText("Resolved", { exact: true })).toBeVisible();
});

test("the log of a successful run has no marked line", async ({ page }) => {
  const { generic } = firstRun().sources;
  if (!generic) throw new Error("first-run.json names no generic source");
  const log = [
    "2026-11-21 02:00:03 WARN retrying once: ConnectionError",
    "2026-11-21 02:00:09 INFO Task exited with return code 0",
    "2026-11-21 02:00:09 INFO Marking task as SUCCESS.",
  ].join("\n");
  const answer = await sendWebhook(generic, { pipeline: dagName("healthy"), runId: "r1", log });
  await signIn(page);
  await page.goto(`/incidents/${answer.body.incidentId}`);
  const evidence = page.getByRole("region", { name: "Evidence" });
  await expect(evidence.getByText("This run succeeded; no line failed.")).toBeVisible();
  await expect(evidence.getByRole("link", { name: /failing line/ })).toHaveCount(0);
  await expect(evidence.getByRole("button", { name: /^Why line/ })).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Diagnosis" })).toContainText(
    "The run in this log succeeded",
  );
});

test("the page catches up on changes made before it subscribed", async ({ page }) => {
  const dag = dagName("gap");
  const answer = await sendWebhook(airflowSource(), airflowFailure({ dag_id: dag }));
  await signIn(page);
  let listen = () => {};
  const mayListen = new Promise<void>((resolve) => (listen = resolve));
  await page.route("**/api/live?*", async (route) => {
    await mayListen;
    await route.continue();
  });
  await page.goto(`/incidents/${answer.body.incidentId}`);
  await expect(page.getByText("1 occurrence", { exact: true })).toBeVisible();
  await sendWebhook(airflowSource(), airflowFailure({ dag_id: dag }));
  listen();
  await expect(page.getByText("2 occurrences", { exact: true })).toBeVisible();
});

const CODE = `import csv


def transform_orders(path):
    with open(path) as file:
        return [row["customer_id"] for row in csv.DictReader(file)]
`;

/** A failure whose traceback has no source lines, in a pipeline whose repository is connected. */
async function arrangeCode(request: APIRequestContext, name: string) {
  const repository = mkdtempSync(path.join(tmpdir(), "pd-repo-"));
  const git = (...args: string[]) => execFileSync("git", ["-C", repository, ...args]);
  mkdirSync(path.join(repository, "dags"));
  writeFileSync(path.join(repository, "dags/orders_daily.py"), CODE);
  git("init", "-q", "-b", "main");
  git("add", ".");
  git("-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "-q", "-m", "Read orders");
  const made = await request.post("/api/sources", {
    headers: { authorization: `Bearer ${firstRun().apiToken}` },
    data: {
      kind: "airflow",
      name: dagName(name),
      repository: { kind: "local", path: repository },
      dagsFolder: "dags",
    },
  });
  const source = (await made.json()) as { webhookUrl: string; secret: string };
  const traceback = `Traceback (most recent call last):
  File "/opt/airflow/dags/orders_daily.py", line 6, in transform_orders
KeyError: 'customer_id'
`;
  const exception = { type: "builtins.KeyError", message: "'customer_id'", traceback };
  const answer = await sendWebhook(source, airflowFailure({ dag_id: dagName(name), exception }));
  return { incidentId: answer.body.incidentId, remove: () => rmSync(repository, { recursive: true }) };
}

test("the failing code is shown beside the log, and a citation opens it", async ({ page, request }) => {
  const { incidentId, remove } = await arrangeCode(request, "code");
  await signIn(page);
  const evidence = page.getByRole("region", { name: "Evidence" });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto(`/incidents/${incidentId}`);
    await page
      .getByRole("region", { name: "Diagnosis" })
      .getByRole("button", { name: /^Citation \d+: line 6$/ })
      .first()
      .click();
    await expect(evidence.getByRole("tab", { name: /Code/ })).toHaveAttribute("aria-selected", "true");
    await expect(evidence.locator(".flash")).toHaveCount(1);
    await expect(evidence.locator(".flash mark")).toHaveText('row["customer_id"]');
    expect(await findFlaws(page), colorScheme).toEqual([]);
  }
  await expect(evidence).toContainText("The commit that ran is not known");
  await expect(evidence.getByRole("list", { name: "Who last changed it" })).toContainText(
    /Line 6 last changed by Ada in [0-9a-f]{8}, .*: Read orders/,
  );
  await page.setViewportSize({ width: 390, height: 844 });
  await evidence.locator("mark").scrollIntoViewIfNeeded();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  remove();
});
