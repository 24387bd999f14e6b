import { expect, it } from "vitest";
import { findConsequences } from "@/lib/logs/ranking/consequences";

const consequencesOf = (...texts: string[]) =>
  [...findConsequences(texts.map((text, at) => ({ line: at + 1, record: at, text, score: 60 })))].map(
    ([line, { cause, name }]) => `${line} from ${cause}: ${name}`,
  );

it("finds foreign keys to rows that were refused", () => {
  expect(
    consequencesOf(
      'null value in column "id" of relation "crates"',
      'violates foreign key constraint "f"\nDETAIL: Key (id)=(1) is not present in table "crates".',
    ),
  ).toEqual(["2 from 1: crates"]);
});

it("finds relations that an earlier error failed to make", () => {
  expect(
    consequencesOf('could not create view "v_crates": disk is full', 'relation "v_crates" does not exist'),
  ).toEqual(["2 from 1: v_crates"]);
});

it("takes the same thing missed again and again after another error as its consequence", () => {
  const missed = 'relation "v_crates" does not exist';
  expect(consequencesOf("permission denied for schema harbour", missed, missed)).toEqual([
    "2 from 1: v_crates",
    "3 from 1: v_crates",
  ]);
});

it.each([
  [
    "a thing missed once after an unrelated error",
    ["metrics were not sent", 'relation "crates" does not exist'],
  ],
  [
    "an error that comes later",
    ['relation "crates" does not exist', 'table "crates" was dropped by a migration'],
  ],
  ["a longer name", ["could not create crates_old", 'relation "crates" does not exist']],
  ["two errors that miss the same", ['table "crates" does not exist', 'relation "crates" does not exist']],
])("does not take as a consequence %s", (_name, texts) => {
  expect(consequencesOf(...texts)).toEqual([]);
});
