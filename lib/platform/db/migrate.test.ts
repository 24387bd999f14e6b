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
    ["all for an empty database", [], ["1_one", "2_two", "3_three"]],
    ["those not applied, in order", [done("1_one")], ["2_two", "3_three"]],
    ["a missing one in the middle, from another branch", [done("1_one"), done("3_three")], ["2_two"]],
    ["none when all are applied", [done("1_one"), done("2_two"), done("3_three")], []],
    [
      "a failed one that was resolved as rolled back",
      [done("1_one"), done("2_two", { finished_at: null, rolled_back_at: new Date(1) })],
      ["2_two", "3_three"],
    ],
  ])("include %s", (_name, applied, expected) => {
    expect(names(applied)).toEqual(expected);
  });

  test.each<[string, AppliedMigration[], RegExp]>([
    [
      "a failed one",
      [done("1_one", { finished_at: null })],
      /1_one failed earlier.*resolve --rolled-back 1_one/,
    ],
    [
      "one that changed after it was applied",
      [done("1_one", { checksum: "other" })],
      /1_one was changed after/,
    ],
    ["one from a newer version", [done("9_nine")], /9_nine, which is unknown to this version/],
  ])("are refused after %s, with what to do", (_name, applied, message) => {
    expect(() => names(applied)).toThrow(message);
  });
});
