import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { shellCommand, shellWord } from "@/lib/platform/shell-word";

/** What a real shell makes of a word. */
const readBy = (word: string) => execFileSync("sh", ["-c", `printf %s ${word}`], { encoding: "utf8" });

it.each([
  "orders_daily",
  "2026-11-30T00:00:00.000Z",
  "a b",
  "",
  "it's",
  "'; touch /tmp/pwned; '",
  "$(id)",
  "`id`",
  "${HOME}",
  "a\\b",
  "~root",
  "*",
  '"quoted"',
  "#comment",
  "a&&b|c>d<e",
  "Größe_日本",
  "!history",
])("a shell reads %j as one word", (value) => {
  expect(readBy(shellWord(value) ?? "")).toBe(value);
});

it.each([["a\nb"], ["a\u0000b"], ["a\u001b[31mb"], ["a\u202eb"], ["a\u200bb"], ["x".repeat(1_001)]])(
  "quotes nothing that a person cannot see: %j",
  (value) => {
    expect(shellWord(value)).toBeNull();
    expect(shellCommand("airflow", value)).toBeNull();
  },
);

it("joins words", () => {
  expect(shellCommand("airflow", "dags", "trigger", "--", "a b")).toBe("airflow dags trigger -- 'a b'");
});
