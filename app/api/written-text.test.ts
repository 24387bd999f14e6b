import { expect, it } from "vitest";
import { ProposeFixes, UpdateFix } from "@/lib/fixes/schemas";
import { UpdateIncident } from "@/lib/incidents/schemas";
import { INVISIBLE } from "@/lib/platform/testing/invisible-characters";
import { Label } from "@/lib/platform/written-text";
import { CreateSource, UpdateSource } from "@/lib/sources/schemas";
import { ChangePassword, CreateApiToken } from "@/lib/workspaces/schemas";

const HIDDEN = [...INVISIBLE, "\u001B", "\n"];

it.each(HIDDEN)("refuses a name that contains %j", (character) => {
  const name = `ci${character}bot`;
  for (const [schema, input] of [
    [CreateApiToken, { name }],
    [CreateSource, { kind: "airflow", name }],
    [CreateSource, { kind: "airflow", name: "x", environment: name }],
    [UpdateSource, { name }],
    [UpdateFix, { patch: "", title: name }],
  ] as const) {
    const answer = schema.safeParse(input);
    expect(answer.success).toBe(false);
    expect(answer.error?.issues[0]?.message).toMatch(/^must not contain invisible characters \(U\+/);
  }
});

it("accepts any other name", () => {
  for (const name of ["ci bot", "père-nightly ⚠️", "می‌خواهم", "👨‍👩‍👧 team"]) {
    expect(CreateApiToken.parse({ name }).name).toBe(name);
  }
  expect(Label(80).parse("  ci\t")).toBe("ci");
  expect(CreateApiToken.safeParse({ name: " \u00A0 " }).success).toBe(false);
  expect(Label(3).safeParse("long").success).toBe(false);
});

it.each([
  ["a comment", (text: string) => UpdateIncident.parse({ comment: text }).comment],
  ["a reason", (text: string) => UpdateIncident.parse({ reason: text }).reason],
  ["a hint", (text: string) => ProposeFixes.parse({ hint: text }).hint],
])("%s spells out hidden characters and keeps line breaks", (_, parse) => {
  expect(parse("see \u202Egnp.exe\u2800\n\u00ADok 👨‍👩‍👧")).toBe("see [U+202E]gnp.exe[U+2800]\n[U+00AD]ok 👨‍👩‍👧");
});

it("does not count surrounding spaces towards a password's length", () => {
  const change = (newPassword: string) => ChangePassword.safeParse({ currentPassword: "", newPassword });
  expect(change(" ".repeat(20)).success).toBe(false);
  expect(change("  nine char ").success).toBe(false);
  expect(change(" ten chars! ").success).toBe(true);
});
