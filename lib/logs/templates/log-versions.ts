/** Versions that a log states: of packages, runtimes and container images. */

export interface LogVersion {
  kind: "package" | "image";
  name: string;
  version: string;
}

export interface VersionChange {
  kind: LogVersion["kind"];
  name: string;
  before: string;
  after: string;
}

const MAX_LINE = 4_000;
const MAX_CHANGES = 20;

/** `pandas==2.2.0`, as `pip freeze` prints it. */
const PINNED = /(?<![\w.-])([A-Za-z][\w.-]{1,60})==(\d[\w.!+]{0,30})/g;
/** `Successfully installed numpy-1.26.4 pandas-2.2.0`. */
const INSTALLED = /^.{0,120}Successfully installed (.+)$/;
const INSTALLED_PACKAGE = /^([A-Za-z][\w.-]{0,60}?)-(\d[\w.!+]{0,30})$/;
const IMAGE =
  /\bimage["']?[:= ]{1,3}["']?((?:[\w.-]{1,100}(?::\d{2,5})?\/)?[\w./-]{2,150}):([\w.-]{1,128})(?![\w/])/i;
const RUNTIMES: readonly (readonly [string, RegExp])[] = [
  ["Python", /\bPython (\d\.\d{1,2}\.\d{1,2})\b/],
  ["dbt", /\bRunning with dbt=(\d[\w.]{1,30})/],
  ["Spark", /\bRunning Spark version (\d[\w.]{1,30})/],
];

/** The versions in a log, by name; of several of a name the last. Pure and linear. */
export function versionsInLog(lines: readonly string[]): Map<string, LogVersion> {
  const found = new Map<string, LogVersion>();
  for (const full of lines) {
    const line = full.length > MAX_LINE ? full.slice(0, MAX_LINE) : full;
    for (const stated of [...pinned(line), ...installed(line), ...images(line), ...runtimes(line)]) {
      found.set(`${stated.kind} ${stated.name.toLowerCase().replaceAll("_", "-")}`, stated);
    }
  }
  return found;
}

function pinned(line: string): LogVersion[] {
  if (!line.includes("==")) return [];
  return [...line.matchAll(PINNED)].map(([, name = "", version = ""]) => ({
    kind: "package",
    name,
    version,
  }));
}

function installed(line: string): LogVersion[] {
  const list = line.includes("Successfully installed") ? INSTALLED.exec(line)?.[1] : undefined;
  return (list?.split(" ") ?? []).flatMap((word) => {
    const [, name, version] = INSTALLED_PACKAGE.exec(word) ?? [];
    return name && version ? [{ kind: "package", name, version }] : [];
  });
}

function images(line: string): LogVersion[] {
  const [, name, version] = (/image/i.test(line) && IMAGE.exec(line)) || [];
  return name && version ? [{ kind: "image", name, version }] : [];
}

function runtimes(line: string): LogVersion[] {
  return RUNTIMES.flatMap(([name, pattern]) => {
    const version = line.includes(name) ? pattern.exec(line)?.[1] : undefined;
    return version === undefined ? [] : [{ kind: "package", name, version }];
  });
}

/** What both logs state in different versions. Pure. */
export function versionChanges(before: readonly string[], after: readonly string[]): VersionChange[] {
  const old = versionsInLog(before);
  return [...versionsInLog(after)]
    .flatMap(([key, { kind, name, version }]) => {
      const was = old.get(key)?.version;
      return was === undefined || was === version ? [] : [{ kind, name, before: was, after: version }];
    })
    .slice(0, MAX_CHANGES);
}
