import { AppError } from "@/lib/platform/errors";
import { refusalOf } from "@/lib/platform/http/guarded-fetch";
import { GuardedSocket } from "@/lib/platform/http/guarded-socket";
import { networkCause } from "@/lib/platform/http/outbound";

/** A database server that is reached over its own protocol. */
export interface ServerConnection {
  host: string;
  port: number;
  database: string;
  user: string;
  password: string;
  /** `verify`: encrypted, and the certificate is checked; `require`: encrypted only; `off`: in clear text. */
  tls: "verify" | "require" | "off";
  signal?: AbortSignal;
}

/** What an error code of a database says; the text is completed with the system's name and place. */
export interface DatabaseErrors {
  system: string;
  /** Codes for wrong credentials, missing rights and a missing database. */
  unauthenticated: readonly string[];
  forbidden: readonly string[];
  missing: readonly string[];
  timedOut: readonly string[];
  busy: readonly string[];
}

/** A socket for a driver, destroyed when the signal aborts. */
export interface DriverSocket {
  socket: GuardedSocket;
  /** Why the address was refused, which drivers do not pass on; null if it was not. */
  refusal: () => unknown;
  close: () => void;
}

export function openDriverSocket(signal: AbortSignal | undefined): DriverSocket {
  const socket = new GuardedSocket();
  let refused: unknown = null;
  socket.on("error", (error) => (refused ??= refusalOf(error)));
  const abort = () => socket.destroy();
  signal?.addEventListener("abort", abort, { once: true });
  return {
    socket,
    refusal: () => refused,
    close: () => {
      signal?.removeEventListener("abort", abort);
      socket.destroy();
    },
  };
}

/** The error to show for one of a driver. The driver's own message stays in `cause`: it may quote the connection. */
export function databaseError(
  error: unknown,
  { host, port, database, signal }: ServerConnection,
  codes: DatabaseErrors,
): unknown {
  if (signal?.aborted) return signal.reason;
  if (error instanceof AppError) return error;
  const refused = refusalOf(error);
  if (refused) return refused;
  const { system } = codes;
  const place = `${host}:${port}`;
  const code = codeOf(error);
  const make = (
    name: "UNAUTHENTICATED" | "FORBIDDEN" | "NOT_FOUND" | "RATE_LIMITED" | "UNAVAILABLE",
    text: string,
  ) => new AppError(name, text, { cause: error });
  if (codes.unauthenticated.includes(code))
    return make("UNAUTHENTICATED", `${system} at ${place} rejected the user name or the password.`);
  if (codes.forbidden.includes(code))
    return make(
      "FORBIDDEN",
      `${system} at ${place} does not let this account read the columns of ${database}.`,
    );
  if (codes.missing.includes(code))
    return make("NOT_FOUND", `${system} at ${place} has no database ${database}.`);
  if (codes.timedOut.includes(code))
    return make("UNAVAILABLE", `${system} at ${place} took too long to list its columns.`);
  if (codes.busy.includes(code)) return make("RATE_LIMITED", `${system} at ${place} has no connection left.`);
  if (isWithoutTls(error))
    return make(
      "UNAVAILABLE",
      `${system} at ${place} does not offer TLS. Turn it on there, or choose no encryption.`,
    );
  if (isTlsError(error))
    return make(
      "UNAVAILABLE",
      `${system} at ${place} does not accept this TLS setting: ${networkCause(error)}`,
    );
  return make("UNAVAILABLE", `${system} cannot be read at ${place}: ${networkCause(error)}`);
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : "";
}

function isWithoutTls(error: unknown): boolean {
  const message = error instanceof Error ? error.message : "";
  return codeOf(error) === "HANDSHAKE_NO_SSL_SUPPORT" || message.includes("does not support SSL");
}

function isTlsError(error: unknown): boolean {
  const message = error instanceof Error ? error.message : "";
  return /\bSSL\b|\bTLS\b|certificate/i.test(message) || codeOf(error).startsWith("ERR_TLS");
}
