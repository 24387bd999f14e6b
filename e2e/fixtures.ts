import { test as base, expect, type Page } from "@playwright/test";
import { firstRun } from "@/e2e/first-run";

/** Signs in through the form as the first run's owner. */
export async function signIn(page: Page): Promise<void> {
  const { email, password } = firstRun();
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL("**/incidents");
}

/** A pipeline name that no other test uses. */
export const dagName = (name: string) => `${name}_${Date.now()}`;

/** Every test fails on console errors and uncaught exceptions in the page. */
export const test = base.extend<{ consoleErrors: string[] }>({
  consoleErrors: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error") errors.push(message.text());
      });
      page.on("pageerror", (error) => errors.push(error.message));
      await use(errors);
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
