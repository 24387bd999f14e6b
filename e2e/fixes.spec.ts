import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { APIRequestContext } from "@playwright/test";
import { dagName, expect, signIn, test } from "@/e2e/fixtures";
import { firstRun } from "@/e2e/first-run";
import { airflowFailure, sendWebhook } from "@/e2e/send-webhook";

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
  test.setTimeout(150_000);
  const { repository, incidentId } = await arrangePatch(request, "patch");
  await signIn(page);
  await page.goto(`/incidents/${incidentId}`);
  const fix = page.getByRole("region", { name: "Fix" });
  const diff = fix.getByRole("region", { name: "dags/orders_daily.py" });
  // The patch is run before it is shown.
  await expect(diff).toContainText("client_id", { timeout: 45_000 });
  await expect(fix.getByRole("button", { name: "Side by side" })).toHaveAttribute("aria-pressed", "true");
  await expect(fix.getByText("Verified", { exact: true }).first()).toBeVisible();
  await fix.getByText(/^Checks: \d+ passed/).click();
  const checks = fix.getByRole("list", { name: "Checks" });
  await expect(checks).toContainText(
    "raises KeyError: 'customer_id' before the patch and returns [1] after it",
  );
  await fix.getByRole("button", { name: "Create branch" }).click();
  // A workflow has to finish first.
  await expect(fix.getByText("Branch ready")).toBeVisible({ timeout: 30_000 });
  await expect(fix.getByText(/^git merge pipeline-debugger\//)).toBeVisible();
  await expect(fix.getByRole("button", { name: "Create branch" })).toHaveCount(0);
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
  // The edited patch is checked again.
  await expect(fix.getByText("Risk high")).toBeVisible({ timeout: 30_000 });
  await expect(fix.getByText(/^Edited by /)).toBeVisible();
  await expect(fix).toContainText("Change conftest.py");
  await expect(fix).toContainText("About the patch as proposed, before the edit");
  await fix.getByRole("button", { name: "Edit" }).click();
  await fix.getByRole("textbox", { name: "Title" }).fill("Print the user of the tests");
  await fix.getByRole("button", { name: "Save and check" }).click();
  await expect(fix.getByRole("textbox", { name: "Title" })).toHaveCount(0, { timeout: 30_000 });
  await expect(fix).toContainText("Print the user of the tests");
  await fix.getByRole("button", { name: "Create branch" }).click();
  const dialog = page.getByRole("dialog", { name: "Open a high-risk patch?" });
  await expect(dialog).toContainText("os.system");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toHaveCount(0);
  await page.keyboard.press("p");
  await dialog.getByRole("button", { name: "Open anyway" }).click();
  await expect(fix.getByText("Branch ready")).toBeVisible({ timeout: 30_000 });
  const branch = git("for-each-ref", "--format=%(refname)", "refs/heads/pipeline-debugger").toString().trim();
  const message = git("log", "-1", "--format=%B", branch).toString();
  expect(message).toMatch(/^Print the user of the tests\n\nEdited by /);
  expect(message).toContain("Risk is high.");
  rmSync(repository, { recursive: true, force: true });
});

test("a merged branch offers a rerun, and a rejected fix is folded with its reason", async ({
  page,
  request,
}) => {
  test.setTimeout(240_000);
  const { repository, git, incidentId } = await arrangePatch(request, "merge");
  await signIn(page);
  await page.goto(`/incidents/${incidentId}`);
  const fix = page.getByRole("region", { name: "Fix", exact: true });
  await fix.getByRole("button", { name: "Reject" }).click();
  const dialog = page.getByRole("dialog", { name: "Reject this fix" });
  await dialog.getByRole("textbox").fill("The column is required");
  await dialog.getByRole("button", { name: "Reject" }).click();
  const rejected = page.getByRole("region", { name: "Rejected fix" });
  await rejected.getByText("Rejected", { exact: true }).click();
  await expect(rejected).toContainText("The column is required");
  await rejected.getByRole("button", { name: "Take back" }).click();

  await fix.getByRole("button", { name: "Create branch" }).click();
  await expect(fix.getByText("Branch ready")).toBeVisible({ timeout: 30_000 });
  const branch = git("for-each-ref", "--format=%(refname:short)", "refs/heads/pipeline-debugger")
    .toString()
    .trim();
  git("merge", "--no-ff", "-m", "merge the fix", branch);
  // Branches are read every minute.
  await expect(fix.getByText("Merged, watching runs")).toBeVisible({ timeout: 150_000 });
  await fix.getByRole("button", { name: "Rerun" }).click();
  // A manual run without a logical date cannot be cleared by the command line.
  await expect(fix.getByText(/^Open the run in Airflow's grid/)).toBeVisible();
  await expect(fix.getByText("start the rerun yourself")).toBeVisible();
  rmSync(repository, { recursive: true, force: true });
});
