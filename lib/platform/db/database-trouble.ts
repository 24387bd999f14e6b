import { isEmbeddedDiskFull, usesEmbedded } from "@/lib/platform/db/embedded-disk";
import { AppError } from "@/lib/platform/errors";

/** A way in which the database is unavailable: the message, and when to retry. */
interface Trouble {
  message: string;
  retryAfterMs: number;
  /** It is down, and its operator may have to restart it. */
  isAway?: boolean;
}

const trouble = (message: string, retryAfterMs = 5_000): Trouble => ({ message, retryAfterMs });
const away = (message: string): Trouble => ({ ...trouble(message), isAway: true });

const UNREACHABLE = away("The database cannot be reached right now. Try again in a moment.");
const SILENT = away("The database is not responding. Try again in a moment.");
const RESTARTING = away("The database is starting or shutting down. Try again in a moment.");
const BUSY = trouble("The database is too busy to finish this in time. Try again in a moment.", 2_000);
const CONFLICT = trouble("The same rows were changed concurrently. Try again.", 1_000);
const CROWDED = trouble("The database is out of connections. Try again in a moment.");
const READ_ONLY = trouble(
  "The database accepts no changes: it is read-only, as after a failover. Check DATABASE_URL.",
  15_000,
);
const OUT_OF_MEMORY = trouble("The database is out of memory. Try again in a moment.");
const DISK_FULL = trouble("The database's disk is full. Free up space; no restart is needed.", 30_000);
const DISK_FAILING = trouble("The database cannot read or write its files. Check its disk.", 30_000);
const DAMAGED = trouble("The database found damaged files. Restore it from a backup.", 60_000);
const REFUSED = trouble("The database rejects the user name or password in DATABASE_URL.", 15_000);
const MISSING = trouble("The database in DATABASE_URL does not exist.", 15_000);
const UNTRUSTED = trouble("Cannot establish a TLS connection to the database. Check DATABASE_URL.", 15_000);

/** By SQLSTATE; https://www.postgresql.org/docs/current/errcodes-appendix.html */
const BY_SQLSTATE: Record<string, Trouble> = {
  "08": UNREACHABLE,
  "25006": READ_ONLY,
  "25P03": BUSY,
  "25P04": BUSY,
  "28": REFUSED,
  "3D000": MISSING,
  "40001": CONFLICT,
  "40P01": CONFLICT,
  "53": BUSY,
  "53100": DISK_FULL,
  "53200": OUT_OF_MEMORY,
  "53300": CROWDED,
  "55P03": BUSY,
  "57014": BUSY,
  "57P": RESTARTING,
  "57P04": MISSING,
  "58": DISK_FAILING,
  XX001: DAMAGED,
  XX002: DAMAGED,
};

/** By the code of an error of Node's sockets. */
const BY_SOCKET_CODE: Record<string, Trouble> = {
  EACCES: UNREACHABLE,
  EADDRNOTAVAIL: UNREACHABLE,
  EAGAIN: UNREACHABLE,
  EAI_AGAIN: UNREACHABLE,
  ECONNABORTED: UNREACHABLE,
  ECONNREFUSED: UNREACHABLE,
  ECONNRESET: UNREACHABLE,
  EHOSTDOWN: UNREACHABLE,
  EHOSTUNREACH: UNREACHABLE,
  EMFILE: UNREACHABLE,
  ENETDOWN: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  ENFILE: UNREACHABLE,
  ENOBUFS: UNREACHABLE,
  ENOENT: UNREACHABLE,
  ENOTFOUND: UNREACHABLE,
  EPIPE: UNREACHABLE,
  ETIMEDOUT: SILENT,
};

/** File errors have the same codes; these calls occur only on sockets. */
const SOCKET_CALLS = new Set(["connect", "getaddrinfo", "read", "write"]);

/** By Prisma's code, for errors without an SQLSTATE. */
const BY_PRISMA_CODE: Record<string, Trouble> = {
  P1000: REFUSED,
  P1001: UNREACHABLE,
  P1002: SILENT,
  P1003: MISSING,
  P1008: SILENT,
  P1010: REFUSED,
  P1011: UNTRUSTED,
  P1017: UNREACHABLE,
  P2024: CROWDED,
  P2028: BUSY,
  P2034: CONFLICT,
  P2037: CROWDED,
};

/** By the kind that Prisma's driver adapter gives errors whose code it drops. */
const BY_ADAPTER_KIND: Record<string, Trouble> = {
  AuthenticationFailed: REFUSED,
  ConnectionClosed: UNREACHABLE,
  DatabaseAccessDenied: REFUSED,
  DatabaseDoesNotExist: MISSING,
  DatabaseNotReachable: UNREACHABLE,
  SocketTimeout: SILENT,
  TlsConnectionError: UNTRUSTED,
  TooManyConnections: CROWDED,
  TransactionWriteConflict: CONFLICT,
};

/** `pg` errors with only a message, by its prefix. */
const BY_MESSAGE: [string, Trouble][] = [
  ["the database has not answered for", SILENT],
  ["Connection terminated due to connection timeout", SILENT],
  ["Connection terminated", UNREACHABLE],
  ["timeout exceeded when trying to connect", CROWDED],
  ["timeout expired", SILENT],
  ["Query read timeout", SILENT],
  ["Client has encountered a connection error", UNREACHABLE],
  ["Client was closed and is not queryable", UNREACHABLE],
  ["Cannot use a pool after calling end", RESTARTING],
  ["The server does not support SSL connections", UNTRUSTED],
  ["There was an error establishing an SSL connection", UNTRUSTED],
];

/** Wrappers within wrappers: an AggregateError of socket errors in an adapter error in Prisma's own. */
const MAX_DEPTH = 6;

interface Thrown {
  name?: unknown;
  code?: unknown;
  errorCode?: unknown;
  originalCode?: unknown;
  syscall?: unknown;
  kind?: unknown;
  message?: unknown;
  originalMessage?: unknown;
  cause?: unknown;
  errors?: unknown;
  meta?: { driverAdapterError?: unknown };
}

/**
 * Maps an error that means the database is unavailable (down, full, frozen …) to an UNAVAILABLE with a retry time. Null for
 * any other error.
 * @param isDiskFull checked if the database is gone without a reason, because it cannot report a full disk itself
 */
export function databaseTrouble(error: unknown, isDiskFull = isEmbeddedDiskFull): AppError | null {
  const found = namedTrouble(error, isDiskFull);
  if (!found) return null;
  return new AppError("UNAVAILABLE", found.message, { cause: error, retryAfterMs: found.retryAfterMs });
}

const ADVICE = {
  embedded: "It restarts automatically; if it does not come back, stop Pipeline Debugger and start it again.",
  own: "Requests are served again as soon as it is back. If it stays down, check that it is running and that DATABASE_URL is correct.",
};

/** The same on one line for the operator: what happened and what to do. Null for any other error. */
export function outageNotice(
  error: unknown,
  isDiskFull = isEmbeddedDiskFull,
  isEmbedded = usesEmbedded,
): string | null {
  const found = namedTrouble(error, isDiskFull);
  if (!found?.isAway) return found?.message ?? null;
  const problem = found.message.replace(" Try again in a moment.", "");
  return `${problem} ${isEmbedded() ? ADVICE.embedded : ADVICE.own}`;
}

function namedTrouble(error: unknown, isDiskFull: () => boolean): Trouble | null {
  const seen = findTrouble(error, 0);
  return seen === UNREACHABLE && isDiskFull() ? DISK_FULL : seen;
}

function findTrouble(error: unknown, depth: number): Trouble | null {
  if (typeof error !== "object" || error === null || depth > MAX_DEPTH) return null;
  // AppErrors already say what happened, and `fetch` never reaches the database.
  if (error instanceof AppError || error instanceof TypeError) return null;
  const thrown = error as Thrown;
  const inner = [thrown.meta?.driverAdapterError, thrown.cause, ...asList(thrown.errors)];
  for (const wrapped of inner) {
    const found = findTrouble(wrapped, depth + 1);
    if (found) return found;
  }
  return ownTrouble(thrown);
}

function ownTrouble(thrown: Thrown): Trouble | null {
  return (
    bySqlstate(thrown.originalCode) ??
    bySqlstate(thrown.code) ??
    bySocket(thrown) ??
    lookUp(BY_PRISMA_CODE, thrown.code) ??
    lookUp(BY_PRISMA_CODE, thrown.errorCode) ??
    lookUp(BY_ADAPTER_KIND, thrown.kind) ??
    byMessage(thrown.originalMessage) ??
    byMessage(thrown.message)
  );
}

function bySqlstate(code: unknown): Trouble | null {
  if (typeof code !== "string" || !/^[0-9A-Z]{5}$/.test(code)) return null;
  return (
    lookUp(BY_SQLSTATE, code) ??
    lookUp(BY_SQLSTATE, code.slice(0, 3)) ??
    lookUp(BY_SQLSTATE, code.slice(0, 2))
  );
}

function bySocket({ code, syscall }: Thrown): Trouble | null {
  if (typeof syscall !== "string" || !SOCKET_CALLS.has(syscall)) return null;
  return lookUp(BY_SOCKET_CODE, code);
}

function byMessage(message: unknown): Trouble | null {
  if (typeof message !== "string") return null;
  return BY_MESSAGE.find(([beginning]) => message.startsWith(beginning))?.[1] ?? null;
}

function lookUp(table: Record<string, Trouble>, key: unknown): Trouble | null {
  return typeof key === "string" && Object.hasOwn(table, key) ? (table[key] ?? null) : null;
}

function asList(errors: unknown): unknown[] {
  return Array.isArray(errors) ? errors : [];
}
