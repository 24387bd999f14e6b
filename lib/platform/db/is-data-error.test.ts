import { expect, it } from "vitest";
import { isDataError } from "@/lib/platform/db/is-data-error";
import { AppError } from "@/lib/platform/errors";

const coded = (code: string) => Object.assign(new Error("x"), { code });

it.each([
  ["an invalid text representation", coded("22P02"), true],
  ["a foreign key", coded("23503"), true],
  ["a row changed twice", coded("21000"), true],
  ["a statement that is too complex", coded("54001"), true],
  ["a bug in our code", new TypeError("x is undefined"), true],
  ["a refused connection", coded("ECONNREFUSED"), false],
  ["a lost connection", new Error("Connection terminated unexpectedly"), false],
  ["a full disk", coded("53100"), false],
  ["a shutdown", coded("57P01"), false],
  ["a timeout", coded("57014"), false],
  ["a deadlock", coded("40P01"), false],
  ["a database that is not configured", new AppError("UNAVAILABLE", "x"), false],
  ["a thrown string", "x", false],
])("%s", (_name, error, expected) => {
  expect(isDataError(error)).toBe(expected);
});
