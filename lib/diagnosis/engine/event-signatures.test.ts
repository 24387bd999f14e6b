import { describe, expect, it } from "vitest";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import type { EvidencePiece } from "@/lib/diagnosis/engine/diagnosis-input";
import { piece, readPiece } from "@/lib/diagnosis/engine/testing/piece";

const NOT_STARTED = readPiece(
  [
    "[2027-03-17T07:15:01.662+0000] {pod.py:1057} INFO - Building pod render-h3d0k2q7",
    "[2027-03-17T07:17:02.401+0000] {taskinstance.py:2731} ERROR - Task failed with exception",
    "Traceback (most recent call last):",
    '  File "/home/airflow/.local/lib/python3.11/site-packages/airflow/providers/cncf/kubernetes/operators/pod.py", line 594, in execute_sync',
    "    self.await_pod_start(pod=self.pod)",
    "airflow.providers.cncf.kubernetes.utils.pod_manager.PodLaunchFailedException: Pod took longer than 120 seconds to start. Check the pod events in kubernetes to determine why.",
  ].join("\n"),
);
const EVENTS = [
  "07:15:02 Warning FailedScheduling 0/9 nodes are available: 9 Insufficient cpu.",
  "07:15:39 Normal Scheduled Successfully assigned batch/render-h3d0k2q7 to ip-10-6-2-88",
  '07:15:42 Warning Failed Failed to pull image "docker.io/osgeo/gdal:3": unexpected status code 500',
  "07:15:43 Warning Failed Error: ErrImagePull",
  '07:16:24 Warning Failed Failed to pull image "docker.io/osgeo/gdal:3": toomanyrequests: You have reached your unauthenticated pull rate limit.',
  "07:16:24 Warning Failed Error: ImagePullBackOff",
].join("\n");
const diagnose = (more: EvidencePiece[]) =>
  diagnoseFailure({
    evidence: [NOT_STARTED, ...more],
    failure: { orchestrator: "airflow", pipeline: "tiles", task: "render" },
  });

describe("a signature in events", () => {
  it("names the cause of what only reports its effect, and cites the last event that says why", () => {
    const found = diagnose([piece("event", EVENTS, { title: "Events of pod render-h3d0k2q7" })]);
    expect(found.category).toBe("rate_limit");
    expect(found.rootCause).toContain("The image pull hit a rate limit");
    expect(found.claims).toContainEqual({
      text: "The events show: Image pulls are rate limited",
      citations: [expect.objectContaining({ evidenceId: "event", startLine: 5 })],
    });
  });

  it.each([
    [
      "are about something else",
      piece("event", EVENTS.replaceAll("render", "cache-warmer"), { title: "Events of pod cache-warmer-1" }),
    ],
    ["could not be read", piece("event", EVENTS, { title: "Pod render-h3d0k2q7", status: "denied" })],
    ["say nothing that is known", piece("event", "it failed", { title: "Pod render-h3d0k2q7" })],
  ])("is not looked for in events that %s", (_why, event) => {
    expect(diagnose([event]).category).toBe("infrastructure");
  });

  it("comes before the way in which the attempt ended", () => {
    const text =
      "Warning Evicted pod x: Pod ephemeral local storage usage exceeds the total limit of containers 10Gi.\ncontainer base exited with code 137, reason Error";
    const facts = { schemaVersion: 1, ending: "killed", line: 2, by: null } as never;
    const found = diagnoseFailure({
      evidence: [piece("no_log", text, { facts })],
      failure: { orchestrator: "dagster", pipeline: "index", task: "build" },
    });
    expect(found.rootCause).toBe(
      "The pod wrote more local (ephemeral) files than its disk limit of 10Gi allows, and was evicted",
    );
    expect(found.category).toBe("resource_exhausted");
  });
});
