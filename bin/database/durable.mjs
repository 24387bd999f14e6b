// Makes commits durable, with group commit. PGlite's file system ignores fsync; this extension records which files of
// the write-ahead log have to reach the disk, and the server delays responses until they have. The log is flushed before
// anything else is written, because recovery relies on that order.

import { closeSync, fdatasync, fdatasyncSync, openSync } from "node:fs";
import { promisify } from "node:util";

const flushFile = promisify(fdatasync);

/**
 * @typedef {object} FileNode as Emscripten's file system keeps it
 * @property {string} name
 * @property {FileNode} parent
 *
 * @typedef {{ node: FileNode, nfd: number }} Stream
 * @typedef {Record<string, (...args: any[]) => any>} Operations
 * @typedef {{ stream_ops: Operations, node_ops: Operations, realPath: (node: FileNode) => string }} NodeFs
 * @typedef {{ preRun?: ((module: { FS: { filesystems: { NODEFS: NodeFs } } }) => void)[] }} ModuleOptions
 */

export class DurableLog {
  constructor() {
    /** Open log files by path. @type {Map<string, number>} */
    this.files = new Map();
    /** Log files that have to be flushed. @type {Set<string>} */
    this.dirty = new Set();
    /** Log files being flushed. @type {Set<string>} */
    this.flushing = new Set();
  }

  /** A PGlite extension that hooks into its file system before the engine starts. */
  get extension() {
    return {
      name: "durable-log",
      setup: async (/** @type {unknown} */ _db, /** @type {ModuleOptions} */ options) => {
        const preRun = options.preRun ?? [];
        preRun.push((module) => this.attach(module.FS.filesystems.NODEFS));
        return { emscriptenOpts: { ...options, preRun } };
      },
    };
  }

  /** Whether a response sent now would acknowledge something not yet on disk. */
  isDirty() {
    return this.dirty.size > 0;
  }

  /** Resolves when everything recorded so far is on disk. */
  async flush() {
    const paths = [...this.dirty];
    for (const path of paths) this.flushing.add(path);
    this.dirty.clear();
    await Promise.all(paths.map((path) => flushFile(this.fileOf(path))));
    for (const path of paths) this.flushing.delete(path);
    this.closeOld();
  }

  flushNow() {
    for (const path of new Set([...this.dirty, ...this.flushing])) fdatasyncSync(this.fileOf(path));
    this.dirty.clear();
  }

  /** @param {NodeFs} nodefs */
  attach(nodefs) {
    const { stream_ops: streams, node_ops: nodes } = nodefs;
    streams.fsync = (/** @type {Stream} */ stream) => {
      if (isLog(stream.node)) {
        this.dirty.add(nodefs.realPath(stream.node));
      } else {
        this.flushNow();
        fdatasyncSync(stream.nfd);
      }
      return 0;
    };
    const { write } = streams;
    streams.write = (/** @type {Stream} */ stream, ...rest) => {
      if (!isLog(stream.node)) this.flushNow();
      return write(stream, ...rest);
    };
    /** @type {[Operations, string][]} */
    const others = [
      [streams, "setattr"],
      [nodes, "setattr"],
      [nodes, "rename"],
      [nodes, "unlink"],
    ];
    for (const [operations, name] of others) {
      const original = operations[name];
      operations[name] = (...args) => {
        this.flushNow();
        return original(...args);
      };
    }
  }

  /** A separate file descriptor, because the engine may close its own during the flush. @param {string} path */
  fileOf(path) {
    let file = this.files.get(path);
    if (file === undefined) {
      file = openSync(path, "r+");
      this.files.set(path, file);
    }
    return file;
  }

  closeOld() {
    if (this.files.size < 3) return;
    for (const [path, file] of this.files) {
      if (this.dirty.has(path) || this.flushing.has(path)) continue;
      closeSync(file);
      this.files.delete(path);
    }
  }
}

/** @param {FileNode} node */
function isLog(node) {
  return node.parent.name === "pg_wal" && node.name.length === 24;
}
