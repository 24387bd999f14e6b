/** Invalid arguments: reported in one sentence, exit code 2. */
export class UsageError extends Error {}

export interface Arguments {
  files: string[];
  isJson: boolean;
  options: Map<string, string>;
}

/** Splits arguments into files and options; `valued` lists the options that take a value. */
export function readArguments(args: readonly string[], valued: readonly string[] = []): Arguments {
  const read: Arguments = { files: [], isJson: false, options: new Map() };
  let isFilesOnly = false;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? "";
    if (isFilesOnly || arg === "-" || !arg.startsWith("-")) read.files.push(arg);
    else if (arg === "--") isFilesOnly = true;
    else if (arg === "--json") read.isJson = true;
    else {
      const [name = "", inline] = arg.split("=", 2);
      if (!valued.includes(name)) throw new UsageError(`unknown option "${arg}"`);
      const value = inline ?? args[++at];
      if (value === undefined) throw new UsageError(`${name} requires a value`);
      read.options.set(name, value);
    }
  }
  return read;
}
