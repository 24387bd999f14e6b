import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

/** Records every file that this process opens or reads by itself. */
export interface FileWitness {
  /** The paths since the last call. */
  take: () => string[];
  remove: () => void;
}

const CALLS = ["readFile", "readFileSync", "open", "openSync", "createReadStream"] as const;
const PROMISES = ["readFile", "open"] as const;

/** Replaces the functions of `node:fs` that read files by ones that record the path first, also where they are imported. */
export function watchFiles(): FileWitness {
  const seen: string[] = [];
  const restore: (() => void)[] = [];
  const watch = (owner: object, name: string) => {
    const original: unknown = Reflect.get(owner, name);
    if (typeof original !== "function") throw new Error(`node:fs has no ${name}.`);
    const recorded = (...args: unknown[]): unknown => {
      seen.push(String(args[0]));
      return Reflect.apply(original, owner, args);
    };
    Reflect.set(owner, name, recorded);
    restore.push(() => Reflect.set(owner, name, original));
  };
  for (const name of CALLS) watch(fs, name);
  for (const name of PROMISES) watch(fs.promises, name);
  syncBuiltinESMExports();
  return {
    take: () => seen.splice(0),
    remove: () => {
      for (const undo of restore) undo();
      syncBuiltinESMExports();
    },
  };
}
