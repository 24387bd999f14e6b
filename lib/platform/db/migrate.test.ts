import { describe, expect, test } from "vitest";
import { pendingMigrations, type AppliedMigration, type Migration } from "./migrate";

const migration = (name: string): Migration => ({ name, sql: "SELECT 1", checksum: `sum of ${name}` });
const done = (name: string, changes: Partial<AppliedMigration> = {}): AppliedMigration => ({
  migration_name: name,
  checksum: `sum of ${name}`,
  finished_at: new Date(0),
  rolled_back_at: null,
  ...changes,
});

const ALL = [migration("1_one"), migration("2_two"), migration("3_three")];
const names = (applied: AppliedMigration[]) => pendingMigrations(ALL, applied).map((item) => item.name);

describe("pending migrations", () => {
  test.each<[string, AppliedMigration[], string[]]>([
    ["all of an empty database", [], ["1_one", "2_two", "3_three"]],
    ["those not applied, in order", [done("1_one")], ["2_two", "3_three"]],
    ["one in the middle that a branch brought", [done("1_one"), done("3_three")], ["2_two"]],
    ["none when all are done", [done("1_one"), done("2_two"), done("3_three")], []],
    [
      "one that was resolved as rolled back",
      [done("1_one"), done("2_two", { finished_at: null, rolled_back_at: new Date(1) })],
      ["2_two", "3_three"],
    ],
  ])("%s", (_name, applied, expected) => {
    expect(names(applied)).toEqual(expected);
  });

  test.each<[string, AppliedMigration[], RegExp]>([
    [
      "one that failed",
      [done("1_one", { finished_at: null })],
      /1_one failed earlier.*resolve --rolled-back 1_one/,
    ],
    ["one that was changed afterwards", [done("1_one", { checksum: "other" })], /1_one was changed after/],
    ["one of a newer version", [done("9_nine")], /9_nine, which is unknown to this version/],
  ])("refuses %s and says what to do", (_name, applied, message) => {
    expect(() => names(applied)).toThrow(message);
  });
});
