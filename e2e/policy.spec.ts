import { expect, signIn, test } from "@/e2e/fixtures";

const PAGES = ["/pipelines", "/stats", "/deliveries", "/setup", "/settings", "/docs", "/no/such/page"];

// Policy violations are console errors, which fail every test.
test.describe("pages comply with their Content-Security-Policy", () => {
  for (const path of PAGES) {
    test(path, async ({ page, consoleErrors }) => {
      await signIn(page);
      const response = await page.goto(path);
      expect(response?.headers()["content-security-policy"]).toMatch(/script-src 'self' 'nonce-[^']+'/);
      await expect(page.getByRole("main")).toBeVisible();
      // The browser also logs the 404 itself as an error.
      if (response?.status() === 404) expect(consoleErrors.splice(0).join()).not.toContain("Security Policy");
    });
  }

  test("with a dialog open, which injects a style sheet", async ({ page }) => {
    await signIn(page);
    const dialog = page.getByRole("dialog");
    // The page does not listen for keys before hydration.
    await expect(async () => {
      await page.keyboard.press("ControlOrMeta+k");
      await expect(dialog).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await expect(page.locator("body")).toHaveCSS("overflow", "hidden");
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  });
});

test("an injected script does not run", async ({ page, consoleErrors }) => {
  await signIn(page);
  const hasRun = await page.evaluate(() => {
    const holder = document.createElement("div");
    holder.innerHTML = `<img src="data:," onerror="globalThis.ran = true">`;
    document.body.append(holder);
    const image = holder.firstElementChild;
    const isSettled = new Promise((resolve) => image?.addEventListener("error", resolve));
    return isSettled.then(() => "ran" in globalThis);
  });
  expect(hasRun).toBe(false);
  expect(consoleErrors.splice(0).join("\n")).toContain("Content Security Policy");
});
