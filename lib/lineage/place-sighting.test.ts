import { describe, expect, it } from "vitest";
import { placeSighting, type KnownSnapshot } from "@/lib/lineage/place-sighting";

const MINUTE = 60_000;
/** `hash` seen from and until, in minutes. */
const snapshot = (hash: string, from: number, until = from): KnownSnapshot => ({
  id: `${hash}${from}`,
  hash,
  takenAt: from * MINUTE,
  lastSeenAt: until * MINUTE,
});

describe("placeSighting", () => {
  const known = [snapshot("a", 10, 20), snapshot("b", 30, 40)];

  it.each([
    ["the first one", [], "a", 5, { kind: "insert", takenAt: 5 * MINUTE, lastSeenAt: 5 * MINUTE }],
    [
      "the newest again, later",
      known,
      "b",
      50,
      { kind: "move", of: known[1], takenAt: 30 * MINUTE, lastSeenAt: 50 * MINUTE },
    ],
    ["the newest again, at once", known, "b", 40.5, { kind: "none" }],
    ["an old report of the newest", known, "b", 35, { kind: "none" }],
    [
      "other columns, later",
      known,
      "c",
      50,
      { kind: "insert", takenAt: 50 * MINUTE, lastSeenAt: 50 * MINUTE },
    ],
    [
      "the columns before last again, later",
      known,
      "a",
      50,
      { kind: "insert", takenAt: 50 * MINUTE, lastSeenAt: 50 * MINUTE },
    ],
    [
      "a late report between two",
      known,
      "c",
      25,
      { kind: "insert", takenAt: 25 * MINUTE, lastSeenAt: 25 * MINUTE },
    ],
    [
      "a late report of the earlier one",
      known,
      "a",
      25,
      { kind: "move", of: known[0], takenAt: 10 * MINUTE, lastSeenAt: 25 * MINUTE },
    ],
    [
      "a late report of the later one",
      known,
      "b",
      25,
      { kind: "move", of: known[1], takenAt: 25 * MINUTE, lastSeenAt: 40 * MINUTE },
    ],
    [
      "a report from before all",
      known,
      "c",
      5,
      { kind: "insert", takenAt: 5 * MINUTE, lastSeenAt: 5 * MINUTE },
    ],
    [
      "the first one, from before",
      known,
      "a",
      5,
      { kind: "move", of: known[0], takenAt: 5 * MINUTE, lastSeenAt: 20 * MINUTE },
    ],
    ["other columns in between", known, "c", 15, { kind: "split", of: known[0], at: 15 * MINUTE }],
    ["other columns at the same moment", known, "c", 30, { kind: "none" }],
  ])("places %s", (_name, snapshots, hash, at, expected) => {
    expect(placeSighting(snapshots, { hash, at: at * MINUTE })).toEqual(expected);
  });
});
