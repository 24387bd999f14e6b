import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const browserExamples: SignatureExamples = {
  "browser/driver-missing": {
    examples: [
      {
        text: "selenium.common.exceptions.WebDriverException: Message: 'chromedriver' executable needs to be in PATH. Please see https://chromedriver.chromium.org/home",
        captures: { program: "chromedriver" },
      },
      {
        text: "selenium.common.exceptions.NoSuchDriverException: Message: Unable to obtain driver for chrome; For documentation on this error, please visit: https://www.selenium.dev/documentation/webdriver/troubleshooting/errors/driver_location",
      },
      {
        text: "selenium.common.exceptions.WebDriverException: Message: unknown error: cannot find Chrome binary",
        captures: { program: "Chrome" },
      },
    ],
    nearMisses: [
      { text: "java.sql.SQLException: Unable to obtain driver classes for jdbc:harbour" },
      { text: "cannot find crates in the harbour" },
    ],
  },
  "browser/driver-version": {
    examples: [
      {
        text: "selenium.common.exceptions.SessionNotCreatedException: Message: session not created: This version of ChromeDriver only supports Chrome version 114\nCurrent browser version is 116.0.5845.96",
        captures: { driver: "ChromeDriver", browser: "Chrome", version: "114" },
      },
    ],
    nearMisses: [{ text: "This version of harbour supports crates of version 2" }],
  },
  "browser/did-not-start": {
    examples: [
      {
        text: "selenium.common.exceptions.WebDriverException: Message: unknown error: Chrome failed to start: exited abnormally.\n  (unknown error: DevToolsActivePort file doesn't exist)",
        captures: { how: "exited abnormally" },
      },
      {
        text: "playwright._impl._errors.TargetClosedError: Page.goto: Target page, context or browser has been closed",
      },
    ],
    nearMisses: [
      { text: "the harbour failed to start: exited" },
      { text: "the page of the book was closed" },
    ],
  },
  "browser/element-missing": {
    examples: [
      {
        text: 'selenium.common.exceptions.NoSuchElementException: Message: no such element: Unable to locate element: {"method":"css selector","selector":"#crates"}',
        captures: { element: '{"method":"css selector","selector":"#crates"}' },
      },
      {
        text: "selenium.common.exceptions.StaleElementReferenceException: Message: stale element reference: element is not attached to the page document",
      },
    ],
    nearMisses: [{ text: "Unable to locate credentials" }, { text: "no such element in the list of crates" }],
  },
  "browser/page-unreachable": {
    examples: [
      {
        text: "selenium.common.exceptions.WebDriverException: Message: unknown error: net::ERR_NAME_NOT_RESOLVED",
        captures: { reason: "NAME_NOT_RESOLVED" },
      },
      {
        text: "selenium.common.exceptions.TimeoutException: Message: timeout: Timed out receiving message from renderer: 300.000",
      },
      { text: "playwright._impl._errors.TimeoutError: Page.goto: Timeout 30000ms exceeded." },
    ],
    nearMisses: [{ text: "net::ERR_ABORTED at https://harbour.example/crates.pdf" }],
  },
};
