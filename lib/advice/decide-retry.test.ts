import { describe, expect, it } from "vitest";
import { decideRetry, type RetryCase, type RetryHistory } from "@/lib/advice/decide-retry";
import { readText } from "@/lib/logs/findings/read-text";
import { logPiece } from "@/lib/diagnosis/engine/log-piece";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";

const NONE: RetryHistory = { succeeded: 0, failedAgain: 0 };

/** Advice for an error as the built-in engine judges it. */
function adviceOn(exceptionType: string | null, message: string, history = NONE, tryNumber = 1) {
  const said = readText(exceptionType ? `${exceptionType}: ${message}` : message);
  const diagnosis = diagnoseFailure({
    evidence: [logPiece(said)],
    failure: { orchestrator: "airflow", pipeline: "orders", task: "load", exceptionType, message },
  });
  return decideRetry({ diagnosis, history, message, tryNumber });
}

describe("without history", () => {
  it.each([
    ["builtins.ModuleNotFoundError", "No module named 'pandas'"],
    ["builtins.NameError", "name 'df' is not defined"],
    ["builtins.SyntaxError", "invalid syntax (orders.py, line 3)"],
    ["builtins.TypeError", "unsupported operand type(s) for +: 'int' and 'str'"],
    ["psycopg2.errors.UndefinedColumn", 'column "customer_id" does not exist'],
    ["psycopg2.errors.SyntaxError", 'syntax error at or near "FORM"'],
  ])("advises against a retry after %s: %s", (type, message) => {
    expect(adviceOn(type, message)).toEqual({
      retry: false,
      reason: expect.stringMatching(/\. A retry cannot change that\.$/),
    });
  });

  it.each([
    [
      "requests.exceptions.ConnectionError",
      "Failed to establish a new connection: [Errno 111] Connection refused",
    ],
    [
      "requests.exceptions.ReadTimeout",
      "HTTPSConnectionPool(host='api', port=443): Read timed out. (read timeout=10)",
    ],
    ["psycopg2.errors.DeadlockDetected", "deadlock detected"],
    ["psycopg2.OperationalError", "server closed the connection unexpectedly"],
    ["builtins.FileNotFoundError", "[Errno 2] No such file or directory: '/landing/2026-11-30.csv'"],
    ["builtins.ValueError", "no rows for 2026-11-30"],
    ["requests.exceptions.HTTPError", "503 Server Error: Service Unavailable for url: https://api/x"],
    [null, "something odd"],
    [null, ""],
  ])("lets the pipeline's setting hold after %s: %s", (type, message) => {
    expect(adviceOn(type, message)).toMatchObject({ retry: true });
  });

  it.each([
    ["429 Too Many Requests", 1, 60],
    ["429 Too Many Requests", 3, 240],
    ["429 Too Many Requests", 30, 900],
    ["429 Too Many Requests, Retry-After: 37", 1, 37],
    ['429 Too Many Requests {"retry_after": 2}', 1, 2],
    ["429 Too Many Requests, retry after 5 min", 1, 300],
    ["429 Too Many Requests, retry after 1500 ms", 1, 2],
    ["429 Too Many Requests, Retry-After: 86400", 1, 900],
  ])("waits for a rate limit: %s, attempt %i", (message, tryNumber, waitSeconds) => {
    expect(adviceOn("requests.exceptions.HTTPError", message, NONE, tryNumber)).toMatchObject({
      retry: true,
      waitSeconds,
    });
  });
});

describe("with history", () => {
  it("advises a retry that has helped before, whatever the error looks like", () => {
    expect(
      adviceOn("builtins.NameError", "name 'df' is not defined", { succeeded: 1, failedAgain: 4 }),
    ).toEqual({
      retry: true,
      reason: "A retry helped in 1 of the last 5 cases of this error.",
    });
  });

  it("advises against the fourth retry of an unknown error that never helped, but not against the third", () => {
    expect(adviceOn(null, "odd", { succeeded: 0, failedAgain: 3 })).toEqual({
      retry: false,
      reason: "The last 3 retries of this error failed the same way.",
    });
    expect(adviceOn(null, "odd", { succeeded: 0, failedAgain: 2 })).toMatchObject({ retry: true });
  });

  it("keeps retrying what may pass", () => {
    const error = ["builtins.ConnectionError", "Connection refused"] as const;
    expect(adviceOn(...error, { succeeded: 0, failedAgain: 9 })).toMatchObject({ retry: true });
  });
});

describe("doubt", () => {
  const certain: RetryCase = {
    diagnosis: {
      outcome: "diagnosed",
      category: "code_bug",
      confidence: 0.9,
      transience: "permanent",
      rootCause: "`x` is not defined",
      signature: "python/name-error",
    },
    history: NONE,
    message: "",
    tryNumber: 1,
  };

  it("is needed for no retry: a certain, permanent cause that only a change removes", () => {
    expect(decideRetry(certain)).toEqual({
      retry: false,
      reason: "`x` is not defined. A retry cannot change that.",
    });
  });

  it.each([
    ["an unsure cause", { confidence: 0.79 }],
    ["no signature", { signature: null }],
    ["an inconclusive diagnosis", { outcome: "inconclusive" as const }],
    ["an unknown transience", { transience: "unknown" as const }],
    ["a cause in data", { category: "data_quality" as const }],
    ["missing input", { category: "upstream_missing_data" as const }],
    ["a right that may be granted meanwhile", { category: "auth_permission" as const }],
  ])("%s lets the pipeline's setting hold", (_name, part) => {
    expect(decideRetry({ ...certain, diagnosis: { ...certain.diagnosis, ...part } }).retry).toBe(true);
  });
});
