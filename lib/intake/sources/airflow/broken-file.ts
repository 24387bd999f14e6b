import { createHash } from "node:crypto";
import { redact } from "@/lib/redaction/redact";

const FRAME = /^\s{0,20}File "([^"]{1,1000})"/;
/** Errors that say that something outside the file is missing, wherever it is imported. */
const MISSING_MODULE = /^(?:\w{1,40}\.)?(?:ModuleNotFoundError|ImportError)$/;

/** What stands for a secret in Airflow's texts and in ours. */
const HIDDEN = /\[redacted:[^\]\n]{1,64}\]|\*{3,}/g;
/** The plugin sends the end of a long traceback, which says what broke. */
const MAX_KEY_CHARACTERS = 10_000;

/** Why Airflow cannot import a file, as its traceback says. */
export interface ImportFailure {
  /** The same for all files that break for the same reason, whoever reports them. */
  key: string;
  /** The file in which the error was raised; null for an error without a traceback. */
  raisedIn: string | null;
  error: { type: string | null; message: string };
}

/**
 * Reads the traceback of a file that cannot be imported. The key is made of what broke: a shared module, a missing package,
 * or else the file. Times and the bundle's version are no part of it, because they change with every parse, and neither are
 * secrets: Airflow's API shows them, and the plugin's report comes without them. Pure.
 */
export function readImportFailure(file: string, stackTrace: string): ImportFailure {
  const error = lastError(stackTrace);
  const raisedIn = deepestFile(stackTrace);
  const shared = redact(stackTrace.slice(-MAX_KEY_CHARACTERS)).text.replaceAll(HIDDEN, "***");
  const place = MISSING_MODULE.test(error.type ?? "") ? "" : (deepestFile(shared) ?? nameOf(file));
  const digest = createHash("sha256").update(JSON.stringify([place, error.type, lastError(shared).message]));
  return { key: `import:${digest.digest("hex").slice(0, 24)}`, raisedIn, error };
}

/** Without its folder: the plugin names it by its whole path, Airflow 3's API by its path in the bundle. */
function nameOf(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1);
}

function deepestFile(trace: string): string | null {
  const line = trace.split("\n").findLast((text) => FRAME.test(text) && !text.includes('File "<'));
  return FRAME.exec(line ?? "")?.[1] ?? null;
}

/** Type and message from the last unindented line of a traceback. */
function lastError(trace: string): ImportFailure["error"] {
  const line = trace.split("\n").findLast((text) => text.trim() !== "" && !/^\s/.test(text));
  if (line === undefined) return { type: null, message: "" };
  const colon = line.indexOf(":");
  const head = (colon < 0 ? line : line.slice(0, colon)).trim();
  const isType = head.length <= 200 && /^[A-Za-z_][\w.]*$/.test(head);
  return isType
    ? { type: head, message: colon < 0 ? "" : line.slice(colon + 1).trim() }
    : { type: null, message: line.trim() };
}
