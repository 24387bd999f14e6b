// An exclusive lock on a folder, held by a living process. The embedded database has no lock of its own, and two
// processes in one data folder corrupt it.
//
// Each acquisition is a numbered file `<name>.<n>`; the highest number names the holder. A stale lock is taken over by
// creating number n + 1, which only one process can do. The highest file is never removed, so nobody can remove a lock
// that somebody else has just taken.

import { execFileSync } from "node:child_process";
import {
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

const HEARTBEAT_MS = 5_000;
/** A holder on another machine or in another container counts as gone after this silence. */
const SILENCE_MS = 30_000;

/**
 * @typedef {object} Holder
 * @property {number} pid
 * @property {number} parentPid the process that started it
 * @property {string} since ISO 8601
 * @property {string} place machine and process namespace in which `pid` is valid
 * @property {string | null} startedAt distinguishes the process from a later one with the same pid
 * @property {boolean} [released]
 */

/** The lock is held by `holder`. */
export class LockHeldError extends Error {
  /** @param {string} folder @param {Holder} holder */
  constructor(folder, holder) {
    super(
      holder.pid > 0
        ? `${folder} is in use by process ${holder.pid}, running since ${holder.since}`
        : `${folder} has an unreadable lock, which counts as held until it is ${SILENCE_MS / 1000} s old`,
    );
    this.name = "LockHeldError";
    this.holder = holder;
  }
}

/**
 * Takes the lock, or throws immediately.
 * @param {string} folder created if missing
 * @param {string} name
 * @returns {{ release: () => void }}
 * @throws {LockHeldError} if a living process holds it
 */
export function takeLock(folder, name) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (;;) {
    const highest = numbersOf(folder, name).at(-1) ?? 0;
    const holder = highest > 0 ? readHolder(fileOf(folder, name, highest)) : null;
    if (holder && isHeld(holder, fileOf(folder, name, highest))) throw new LockHeldError(folder, holder);
    const mine = highest + 1;
    if (!create(folder, name, mine)) continue;
    if ((numbersOf(folder, name).at(-1) ?? 0) > mine) {
      // Another process was faster by more than one number, so ours does not count.
      rmSync(fileOf(folder, name, mine), { force: true });
      continue;
    }
    for (const old of numbersOf(folder, name)) {
      if (old < mine) rmSync(fileOf(folder, name, old), { force: true, recursive: true });
    }
    return hold(fileOf(folder, name, mine));
  }
}

/** @param {string} file */
function hold(file) {
  const heartbeat = setInterval(() => {
    try {
      utimesSync(file, new Date(), new Date());
    } catch {
      // The folder is gone, so there is nothing to protect.
    }
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    release() {
      clearInterval(heartbeat);
      try {
        writeFileSync(file, JSON.stringify({ ...self(), released: true }), { mode: 0o600 });
      } catch {
        // The folder is gone, so there is no lock.
      }
    },
  };
}

/** Creates the numbered file atomically with its content. @param {string} folder @param {string} name @param {number} number @returns {boolean} false if another process has it */
function create(folder, name, number) {
  const target = fileOf(folder, name, number);
  const draft = join(folder, `.${name}.${process.pid}.${number}.draft`);
  writeFileSync(draft, JSON.stringify(self()), { mode: 0o600 });
  try {
    linkSync(draft, target);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    // Without hard links, the content is written a moment later.
    return createInTwoSteps(target);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** @param {string} target */
function createInTwoSteps(target) {
  try {
    writeFileSync(target, JSON.stringify(self()), { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** @returns {Holder} */
function self() {
  return {
    pid: process.pid,
    parentPid: process.ppid,
    since: new Date().toISOString(),
    place: placeOf(),
    startedAt: startOf(process.pid),
  };
}

/** @param {Holder} holder @param {string} file */
function isHeld(holder, file) {
  if (holder.released) return false;
  if (holder.place !== placeOf()) return isFresh(file);
  return isAlive(holder.pid) && (holder.startedAt === null || holder.startedAt === startOf(holder.pid));
}

/** Whether a process is running. Zombies do not count. @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
  return !/^[ZX]$/.test(statOf(pid)[0] ?? "");
}

/** @param {string} file */
function isFresh(file) {
  try {
    return Date.now() - statSync(file).mtimeMs < SILENCE_MS;
  } catch {
    return false;
  }
}

/** A fresh file without content counts as held by an unknown process. @param {string} file @returns {Holder | null} */
function readHolder(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return null;
    return { pid: 0, parentPid: 0, since: "a moment ago", place: "?", startedAt: null };
  }
}

/** @param {string} folder @param {string} name */
function numbersOf(folder, name) {
  return (
    readdirSync(folder)
      // Longer numbers are not ours, and would lose precision.
      .filter((file) => file.startsWith(`${name}.`) && /^\d{1,15}$/.test(file.slice(name.length + 1)))
      .map((file) => Number(file.slice(name.length + 1)))
      .sort((a, b) => a - b)
  );
}

/** @param {string} folder @param {string} name @param {number} number */
function fileOf(folder, name, number) {
  return join(folder, `${name}.${number}`);
}

/** @type {string | undefined} */
let place;

function placeOf() {
  place ??= `${hostname()} ${bootId()} ${pidNamespace()}`;
  return place;
}

function bootId() {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return "";
  }
}

function pidNamespace() {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

/** When a process started, in the system's own unit. @param {number} pid @returns {string | null} */
function startOf(pid) {
  if (process.platform === "linux") return statOf(pid)[19] ?? null;
  if (process.platform === "win32") return null;
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || null;
  } catch {
    return null;
  }
}

/** Fields of /proc/<pid>/stat from the third, the state, on; empty on other systems. @param {number} pid */
function statOf(pid) {
  try {
    // The second field, the name, may contain spaces and parentheses.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}
