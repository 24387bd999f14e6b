/** Computes the signs of each commit, each between 0 and 1. Pure. */
import { readChangedLines, type ChangedLines } from "@/lib/code/suspects/patch-lines";
import type { Clues, FailingPlace } from "@/lib/code/suspects/suspect-clues";
import type { SignName } from "@/lib/code/suspects/suspect-weights";

export interface SuspectCommit {
  id: string;
  message: string;
  author?: string | null;
  /** ISO 8601. */
  date: string;
  files: { path: string; status: string }[];
  /** Unified diff of the whole commit. */
  patch?: string | null;
}

export type Signs = Partial<Record<SignName, number>>;

interface ReadCommit {
  commit: SuspectCommit;
  changes: ChangedLines[];
  paths: string[];
  added: string;
  removed: string;
}

/** The signs of each commit, in input order. */
export function readSigns(clues: Clues, commits: readonly SuspectCommit[]): Signs[] {
  const read = commits.map(readCommit);
  const signs: Signs[] = read.map(({ paths }) =>
    paths.length > 0 && paths.every(isDocument) ? { onlyDocuments: 1 } : {},
  );
  markLines(clues.places, read, signs);
  markFiles(clues, read, signs);
  markNames(clues.names, read, signs);
  markTime(clues.failedAtMs, commits, signs);
  return signs;
}

function readCommit(commit: SuspectCommit): ReadCommit {
  const changes = readChangedLines(commit.patch ?? "");
  return {
    commit,
    changes,
    paths: [...new Set([...commit.files.map((file) => file.path), ...changes.map((change) => change.path)])],
    added: changes.flatMap((change) => change.added).join("\n"),
    removed: changes.flatMap((change) => change.removed).join("\n"),
  };
}

function raise(signs: Signs | undefined, name: SignName, strength: number): void {
  if (signs !== undefined) signs[name] = Math.max(signs[name] ?? 0, strength);
}

/** Marks commits that added lines of the traceback. The first counts most; later ones restored the line. */
function markLines(places: readonly FailingPlace[], read: readonly ReadCommit[], signs: Signs[]): void {
  for (const [depth, place] of places.entries()) {
    if (place.source === null || place.source.length < 4) continue;
    const nearest = closestPath(place.file, read);
    const adders: number[] = [];
    for (const [index, { changes }] of read.entries()) {
      const gain = (change: ChangedLines) =>
        count(change.added, place.source) - count(change.removed, place.source);
      const here =
        changes.filter((change) => nearest.has(change.path)).reduce((sum, change) => sum + gain(change), 0) >
        0;
      const elsewhere = changes.some((change) => gain(change) > 0);
      if (here) adders.push(index);
      else if (elsewhere && depth === 0) raise(signs[index], "introducesElsewhere", 1);
    }
    const oldest = adders.toSorted((a, b) => dateOf(read, a) - dateOf(read, b) || b - a)[0];
    for (const index of adders) {
      if (depth > 0) raise(signs[index], "introducesCaller", 1 / depth);
      else raise(signs[index], index === oldest ? "introducesLine" : "restoresLine", 1);
    }
  }
}

function markFiles(clues: Clues, read: readonly ReadCommit[], signs: Signs[]): void {
  for (const [depth, place] of clues.places.entries()) {
    const nearest = closestPath(place.file, read);
    const definition = place.function === null ? null : definitionOf(place.function);
    for (const [index, { changes, paths }] of read.entries()) {
      if (!paths.some((path) => nearest.has(path))) continue;
      if (depth === 0) raise(signs[index], "touchesFile", 1);
      else raise(signs[index], "touchesCaller", 1 / depth);
      const adds = changes.some(
        (change) => nearest.has(change.path) && change.added.some((line) => definition?.test(line)),
      );
      if (depth === 0 && adds) raise(signs[index], "definesFunction", 1);
    }
  }
  for (const file of clues.files) {
    const nearest = closestPath(file, read);
    for (const [index, { paths }] of read.entries()) {
      if (paths.some((path) => nearest.has(path))) raise(signs[index], "namesFile", 1);
    }
  }
}

/** Marks commits that touch names from the error; names touched by few commits count more. */
function markNames(names: readonly string[], read: readonly ReadCommit[], signs: Signs[]): void {
  for (const name of names) {
    const pattern = wordPattern(name);
    const adds = read.map(({ added }) => pattern.test(added));
    const removes = read.map(({ removed }) => pattern.test(removed));
    const share =
      read.filter((_, i) => adds[i] === true || removes[i] === true).length / Math.max(1, read.length);
    for (const [index, { commit }] of read.entries()) {
      if (adds[index] === true && removes[index] !== true) raise(signs[index], "addsName", 1 - share / 2);
      if (removes[index] === true && adds[index] !== true) raise(signs[index], "removesName", 1 - share / 2);
      if (pattern.test(commit.message)) raise(signs[index], "messageNames", 1);
    }
  }
}

/** Allows for clock skew and for tasks started from a working copy. */
const SLACK_MS = 5 * 60_000;

function markTime(failedAtMs: number | null, commits: readonly SuspectCommit[], signs: Signs[]): void {
  const order = commits
    .map((commit, index) => ({ index, at: Date.parse(commit.date) || 0 }))
    .sort((a, b) => b.at - a.at || a.index - b.index);
  const isLate = ({ at }: { at: number }) => failedAtMs !== null && at > failedAtMs + SLACK_MS;
  for (const { index } of order.filter(isLate)) raise(signs[index], "madeAfter", 1);
  for (const [rank, { index }] of order.filter((candidate) => !isLate(candidate)).entries()) {
    raise(signs[index], "recent", 1 / (1 + rank));
  }
}

/** The commits' paths with the longest common suffix with a traceback file, at least its name. */
function closestPath(file: string, read: readonly ReadCommit[]): Set<string> {
  const wanted = partsOf(file);
  let best = 1;
  let paths = new Set<string>();
  for (const path of new Set(read.flatMap((commit) => commit.paths))) {
    const shared = sharedEnd(wanted, partsOf(path));
    if (shared > best) {
      best = shared;
      paths = new Set();
    }
    if (shared === best) paths.add(path);
  }
  return withFormerPaths(paths, read);
}

/** Adds the former paths of moved files. */
function withFormerPaths(paths: ReadonlySet<string>, read: readonly ReadCommit[]): Set<string> {
  const known = new Set(paths);
  const newestFirst = read
    .map((_, index) => index)
    .sort((a, b) => dateOf(read, b) - dateOf(read, a) || a - b);
  for (const index of newestFirst) {
    const changes = read[index]?.changes ?? [];
    const addedTo = changes.filter((change) => known.has(change.path) && change.removed.length === 0);
    const removedFrom = changes.filter((change) => change.added.length === 0 && change.removed.length > 0);
    for (const { path } of addedTo) {
      const name = partsOf(path).at(-1);
      for (const other of removedFrom) if (partsOf(other.path).at(-1) === name) known.add(other.path);
    }
  }
  return known;
}

function partsOf(path: string): string[] {
  return path.split(/[/\\]/).filter((part) => part !== "" && part !== ".");
}

function sharedEnd(a: readonly string[], b: readonly string[]): number {
  let shared = 0;
  while (shared < Math.min(a.length, b.length) && a.at(-1 - shared) === b.at(-1 - shared)) shared += 1;
  return shared;
}

function count(lines: readonly string[], wanted: string | null): number {
  return lines.filter((line) => line === wanted).length;
}

function dateOf(read: readonly ReadCommit[], index: number): number {
  return Date.parse(read[index]?.commit.date ?? "") || 0;
}

function isDocument(path: string): boolean {
  return (
    /\.(?:md|rst|txt|log|png|jpe?g|svg|gif|pdf)$|(?:^|\/)(?:LICENSE|\.gitignore|docs?\/)/i.test(path) &&
    !/requirements/i.test(path)
  );
}

function definitionOf(name: string): RegExp | null {
  const last = name.split(".").at(-1) ?? name;
  return /^\w+$/.test(last) ? new RegExp(`\\b(?:def|function|func|fun) ${last}\\b`) : null;
}

function wordPattern(name: string): RegExp {
  return new RegExp(`(?<![\\w])${name.replace(/[.*+?^${}()|[\]\\-]/g, "\\$&")}(?![\\w])`);
}
