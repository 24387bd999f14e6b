import { expect } from "vitest";
import { redact } from "@/lib/redaction/redact";

const KEY = { key: "a key of this test" };
const PLACEHOLDER = /\[redacted:[a-z0-9-]+:[0-9a-f]{4}\]/g;

/** Expects that of a text whose secrets stand in «» exactly these are replaced, in one go. */
export function expectHidden(marked: string): void {
  const text = marked.replaceAll(/[«»]/g, "");
  const once = redact(text, KEY).text;
  expect(once.replaceAll(PLACEHOLDER, "«»")).toBe(marked.replaceAll(/«[^»]*»/g, "«»"));
  expect(redact(once, KEY).text).toBe(once);
}

/** Expects that nothing of a text is taken for a secret. */
export function expectReadable(text: string): void {
  expect(redact(text, KEY)).toEqual({ text, found: [] });
}
