import { describe, expect, test } from "vitest";
import { AppError } from "@/lib/platform/errors";
import { databaseTrouble, outageNotice } from "./database-trouble";

const withFields = (message: string, fields: object) => Object.assign(new Error(message), fields);

const socketError = (code: string, syscall = "connect") =>
  withFields(`${syscall} ${code}`, { code, syscall });

const prismaError = (code: string, cause: object) =>
  withFields("\nInvalid `prisma.x()` invocation", {
    code,
    meta: { driverAdapterError: withFields("DriverAdapterError", { cause }) },
  });

describe("databaseTrouble", () => {
  test.each<[string, unknown, RegExp]>([
    ["disk full", withFields("could not extend file", { code: "53100" }), /disk is full/],
    ["out of memory", withFields("out of memory", { code: "53200" }), /out of memory/],
    [
      "too many clients",
      withFields("sorry, too many clients already", { code: "53300" }),
      /out of connections/,
    ],
    ["another resource", withFields("configuration limit exceeded", { code: "53400" }), /too busy/],
    ["a broken connection", withFields("connection failure", { code: "08006" }), /cannot be reached/],
    ["a protocol violation", withFields("protocol violation", { code: "08P01" }), /cannot be reached/],
    [
      "a stop by an administrator",
      withFields("terminating connection", { code: "57P01" }),
      /starting or shutting/,
    ],
    ["a crash", withFields("terminating connection", { code: "57P02" }), /starting or shutting/],
    ["a start", withFields("the database system is starting up", { code: "57P03" }), /starting or shutting/],
    ["a dropped database", withFields("database was dropped", { code: "57P04" }), /does not exist/],
    ["a read-only standby", withFields("cannot execute INSERT", { code: "25006" }), /read-only/],
    ["an idle transaction", withFields("terminating connection", { code: "25P03" }), /too busy/],
    ["a lock", withFields("canceling statement due to lock timeout", { code: "55P03" }), /too busy/],
    ["a slow statement", withFields("canceling statement", { code: "57014" }), /too busy/],
    ["a deadlock", withFields("deadlock detected", { code: "40P01" }), /changed concurrently/],
    ["an I/O error", withFields("could not read block", { code: "58030" }), /its disk/],
    ["damaged pages", withFields("invalid page in block", { code: "XX001" }), /backup/],
    ["another password", withFields("password authentication failed", { code: "28P01" }), /name or password/],
    ["no such database", withFields("database does not exist", { code: "3D000" }), /does not exist/],
    ["a refused connection", socketError("ECONNREFUSED"), /cannot be reached/],
    ["a missing socket", socketError("ENOENT"), /cannot be reached/],
    ["a reset while reading", socketError("ECONNRESET", "read"), /cannot be reached/],
    ["a broken pipe", socketError("EPIPE", "write"), /cannot be reached/],
    ["an unknown host", socketError("ENOTFOUND", "getaddrinfo"), /cannot be reached/],
    ["no route", socketError("EHOSTUNREACH"), /cannot be reached/],
    ["packets without a response", socketError("ETIMEDOUT", "read"), /is not responding/],
    ["every address refused", new AggregateError([socketError("ECONNREFUSED")], ""), /cannot be reached/],
    [
      "a connection that ends unexpectedly",
      new Error("Connection terminated unexpectedly"),
      /cannot be reached/,
    ],
    [
      "a handshake without a response",
      new Error("Connection terminated due to connection timeout", { cause: new Error("timeout expired") }),
      /is not responding/,
    ],
    ["a full pool", new Error("timeout exceeded when trying to connect"), /out of connections/],
    ["a query without a response", new Error("Query read timeout"), /is not responding/],
    [
      "a lost client",
      new Error("Client has encountered a connection error and is not queryable"),
      /cannot be reached/,
    ],
    ["Prisma: not reachable", prismaError("P1001", { kind: "DatabaseNotReachable" }), /cannot be reached/],
    [
      "Prisma: disk full",
      prismaError("P2010", { kind: "postgres", code: "53100", originalCode: "53100" }),
      /disk is full/,
    ],
    [
      "Prisma: write conflict",
      prismaError("P2034", { kind: "TransactionWriteConflict" }),
      /changed concurrently/,
    ],
    ["Prisma: no transaction in time", withFields("Transaction API error", { code: "P2028" }), /too busy/],
    ["Prisma while connecting", withFields("no server", { errorCode: "P1001" }), /cannot be reached/],
  ])("recognizes %s", (_name, error, message) => {
    const trouble = databaseTrouble(error);
    expect(trouble).toMatchObject({
      code: "UNAVAILABLE",
      message: expect.stringMatching(message),
      cause: error,
    });
    expect(trouble?.retryAfterMs).toBeGreaterThanOrEqual(1_000);
  });
});

test.each<[string, unknown]>([
  ["a missing file", withFields("ENOENT: no such file", { code: "ENOENT", syscall: "open" })],
  ["a vendor that refuses", new TypeError("fetch failed", { cause: socketError("ECONNREFUSED") })],
  ["a vendor's error that a verb explained", new AppError("INTERNAL", "x", { cause: socketError("EPIPE") })],
  ["a unique violation", withFields("duplicate key", { code: "23505" })],
  ["Prisma: not found", withFields("No record was found", { code: "P2025" })],
  ["a bug", new RangeError("Invalid array length")],
  ["a string", "Connection terminated unexpectedly"],
  ["an inherited name", withFields("x", { code: "constructor", kind: "toString" })],
])("%s is not about the database", (_name, error) => {
  expect(databaseTrouble(error)).toBeNull();
});

test("reports a full disk if the database is gone because of it", () => {
  const gone = socketError("ECONNREFUSED");
  expect(databaseTrouble(gone, () => true)?.message).toMatch(/disk is full/);
  expect(databaseTrouble(gone, () => false)?.message).toMatch(/cannot be reached/);
  expect(databaseTrouble(withFields("sorry", { code: "53300" }), () => true)?.message).toMatch(/connections/);
});

describe("the message for the operator", () => {
  const gone = prismaError("P1001", { kind: "DatabaseNotReachable" });
  const no = () => false;

  test.each<[string, unknown, boolean, string]>([
    [
      "an unreachable embedded database",
      gone,
      true,
      "cannot be reached right now. It restarts automatically",
    ],
    ["an unreachable external database", gone, false, "Requests are served again as soon as it is back"],
    ["a full disk", withFields("no space", { code: "53100" }), false, "Free up space; no restart is needed."],
  ])("explains %s and what to do, on one line", (_name, error, isEmbedded, text) => {
    const notice = outageNotice(error, no, () => isEmbedded);
    expect(notice).toContain(text);
    expect(notice).not.toMatch(/\n|Try again|prisma/);
  });

  test("does not exist for other errors", () => {
    expect(outageNotice(new RangeError("Invalid array length"), no, no)).toBeNull();
  });
});
