import { describe, expect, it } from "vitest";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import { piece, readPiece } from "@/lib/diagnosis/engine/testing/piece";
import { changeLine } from "@/lib/evidence/deployments/deploy-changes";
import type { DeployChange } from "@/lib/evidence/deployments/schemas";
import { deployFacts } from "@/lib/evidence/testing/facts";

function diagnose(error: string, part: Partial<DeployChange>) {
  const change = {
    kind: "setting",
    name: "env",
    before: null,
    after: null,
    by: null,
    at: null,
    ...part,
  } as const;
  const text = `changes since the last good run 7:\n${changeLine(change)}`;
  const log = `Traceback (most recent call last):\n  File "/opt/app/vat.py", line 20, in fetch\n    fetch()\n${error}`;
  const evidence = [readPiece(log), piece("deploy", text, { facts: deployFacts([change]) })];
  return diagnoseFailure({ evidence, failure: { orchestrator: "airflow", pipeline: "vat", task: "fetch" } });
}

const UNREACHABLE = "httpx.ConnectError: All connection attempts failed";
const DENIED = "PermissionError: [Errno 13] Permission denied: '/mnt/exports/acme'";

describe("something that was removed since the last good run", () => {
  it.each([
    [
      "a proxy",
      UNREACHABLE,
      { before: "HTTPS_PROXY, TZ", after: "TZ" },
      "`HTTPS_PROXY` was removed from env",
    ],
    [
      "a mount",
      DENIED,
      { name: "volumeMounts", before: "dags, exports (nfs at /mnt/exports)", after: "dags" },
      "`exports (nfs at /mnt/exports)` was removed from volumeMounts",
    ],
    [
      "a variable",
      "KeyError: 'Variable vat_endpoint does not exist'",
      { kind: "variable", name: "vat_endpoint", before: null, after: "deleted" } as const,
      "`vat_endpoint` was removed",
    ],
  ])("is the cause if the failure is about it: %s", (_what, error, change, claim) => {
    const found = diagnose(error, change);
    expect(found.rootCause).toBe(`${claim} since the last good run`);
    expect(found.category).toBe("configuration");
    expect(found.transience).toBe("permanent");
    // What failed stands between the cause and the task.
    expect(found.causalChain).toHaveLength(3);
  });

  it.each([
    ["it is about something else", UNREACHABLE, { before: "TZ, LANG", after: "LANG" }],
    [
      "another folder was mounted",
      DENIED,
      { name: "volumeMounts", before: "dags, x at /mnt/exp", after: "dags" },
    ],
    ["it was replaced", UNREACHABLE, { before: "HTTPS_PROXY", after: "HTTP_PROXY" }],
    ["it was a package", UNREACHABLE, { kind: "package", before: "proxy, x", after: "x" } as const],
  ])("is not if %s", (_why, error, change) => {
    expect(diagnose(error, change).rootCause).not.toContain("was removed");
  });
});
