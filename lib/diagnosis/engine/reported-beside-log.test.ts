import { expect, it } from "vitest";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import { readPiece } from "@/lib/diagnosis/engine/testing/piece";
import type { PieceOf } from "@/lib/diagnosis/engine/diagnosis-input";

const MESSAGE = "An error occurred (403) when calling the PutObject operation: Forbidden";
const TRACEBACK = `Traceback (most recent call last):
  File "/opt/airflow/dags/export.py", line 9, in export
    s3.put_object(Bucket="mart", Key="orders.csv")
botocore.exceptions.ClientError: ${MESSAGE}`;

function reported(): PieceOf<"log"> {
  const piece = readPiece(TRACEBACK);
  if (piece.kind !== "log" || piece.facts === null) throw new Error("not a log");
  const facts = { ...piece.facts, origin: "webhook" as const };
  return { ...piece, id: "reported", provenance: "claim", facts };
}

it.each([
  ["no log", "*** No logs found on s3 for ti=export"],
  ["only how the process ended", "[2026-11-30, 02:00:00 UTC] ERROR - Process terminated by SIGKILL"],
])("the sender's traceback is the cause, and cited, where the API has %s", (_name, log) => {
  const found = diagnoseFailure({
    evidence: [readPiece(log), reported()],
    failure: {
      orchestrator: "airflow",
      pipeline: "marts",
      task: "export",
      state: "failed",
      exceptionType: "botocore.exceptions.ClientError",
      message: MESSAGE,
    },
  });
  expect(found).toMatchObject({ outcome: "diagnosed", category: "auth_permission" });
  expect(found.claims[0]).toMatchObject({
    text: "The run raised `botocore.exceptions.ClientError`",
    citations: [{ evidenceId: "reported" }],
  });
  expect(found.confidence).toBeLessThan(0.86);
});
