import { expect, signIn, test } from "@/e2e/fixtures";

const PAGES = ["/pipelines", "/stats", "/deliveries", "/setup", "/settings", "/docs", "/no/such/page"];

// What a policy forbids is an error in the console, and those fail every test.
test.describe("pages keep to their Content-Security-Policy", () => {
  for (const path of PAGES) {
    test(path, async ({ page, consoleErrors }) => {
      await signIn(page);
      const response = await page.goto(path);
      expect(response?.headers()["content-security-policy"]).toMatch(/script-src 'self' 'nonce-[^']+'/);
      await expect(page.getByRole("main")).toBeVisible();
      // The answer itself is 404, which a browser calls an error.
      if (response?.status() === 404) expect(consoleErrors.splice(0).join()).not.toContain("Security Policy");
    });
  }

  test("with a dialog open, which writes a style sheet into the page", async ({ page }) => {
    await signIn(page);
    const dialog = page.getByRole("dialog");
    // The key is not heard before the page has come to life.
    await expect(async () => {
      await page.keyboard.press("ControlOrMeta+k");
      await expect(dialog).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await expect(page.locator("body")).toHaveCSS("overflow", "hidden");
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  });
});

test("a script that slipped into a page does not run", async ({ page, consoleErrors }) => {
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
