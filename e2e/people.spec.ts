import path from "node:path";
import { hashSync } from "bcryptjs";
import { Client } from "pg";
import { expect, signIn, test } from "@/e2e/fixtures";
import { newId } from "@/lib/platform/crypto";

const PASSWORD = "correct horse battery";

/** Creates a viewer of the first workspace who owns a second one. Returns their email address. */
async function seedPerson(name: string): Promise<string> {
  const run = path.join(path.dirname(process.env["PD_E2E_FIRST_RUN"] ?? ""), "run");
  const client = new Client(`postgresql://postgres@localhost/postgres?host=${encodeURIComponent(run)}`);
  await client.connect();
  try {
    const [userId, otherId] = [newId(), newId()];
    const email = `${userId}@example.com`;
    await client.query("INSERT INTO workspaces (id, slug, name) VALUES ($1, $1, $2)", [
      otherId,
      `${name}'s own`,
    ]);
    await client.query("INSERT INTO users (id, email, name, password_hash) VALUES ($1, $2, $3, $4)", [
      userId,
      email,
      name,
      hashSync(PASSWORD, 4),
    ]);
    const member =
      "INSERT INTO memberships (workspace_id, user_id, role, created_at) VALUES ($1, $2, $3, $4)";
    const { rows } = await client.query<{ id: string }>("SELECT id FROM workspaces WHERE slug = 'default'");
    await client.query(member, [rows[0]?.id, userId, "viewer", new Date(0)]);
    await client.query(member, [otherId, userId, "owner", new Date()]);
    return email;
  } finally {
    await client.end();
  }
}

test("a person with two workspaces switches, and a tab left open says so", async ({ page, context }) => {
  const email = await seedPerson("Grace");
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL("**/incidents");
  const staleTab = await context.newPage();
  await staleTab.goto("/incidents");
  await expect(staleTab.getByRole("heading", { level: 1 })).toBeVisible();

  await page.getByRole("button", { name: "Switch workspace, now My workspace" }).click();
  await page.getByRole("menuitemcheckbox", { name: /Grace's own/ }).click();
  await expect(page.getByRole("button", { name: "Switch workspace, now Grace's own" })).toBeVisible();
  await page.goto("/settings");
  await expect(page.getByText(/Grace's own, signed in as/)).toBeVisible();

  await expect(staleTab.getByRole("alert").filter({ hasText: "switched workspaces" })).toBeVisible({
    timeout: 20_000,
  });
});

test("the workspace menu fits a phone, and the desktop shows it once", async ({ page }) => {
  const email = await seedPerson("A person whose workspace has a name that is too long for any phone");
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL("**/incidents");
  await page.goto("/settings");
  const switcher = page.getByRole("button", { name: /^Switch workspace/ }).locator("visible=true");
  await expect(switcher).toHaveCount(1);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(switcher).toHaveCount(1);
  await switcher.click();
  const box = await page.getByRole("menu").boundingBox();
  expect(box?.x).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
  await expect(page.getByRole("menuitemcheckbox", { name: /too long for any phone/ })).toBeVisible();
});

test("a person with one workspace sees no switcher", async ({ page }) => {
  await signIn(page);
  await expect(page.getByRole("button", { name: /^Switch workspace/ })).toHaveCount(0);
});

test("retention is changed in the settings", async ({ page }) => {
  await signIn(page);
  await page.goto("/settings");
  const card = page.getByRole("region", { name: "Data retention" });
  await expect(card.getByLabel("Evidence texts")).toHaveValue("90");
  await card.getByLabel("Evidence texts").fill("120");
  await card.getByLabel("Duplicate deliveries").fill("");
  await card.getByRole("button", { name: "Save" }).click();
  await expect(card.getByRole("status")).toContainText("Saved");
  await page.reload();
  await expect(card.getByLabel("Evidence texts")).toHaveValue("120");
  await expect(card.getByLabel("Duplicate deliveries")).toHaveValue("");
});

test("a read-only token is created and labelled", async ({ page }) => {
  await signIn(page);
  await page.goto("/settings");
  const card = page.getByRole("region", { name: "API tokens" });
  await card.getByLabel("Token name").fill("dashboard");
  const access = card.getByLabel("Access", { exact: true });
  await access.selectOption("Triage");
  await card.getByLabel("Role", { exact: true }).selectOption("viewer");
  await expect(access.getByRole("option")).toHaveText(["Full access", "Read only"]);
  await expect(access).toHaveValue("read");
  await card.getByLabel("Role", { exact: true }).selectOption("responder");
  await card.getByLabel("Access", { exact: true }).selectOption("Read only");
  await card.getByRole("button", { name: "Create token" }).click();
  await expect(card.getByText("Copy the token now")).toBeVisible();
  await expect(card.getByRole("listitem").filter({ hasText: "dashboard" })).toContainText("responder: read");
});
