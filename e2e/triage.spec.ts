import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { APIRequestContext } from "@playwright/test";
import { expect, signIn, test } from "@/e2e/fixtures";
import { firstRun } from "@/e2e/first-run";
import { airflowFailure, sendWebhook } from "@/e2e/send-webhook";

function airflow() {
  const source = firstRun().sources["airflow"];
  if (!source) throw new Error("first-run.json names no Airflow source");
  return source;
}

/** A pipeline name that no other test uses. */
const dagName = (name: string) => `${name}_${Date.now()}`;

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

test("a failing task appears live and its page fills in", async ({ page }) => {
  const dag = dagName("live");
  await signIn(page);
  await page.goto(`/incidents?pipeline=${dag}`);
  await expect(page.getByText("No incidents match this filter")).toBeVisible();
  await sendWebhook(airflow(), airflowFailure({ dag_id: dag }));
  const row = page.getByRole("link", { name: /KeyError 'customer_id' in transform_orders/ });
  await expect(row).toBeVisible({ timeout: 3_000 });
  await row.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "KeyError 'customer_id' in transform_orders",
  );
  const diagnosis = page.getByRole("region", { name: "Diagnosis" });
  await expect(diagnosis).toContainText("customer_id");
  await expect(diagnosis.getByRole("list", { name: "Missing evidence" })).toContainText(/repository/i);
  await diagnosis.getByRole("button", { name: "why?" }).click();
  await expect(page.getByText(/Known signature/)).toBeVisible();
  await page.keyboard.press("Escape");
  await diagnosis.getByRole("button", { name: "why this category?" }).click();
  await expect(
    page.getByRole("dialog", { name: "Why this category" }).getByRole("listitem").first(),
  ).toBeVisible();
});

test("a citation opens the log at the cited line, and the log explains the line", async ({ page }) => {
  const answer = await sendWebhook(airflow(), airflowFailure({ dag_id: dagName("cite") }));
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
  const answer = await sendWebhook(airflow(), airflowFailure({ dag_id: dagName("triage") }));
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

test("new incidents wait behind a pill without moving rows", async ({ page }) => {
  await sendWebhook(airflow(), airflowFailure({ dag_id: dagName("pill") }));
  await signIn(page);
  const first = page
    .getByRole("listitem")
    .filter({ has: page.locator("a[href^='/incidents/']") })
    .first();
  const before = await first.textContent();
  const dag = dagName("pill_next");
  await sendWebhook(airflow(), airflowFailure({ dag_id: dag }));
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

test("setup shows the snippets and sends a test failure", async ({ page }) => {
  await signIn(page);
  await page.goto("/setup");
  const { webhookUrl, secret } = airflow();
  await expect(page.getByText(webhookUrl, { exact: true }).first()).toBeVisible();
  await expect(page.getByText(secret)).toHaveCount(0);
  const snippet = page.getByRole("region", { name: "Snippets to paste" }).first().getByRole("tabpanel");
  await expect(snippet).toContainText("PIPELINE_DEBUGGER_SECRET='<secret of this source>'");
  await page.getByRole("button", { name: "Show secret" }).first().click();
  await expect(page.getByText(secret, { exact: true })).toBeVisible();
  await expect(snippet).toContainText(`PIPELINE_DEBUGGER_SECRET='${secret}'`);
  await page.getByRole("tab", { name: "Callback file" }).click();
  await expect(page.getByText("def notify_pipeline_debugger")).toBeVisible();
  await page.getByRole("button", { name: "Send a test failure" }).first().click();
  await page.getByRole("link", { name: "Open incident" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("KeyError");
  await expect(page.getByText("test", { exact: true })).toBeVisible();
});

test("a quarantined delivery shows its problems and can be replayed", async ({ page, consoleErrors }) => {
  await sendWebhook(airflow(), { source: "airflow", task_id: "t", marker: dagName("bad") });
  await signIn(page);
  await page.goto("/deliveries?status=quarantined");
  const row = page.locator("details").first();
  await row.locator("summary").first().click();
  await expect(row.getByText(/dag_id/).first()).toBeVisible();
  await row.getByRole("button", { name: "Replay" }).click();
  await expect(row.getByText(/dag_id/).last()).toBeVisible();
  // The browser itself logs the 422 of the replay.
  await expect.poll(() => consoleErrors.length).toBeGreaterThan(0);
  consoleErrors.splice(0);
});

for (const [path, heading] of [
  ["/incidents", "Incidents"],
  ["/pipelines", "Pipelines"],
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

test("stats draw charts and show them as tables", async ({ page }) => {
  await sendWebhook(airflow(), airflowFailure({ dag_id: dagName("stats") }));
  await signIn(page);
  await page.goto("/stats?days=1");
  await expect(page.getByText("Incidents by root cause category")).toBeVisible();
  await expect(page.locator(".recharts-bar-rectangle").first()).toBeVisible();
  await page.getByRole("button", { name: "Table" }).first().click();
  await expect(page.getByRole("columnheader", { name: "Opened" })).toBeVisible();
});

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

test("a new source shows the form of its kind", async ({ page }) => {
  await signIn(page);
  await page.goto("/setup");
  await page.getByRole("button", { name: "Add source" }).click();
  const kinds = await page.getByLabel("Kind").getByRole("option").allTextContents();
  expect(kinds).toEqual(["Airflow", "Prefect", "Generic webhook"]);
  const name = dagName("prefect");
  await page.getByLabel("Kind").selectOption("prefect");
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Create" }).click();
  const made = page.locator("details").filter({ has: page.getByRole("heading", { name }) });
  await made.locator("summary").click();
  await expect(made.getByLabel("Flows folder")).toBeVisible();
  await expect(made.getByText("such as http://prefect:4200/api")).toBeVisible();
});

test("the palette and shortcuts reach every page without a pointer", async ({ page }) => {
  const answer = await sendWebhook(airflow(), airflowFailure({ dag_id: dagName("palette") }));
  expect(answer.status).toBe(202);
  await signIn(page);
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("Incident, page or command").fill("pipelin");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/pipelines$/);
  // A matching incident wins over a page whose name contains the same letters in order.
  const dag = dagName("live");
  await sendWebhook(airflow(), airflowFailure({ dag_id: dag }));
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
  const answer = await sendWebhook(airflow(), airflowFailure({ dag_id: dagName("why") }));
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

test("an incident can be resolved without a pointer", async ({ page }) => {
  const dag = dagName("keys");
  await sendWebhook(airflow(), airflowFailure({ dag_id: dag }));
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

test("the log of a successful run marks no failing line", async ({ page }) => {
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

/** A failure whose fix changes a file in a local repository. */
async function arrangePatch(request: APIRequestContext, name: string) {
  const repository = mkdtempSync(path.join(tmpdir(), "pd-repo-"));
  const git = (...args: string[]) =>
    execFileSync("git", [
      "-C",
      repository,
      "-c",
      "user.name=Ada",
      "-c",
      "user.email=ada@example.com",
      ...args,
    ]);
  const save = (key: string, message: string) => {
    const file = `def transform_orders(rows):\n    return [row["${key}"] for row in rows]\n`;
    writeFileSync(path.join(repository, "dags/orders_daily.py"), file);
    git("add", ".");
    git("commit", "-q", "-m", message);
  };
  mkdirSync(path.join(repository, "dags"));
  git("init", "-q", "-b", "main");
  save("client_id", "Read orders");
  save("customer_id", "Use customer_id again");
  const made = await request.post("/api/sources", {
    headers: { authorization: `Bearer ${firstRun().apiToken}` },
    data: {
      kind: "airflow",
      name: dagName(`${name}d`),
      repository: { kind: "local", path: repository },
      dagsFolder: "dags",
    },
  });
  const source = (await made.json()) as { webhookUrl: string; secret: string };
  const traceback = `Traceback (most recent call last):
  File "/opt/airflow/dags/orders_daily.py", line 2, in transform_orders
    return [row["customer_id"] for row in rows]
KeyError: 'customer_id'
`;
  const failure = { type: "builtins.KeyError", message: "'customer_id'", traceback };
  const answer = await sendWebhook(source, airflowFailure({ dag_id: dagName(name), exception: failure }));
  return { repository, git, incidentId: answer.body.incidentId };
}

test("a patch is shown side by side and becomes a branch", async ({ page, request }) => {
  const { repository, incidentId } = await arrangePatch(request, "patch");
  await signIn(page);
  await page.goto(`/incidents/${incidentId}`);
  const fix = page.getByRole("region", { name: "Fix" });
  const diff = fix.getByRole("region", { name: "dags/orders_daily.py" });
  await expect(diff).toContainText("client_id");
  await expect(fix.getByRole("button", { name: "Side by side" })).toHaveAttribute("aria-pressed", "true");
  await fix.getByRole("button", { name: "Open PR" }).click();
  // A workflow has to finish first.
  await expect(fix.getByText("Branch created")).toBeVisible({ timeout: 30_000 });
  await expect(fix.getByText(/^git show pipeline-debugger\//)).toBeVisible();
  await expect(fix.getByRole("button", { name: "Open PR" })).toHaveCount(0);
  rmSync(repository, { recursive: true, force: true });
});

test("an edited high-risk patch names its editor and needs confirmation", async ({ page, request }) => {
  const { repository, git, incidentId } = await arrangePatch(request, "risky");
  await signIn(page);
  await page.goto(`/incidents/${incidentId}`);
  const fix = page.getByRole("region", { name: "Fix" });
  await fix.getByRole("button", { name: "Edit" }).click();
  await fix
    .getByRole("textbox", { name: "Patch" })
    .fill('--- /dev/null\n+++ b/conftest.py\n@@ -0,0 +1,2 @@\n+import os\n+os.system("id")\n');
  await fix.getByRole("button", { name: "Save and check" }).click();
  await expect(fix.getByText("Risk high")).toBeVisible();
  await expect(fix.getByText(/^Edited by /)).toBeVisible();
  await expect(fix).toContainText("Change conftest.py");
  await fix.getByRole("button", { name: "Open PR" }).click();
  const dialog = page.getByRole("dialog", { name: "Open a high-risk patch?" });
  await expect(dialog).toContainText("os.system");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toHaveCount(0);
  await page.keyboard.press("p");
  await dialog.getByRole("button", { name: "Open anyway" }).click();
  await expect(fix.getByText("Branch created")).toBeVisible({ timeout: 30_000 });
  const branch = git("for-each-ref", "--format=%(refname)", "refs/heads/pipeline-debugger").toString().trim();
  const message = git("log", "-1", "--format=%B", branch).toString();
  expect(message).toMatch(/^Change conftest\.py\n\nEdited by /);
  expect(message).toContain("Risk is high.");
  rmSync(repository, { recursive: true, force: true });
});

test("settings show the audit log", async ({ page }) => {
  const answer = await sendWebhook(airflow(), airflowFailure({ dag_id: dagName("audit") }));
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

test("filters read as a sentence, live in the URL and reset", async ({ page }) => {
  await sendWebhook(airflow(), airflowFailure({ dag_id: dagName("filters") }));
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

test("the kind of subject is filtered on a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await sendWebhook(airflow(), airflowFailure({ dag_id: dagName("subjects") }));
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

test("changes made before the page listens are not missed", async ({ page }) => {
  const dag = dagName("gap");
  const answer = await sendWebhook(airflow(), airflowFailure({ dag_id: dag }));
  await signIn(page);
  let listen = () => {};
  const mayListen = new Promise<void>((resolve) => (listen = resolve));
  await page.route("**/api/live?*", async (route) => {
    await mayListen;
    await route.continue();
  });
  await page.goto(`/incidents/${answer.body.incidentId}`);
  await expect(page.getByText("1 occurrence", { exact: true })).toBeVisible();
  await sendWebhook(airflow(), airflowFailure({ dag_id: dag }));
  listen();
  await expect(page.getByText("2 occurrences", { exact: true })).toBeVisible();
});
