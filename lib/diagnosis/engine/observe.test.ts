import { describe, expect, it } from "vitest";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import { logPiece } from "@/lib/diagnosis/engine/log-piece";
import { readText } from "@/lib/logs/findings/read-text";

const LOG = `02:00:01.001 | INFO    | Flow run 'calm-crane' - Beginning flow run 'calm-crane' for flow 'crates'
02:00:02.101 | ERROR   | Task run 'count-0' - The result could not be persisted
Traceback (most recent call last):
  File "/usr/lib/python3.11/site-packages/prefect/serializers.py", line 140, in dumps
    return cloudpickle.dumps(obj)
TypeError: cannot pickle 'generator' object
02:00:03.101 | ERROR   | Flow run 'calm-crane' - crates has 0 rows
02:00:03.401 | ERROR   | Flow run 'calm-crane' - Finished in state Failed('Flow run encountered an exception: AssertionError: crates has 0 rows')
`;

function diagnose(failure: { exceptionType?: string; message?: string }) {
  return diagnoseFailure({
    evidence: [logPiece(readText(LOG))],
    failure: { orchestrator: "prefect", pipeline: "crates", task: null, ...failure },
  });
}

describe("what the orchestrator reported", () => {
  it("outranks a complaint beside it", () => {
    const found = diagnose({ exceptionType: "builtins.AssertionError", message: "crates has 0 rows" });
    expect(found.rootCause).not.toContain("pickle");
    expect(["data_quality", "upstream_missing_data"]).toContain(found.category);
  });

  it("outranks it as the text of a state message too", () => {
    const message = "Flow run encountered an exception: AssertionError: crates has 0 rows";
    expect(diagnose({ message }).rootCause).not.toContain("pickle");
  });

  it("changes nothing if it only says that something failed", () => {
    expect(diagnose({ message: "The run failed" })).toMatchObject({ category: diagnose({}).category });
  });
});
