/** Reads the labeled build logs and turns them into the features that the weights are fitted to. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readJsonLines } from "@/evals/read-data";
import { seededRandom } from "@/evals/seeded-random";
import { spliceLog, type LabeledLog } from "@/evals/splice-logs";
import { buildFeatures } from "@/lib/logs/builds/build-features";
import { findBuildRegion } from "@/lib/logs/builds/build-region";
import { decodeLog } from "@/lib/logs/records/decode-log";
import { readRecords } from "@/lib/logs/records/read-records";

/** Builds of public repositories (not in this repository), or builds that were run for this project. */
export type Collection = "logchunks" | "own";

/** A build log with the lines that explain its failure. */
export interface LabeledBuild {
  id: string;
  lang: string;
  /** The family of tools that failed; only in our own builds. */
  tool?: string;
  text: string;
  start_line: number;
  end_line: number;
}

/** Where a log comes from. */
export interface Origin {
  collection: Collection;
  /** The repository, or the family of tools of an own build. */
  repository: string;
  language: string;
}

/** The features of a labeled log. */
export interface BuildRow extends Origin {
  id: string;
  /** Where the output spliced into the log comes from; null for a log as it was recorded. */
  donor: Origin | null;
  features: number[][];
  lineNumbers: number[];
  start: number;
  end: number;
}

const OWN_BUILDS = fileURLToPath(new URL("builds.jsonl.gz", import.meta.url));

/** The labeled logs of a collection; `dataDir` is the folder of the data sets that are not in this repository. */
export function readBuilds(collection: Collection, dataDir: string): LabeledBuild[] {
  const path = collection === "own" ? OWN_BUILDS : join(dataDir, "logchunks/cases.jsonl.gz");
  return existsSync(path) ? readJsonLines<LabeledBuild>(path) : [];
}

/** Every log of both collections, as `rowsOf` returns it. */
export function readBuildRows(dataDir: string): BuildRow[] {
  const donors = readBuilds("logchunks", dataDir);
  return [...rowsOf("logchunks", donors, donors), ...rowsOf("own", readBuilds("own", dataDir), donors)];
}

/** Every log twice: as it was recorded, and with output of a donor in another language spliced in. */
export function rowsOf(
  collection: Collection,
  builds: readonly LabeledBuild[],
  donors: readonly LabeledBuild[],
): BuildRow[] {
  const labeledDonors = donors.map(labeledLog);
  return builds.flatMap((own, index) => {
    const log = labeledLog(own);
    const random = seededRandom(index + 1);
    const others = donors.flatMap((other, at) => (other.lang === own.lang ? [] : [at]));
    const donor = others[Math.floor(random() * others.length)] ?? 0;
    const [donorLog, donorBuild] = [labeledDonors[donor], donors[donor]];
    const recorded = rowOf(collection, own, log, null);
    if (donorLog === undefined || donorBuild === undefined) return [recorded];
    const origin = originOf("logchunks", donorBuild);
    return [recorded, rowOf(collection, own, spliceLog(log, donorLog, random), origin)];
  });
}

function labeledLog(labeled: LabeledBuild): LabeledLog {
  const { lines } = readRecords(decodeLog(labeled.text), "auto");
  const { commandStart, end, endKnown } = findBuildRegion(lines);
  return {
    lines: labeled.text.split("\n"),
    start: labeled.start_line,
    end: labeled.end_line,
    commandLine: lines[commandStart]?.no ?? 1,
    endLine: endKnown ? (lines[end]?.no ?? null) : null,
  };
}

function rowOf(
  collection: Collection,
  own: LabeledBuild,
  { lines, start, end }: LabeledLog,
  donor: Origin | null,
): BuildRow {
  const log = readRecords(decodeLog(lines.join("\n")), "auto");
  const region = findBuildRegion(log.lines);
  return {
    id: own.id,
    ...originOf(collection, own),
    donor,
    features: buildFeatures(log.lines, region),
    lineNumbers: region.indexes.map((index) => log.lines[index]?.no ?? 0),
    start,
    end,
  };
}

function originOf(collection: Collection, { id, lang, tool }: LabeledBuild): Origin {
  return { collection, repository: tool ?? id.split("/")[1] ?? id, language: lang };
}
