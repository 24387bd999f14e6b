import { expect } from "vitest";
import { redact } from "@/lib/redaction/redact";

const KEY = { key: "a test key" };
const PLACEHOLDER = /\[redacted:[a-z0-9-]+:[0-9a-f]{4}\]/g;

/** Expects that exactly the secrets marked with «» are replaced, in one pass. */
export function expectHidden(marked: string): void {
  const text = marked.replaceAll(/[«»]/g, "");
  const once = redact(text, KEY).text;
  expect(once.replaceAll(PLACEHOLDER, "«»")).toBe(marked.replaceAll(/«[^»]*»/g, "«»"));
  expect(redact(once, KEY).text).toBe(once);
}

/** Expects that nothing in the text is taken for a secret. */
export function expectReadable(text: string): void {
  expect(redact(text, KEY)).toEqual({ text, found: [] });
}
