// Keeps the files of the embedded database private. PGlite's file system sets the mode of each new file explicitly,
// bypassing the umask.

/** Group and others. */
const OTHERS = 0o077;

/**
 * @typedef {{ mode?: number }} Attributes
 * @typedef {Record<string, (...args: any[]) => any>} Operations
 * @typedef {{ stream_ops: Operations, node_ops: Operations }} NodeFs
 * @typedef {{ preRun?: ((module: { FS: { filesystems: { NODEFS: NodeFs } } }) => void)[] }} ModuleOptions
 */

/** A PGlite extension that creates and keeps files and folders without permissions for others. */
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
