import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { PERMISSIONS } from "@/lib/platform/auth/permissions";
import { listContextFunctions, listVerbs } from "@/lib/platform/auth/testing/list-verbs";

const APP = fileURLToPath(new URL("../../../app/api/", import.meta.url));

const PART_OF_PASS = "part of `reconcileSource`, which has asked";

/** Functions that check no permission although their names do not say that they only read, each with the reason. */
const WITHOUT_QUESTION: Record<string, string> = {
  activeSessions: "makes a condition",
  assertAvailable: "part of verbs: works in their transaction",
  checkConnection: "part of verbs: checks what they are about to store",
  checkRepository: "reads",
  analysisStart: "makes a row",
  detach: "part of verbs: works in their transaction",
  mergeInto: "part of verbs: works in their transaction",
  recordPlanned: "part of verbs: works in their transaction",
  recount: "part of verbs: works in their transaction",
  saveChanges: "part of verbs: works in their transaction",
  undoFields: "part of `undoChange`",
  undoMerge: "part of `undoChange`",
  undoSplit: "part of `undoChange`",
  undoUnmerge: "part of `undoChange`",
  diagnoseWithPatterns: "reads",
  considerPatterns: "reads",
  embedPattern: "part of verbs: stores the vector of a pattern they have composed",
  placeLesson: "part of verbs: works in their transaction",
  composeAgain: "part of verbs: works in their transaction",
  hasGitHubIntegration: "reads",
  openRepository: "reads; the verb that writes through it asks",
  openFixRepository: "reads; the verb that writes through it asks",
  rebaseFix: "part of `prepareFix`, which has asked",
  agentReport: "reads",
  draftFromAnswers: "reads",
  counterCheckResult: "reads",
  openToolSession: "reads",
  saveReadPieces: "part of verbs: stores what they have read",
  assessChange: "reads",
  callModel: "part of verbs: records what they ask a model",
  converse: "part of verbs: records what they ask a model",
  recordReply: "part of verbs: records what they ask a model",
  keepBuiltin: "part of verbs: records what came of asking a model",
  audit: "part of verbs: works in their transaction",
  draftPatchFix: "computes; what it makes is saved by `saveFix`",
  draftPatternFix: "computes; what it makes is saved by `saveFix`",
  assertSlugIsFree: "part of verbs: works in their transaction",
  endSessions: "part of verbs: works in their transaction",
  describeTable: "reads, for a model whose tools `openTools` has opened",
  readRunHistory: "reads, for a model whose tools `openTools` has opened",
  incidentImpact: "reads",
  assessIncident: "reads",
  separate: "part of verbs: works in their transaction",
  authorizeChange: "asks, by the kind of policy",
  reevaluateSuppressed: "part of verbs: works in their transaction",
  suppressOpen: "part of verbs: works in their transaction",
  runWithDeadline: "runs a collector for a verb, which has asked",
  learnHistory: PART_OF_PASS,
  learnZones: PART_OF_PASS,
  writeCatalog: PART_OF_PASS,
  claimPass: PART_OF_PASS,
  savePass: PART_OF_PASS,
  writeRuns: PART_OF_PASS,
  writeHistory: PART_OF_PASS,
  searchIncidents: "reads",
  isMerged: "reads",
  storeChunks: "part of verbs: stores the texts and vectors of an owner they may change",
  setTeamMembers: "part of verbs: works in their transaction",
  readLogAgain: "reads; keeps what it found of a log that an older version stored",
  recordEvents: "part of verbs: works in their transaction",
  queueEvent: "part of verbs: works in their transaction",
  understandDeliveries: "reads",
  understandStored: "reads",
  withLessonsLocked: "runs the work of a verb, which has asked",
  withIncidentsLocked: "runs the work of a verb, which has asked",
  withTeamsLocked: "runs the work of a verb, which has asked",
};

const READS = /^(?:get|find|list|load)[A-Z]/;
const WRITES =
  /\.(?:create|createMany|update|updateMany|updateManyAndReturn|upsert|delete|deleteMany)\(|\$execute|\$transaction|\b(?:INSERT INTO|UPDATE \w+ SET|DELETE FROM)\b/;

const functions = listContextFunctions();
const silent = functions.filter(({ permission }) => permission === null);

describe("every verb", () => {
  it("authorizes before it does anything else", () => {
    const forgotten = silent.filter(({ name }) => !READS.test(name) && !(name in WITHOUT_QUESTION));
    expect(forgotten.map(({ file, name }) => `${file} ${name}`)).toEqual([]);
    expect(listVerbs().length).toBeGreaterThan(35);
  });

  it("writes nothing if it only reads", () => {
    const writers = silent.filter(({ name, body }) => READS.test(name) && WRITES.test(body));
    expect(writers.map(({ file, name }) => `${file} ${name}`)).toEqual([]);
  });

  it("exists if it is listed as an exception", () => {
    const names = new Set(silent.map(({ name }) => name));
    expect(Object.keys(WITHOUT_QUESTION).filter((name) => !names.has(name))).toEqual([]);
  });

  it("names a listed permission", () => {
    const unknown = listVerbs().filter(({ permission }) => !(permission in PERMISSIONS));
    expect(unknown).toEqual([]);
  });
});

describe("a route", () => {
  const permissionOf = new Map(listVerbs().map(({ name, permission }) => [name, permission]));
  const routes = readdirSync(APP, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("route.ts"))
    .flatMap((file) => {
      const text = readFileSync(APP + file, "utf8");
      const blocks = text.split(/^export const (?=\w+ = withRoute)/m).slice(1);
      return blocks.map((block) => ({
        name: `${/^\w+/.exec(block)?.[0]} ${file}`,
        permission: /^\w+ = withRoute\(\{\s*permission: "([\w.-]+)"/.exec(block)?.[1] ?? null,
        asked: [...block.matchAll(/\b(\w+)\(\s*ctx\b/g)].flatMap(
          (call) => permissionOf.get(call[1] ?? "") ?? [],
        ),
      }));
    });

  it("names its verb's permission, and needs only read permissions to read", () => {
    expect(routes.length).toBeGreaterThan(35);
    for (const { name, permission, asked } of routes) {
      expect([name, permission]).toEqual([name, asked[0] ?? "workspace.read"]);
      expect(new Set(asked).size).toBeLessThanOrEqual(1);
    }
  });
});
