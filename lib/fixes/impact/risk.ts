import type { FixRisk, FixVerification, StoredBlastRadius } from "@/lib/fixes/schemas";
import type { PatchedFile } from "@/lib/fixes/patches/unified-diff";
import type { Criticality } from "@/lib/failures/schemas";

type Level = FixRisk["level"];

const LEVELS: readonly Level[] = ["low", "medium", "high"];

export interface RiskInput {
  files: readonly PatchedFile[];
  verification: FixVerification;
  blastRadius: StoredBlastRadius;
  /** Hazards for the reviewer; see `patchHazards`. */
  hazards: readonly string[];
  /** The author's own assessment and cautions. */
  level: Level;
  cautions: readonly string[];
  /** What is known beyond the patch; null where nothing was looked up. */
  surroundings: RiskSurroundings | null;
}

export interface RiskSurroundings {
  /** Test files that use a changed file; null if nobody looked. */
  tests: readonly string[] | null;
  /** The highest criticality of the pipelines that the change reaches. */
  criticality: Criticality | null;
  /** Other incidents with these files, in 90 days. */
  pastIncidents: number;
  /** Merged fixes of these files that did not work, in 90 days. */
  failedFixes: number;
  /** Owners of the changed files, as CODEOWNERS names them. */
  owners: readonly string[];
  at: Date;
  /** IANA time zone in which the hour counts. */
  zone: string;
}

type Reason = readonly [Level, string];

/** How carefully a change needs review: the highest level among its reasons, listing all of them. Pure. */
export function assessRisk(input: RiskInput): FixRisk {
  const found: Reason[] = [
    [input.level, ""],
    ...input.hazards.map((hazard): Reason => ["high", hazard]),
    ...ofSize(input.files),
    ...ofMigration(input.files),
    ...ofReach(input),
    ...ofVerification(input.verification),
    ...(input.surroundings ? ofSurroundings(input.surroundings, input.files) : []),
  ];
  const worst = Math.max(...found.map(([level]) => LEVELS.indexOf(level)));
  const reasons = [...input.cautions, ...found.map(([, reason]) => reason)].filter((reason) => reason !== "");
  return { level: LEVELS[worst] ?? "high", reasons: [...new Set(reasons)] };
}

function ofSize(files: readonly PatchedFile[]): Reason[] {
  const lines = files.reduce((sum, file) => sum + file.additions + file.deletions, 0);
  const removed = files.filter((file) => file.kind === "removed").map((file) => file.path);
  return [
    ...(removed.length > 0 ? [["high", `Removes ${removed.join(", ")}.`] as const] : []),
    ...(files.length > 3 ? [["high", `Changes ${files.length} files.`] as const] : []),
    ...(lines > 80 ? [["high", `Changes ${lines} lines.`] as const] : []),
    ...(lines > 10 && lines <= 80 ? [["medium", `Changes ${lines} lines.`] as const] : []),
  ];
}

const MIGRATION =
  /(?:^|\/)(?:migrations?|alembic|liquibase|flyway|ddl)\/|(?:^|\/)V\d+__[^/]+\.sql$|(?:^|\/)schema\.sql$/i;

/** A migration runs once and cannot be undone by reverting the commit. */
function ofMigration(files: readonly PatchedFile[]): Reason[] {
  const found = files.filter(({ path }) => MIGRATION.test(path)).map(({ path }) => path);
  return found.length > 0
    ? [["high", `Changes a migration (${found.join(", ")}): reverting the commit does not undo it.`]]
    : [];
}

/** Importers from which a module counts as shared. */
const SHARED = 3;

function ofReach({ blastRadius }: RiskInput): Reason[] {
  const { pipelines, importers = [], exposures = [], downstream = [] } = blastRadius;
  const dependents = downstream.length + exposures.length;
  return [
    ...(pipelines.length > 1
      ? [["medium", `${pipelines.length} pipelines use the changed files.`] as const]
      : []),
    ...(importers.length >= SHARED
      ? [["medium", `Shared code: ${importers.length} files import it.`] as const]
      : []),
    ...(dependents >= 10
      ? [["medium", `${dependents} pipelines and dashboards depend on the result.`] as const]
      : []),
  ];
}

function ofVerification({ status, reason }: FixVerification): Reason[] {
  if (status === "unverified") return [["medium", reason]];
  return status === "failed" ? [["high", reason]] : [];
}

function ofSurroundings(known: RiskSurroundings, files: readonly PatchedFile[]): Reason[] {
  const { tests, criticality, pastIncidents, failedFixes, owners, at, zone } = known;
  const isCode = files.some(({ path }) => path.endsWith(".py"));
  const hour = hourReason(at, zone);
  return [
    ...(tests !== null && tests.length === 0 && isCode
      ? [["medium", "No test imports the changed code."] as const]
      : []),
    ...(criticality === "critical" ? [["high", "A critical pipeline runs this code."] as const] : []),
    ...(criticality === "high"
      ? [["medium", "A pipeline of high criticality runs this code."] as const]
      : []),
    ...(failedFixes > 0
      ? [
          [
            "high",
            `${times(failedFixes, "fix", "fixes")} of these files did not work in the last 90 days.`,
          ] as const,
        ]
      : []),
    ...(pastIncidents > 0
      ? [
          [
            pastIncidents >= 3 ? "medium" : "low",
            `${times(pastIncidents, "other incident")} in the last 90 days had these files in the traceback.`,
          ] as const,
        ]
      : []),
    ...(hour === null ? [] : [["medium", hour] as const]),
    ...(owners.length > 0
      ? [["low", `Owned by ${owners.slice(0, 5).join(", ")} (CODEOWNERS).`] as const]
      : []),
  ];
}

function times(count: number, name: string, plural = `${name}s`): string {
  return count === 1 ? `One ${name}` : `${count} ${plural}`;
}

/** Friday from 16:00, the weekend, and 20:00 to 06:00: when few people are there to notice that a change fails. */
function hourReason(at: Date, zone: string): string | null {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    weekday: "long",
    hour: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const part = (type: string) => parts.find((item) => item.type === type)?.value ?? "";
  const [day, hour] = [part("weekday"), Number(part("hour"))];
  const isWeekend = day === "Saturday" || day === "Sunday" || (day === "Friday" && hour >= 16);
  const isNight = hour >= 20 || hour < 6;
  if (!isWeekend && !isNight) return null;
  return `Proposed on ${day} after ${part("hour")}:00 (${zone}), when few people can notice that a change fails.`;
}
