// Keeps the files of the embedded database from everybody else. The file system of PGlite sets the mode of each
// new file explicitly, past the umask of the process.

/** Group and others. */
const OTHERS = 0o077;

/**
 * @typedef {{ mode?: number }} Attributes
 * @typedef {Record<string, (...args: any[]) => any>} Operations
 * @typedef {{ stream_ops: Operations, node_ops: Operations }} NodeFs
 * @typedef {{ preRun?: ((module: { FS: { filesystems: { NODEFS: NodeFs } } }) => void)[] }} ModuleOptions
 */

/** An extension of PGlite: files and folders are made and kept without rights for anybody else. */
export const privateFiles = {
  name: "private-files",
  setup: async (/** @type {unknown} */ _db, /** @type {ModuleOptions} */ options) => {
    const preRun = options.preRun ?? [];
    preRun.push((module) => attach(module.FS.filesystems.NODEFS));
    return { emscriptenOpts: { ...options, preRun } };
  },
};

/** @param {NodeFs} nodefs */
function attach({ stream_ops: streams, node_ops: nodes }) {
  for (const operations of [streams, nodes]) {
    const { setattr } = operations;
    if (!setattr) continue;
    operations.setattr = (/** @type {unknown} */ target, /** @type {Attributes} */ attributes) => {
      const { mode } = attributes;
      return setattr(target, mode === undefined ? attributes : { ...attributes, mode: mode & ~OTHERS });
    };
  }
}
