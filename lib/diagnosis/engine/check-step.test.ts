import { describe, expect, it } from "vitest";
import { checkStep } from "@/lib/diagnosis/engine/check-step";
import { CATEGORIES, SUBJECT_KINDS } from "@/lib/failures/schemas";
import { usualChecks } from "@/lib/diagnosis/engine/describe-cause";
import { ALL_SIGNATURES } from "@/lib/diagnosis/signatures/all-signatures";

describe("checkStep", () => {
  it.each([
    ["The source's current columns", "Check the source's current columns"],
    ["Whether the server was up", "Check whether the server was up"],
    ["A migration that ran while it was connected", "Check a migration that ran while it was connected"],
    ["Worker memory at that time", "Check worker memory at that time"],
    ["Name, account and region of the call", "Check name, account and region of the call"],
    ["`airflow connections get {connection}`", "Check `airflow connections get {connection}`"],
    ["Airflow's version", "Check Airflow's version"],
    ["Google Cloud's status page", "Check Google Cloud's status page"],
    ["AWS Health Dashboard for that service", "Check AWS Health Dashboard for that service"],
    ["IAM roles of the job", "Check IAM roles of the job"],
    ["SQLAlchemy's version", "Check SQLAlchemy's version"],
    ["For idle timeouts: what the task did", "For idle timeouts, check what the task did"],
    [
      "For `file:` paths: every executor needs the file",
      "Check for `file:` paths: every executor needs the file",
    ],
  ])("%s", (check, step) => {
    expect(checkStep(check)).toBe(step);
  });
});

describe("recommendations", () => {
  const checks = [
    ...SUBJECT_KINDS.flatMap((kind) =>
      CATEGORIES.flatMap((category) =>
        [true, false].flatMap((hasError) => usualChecks(category, kind, hasError)),
      ),
    ),
    ...ALL_SIGNATURES.flatMap((signature) => signature.checks),
  ];
  const fixes = ALL_SIGNATURES.flatMap((signature) =>
    signature.fixes.map((fix) => [signature.id, fix] as const),
  );

  it("phrase every check as an action", () => {
    expect(checks.length).toBeGreaterThan(300);
    const good =
      /^(?:Check (?!(?:The|An?|That|Whether|What|Which|Where|How|When|Who|Why|Both)\b)|For .+, check [^A-Z])/;
    expect(checks.map(checkStep).filter((step) => !good.test(step))).toEqual([]);
  });

  it("phrase no fix as a question", () => {
    const question = /^(?:The|A|An|That|Whether|What|Which|Where|How|When|Who|Why|Both)\b/;
    expect(fixes.filter(([, fix]) => question.test(fix))).toEqual([]);
  });
});
