import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const slurmExamples: SignatureExamples = {
  "slurm/out-of-memory": {
    examples: [
      {
        text: "slurmstepd: error: Detected 1 oom-kill event(s) in StepId=14604003.batch cgroup. Some of your processes may have been killed by the cgroup out-of-memory handler.",
      },
      {
        text: "slurmstepd: error: Detected 1 oom_kill event in StepId=14604003.batch. Some of the step tasks have been OOM Killed.",
        captures: { count: "1", step: "14604003.batch" },
      },
      { text: "srun: error: o0616: task 0: Out Of Memory", captures: { node: "o0616" } },
      { text: "14604003     align    gpu   lab   8 OUT_OF_ME+    0:125" },
    ],
    nearMisses: [{ text: "ORA-04030: out of process memory when trying to allocate 4 bytes" }],
  },
  "slurm/time-limit": {
    examples: [
      {
        text: "slurmstepd: error: *** JOB 14604003 ON node017 CANCELLED AT 2025-03-02T04:00:21 DUE TO TIME LIMIT ***",
        captures: { job: "14604003", node: "node017", at: "2025-03-02T04:00:21" },
      },
    ],
    nearMisses: [
      { text: "slurmstepd: error: *** JOB 14604003 ON node017 CANCELLED AT 2025-03-02T04:00:21 ***" },
    ],
  },
  "slurm/preempted": {
    examples: [
      {
        text: "slurmstepd: error: *** JOB 14604003 ON node017 CANCELLED AT 2025-03-02T04:00:21 DUE TO PREEMPTION ***",
        captures: { job: "14604003" },
      },
    ],
    nearMisses: [
      {
        text: "slurmstepd: error: *** JOB 14604003 ON node017 CANCELLED AT 2025-03-02T04:00:21 DUE TO TIME LIMIT ***",
      },
    ],
  },
  "slurm/node-failed": {
    examples: [
      {
        text: "slurmstepd: error: *** JOB 14604003 ON node017 CANCELLED AT 2025-03-02T04:00:21 DUE TO NODE FAILURE, SEE SLURMCTLD LOG FOR DETAILS ***",
        captures: { job: "14604003", node: "node017" },
      },
      { text: "srun: error: Node failure on node017", captures: { node: "node017" } },
    ],
    nearMisses: [{ text: "srun: job 14604003 has been allocated resources" }],
  },
  "slurm/cancelled": {
    examples: [
      {
        text: "slurmstepd: error: *** STEP 14604003.0 ON node017 CANCELLED AT 2025-03-02T04:00:21 ***",
        captures: { job: "14604003.0", at: "2025-03-02T04:00:21" },
      },
    ],
    nearMisses: [
      {
        text: "slurmstepd: error: *** JOB 14604003 ON node017 CANCELLED AT 2025-03-02T04:00:21 DUE TO PREEMPTION ***",
      },
    ],
  },
  "slurm/submission-rejected": {
    examples: [
      {
        text: "sbatch: error: Batch job submission failed: Invalid account or account/partition combination specified",
        captures: { reason: "Invalid account or account/partition combination specified" },
      },
      {
        text: "srun: error: Unable to allocate resources: Requested node configuration is not available",
        captures: { reason: "Requested node configuration is not available" },
      },
    ],
    nearMisses: [{ text: "Submitted batch job 14604003" }],
  },
  "slurm/controller-unreachable": {
    examples: [
      {
        text: "sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)",
      },
      {
        text: "sbatch: error: Batch job submission failed: Socket timed out on send/recv operation",
        captures: { reason: "Socket timed out on send/recv operation" },
      },
    ],
    nearMisses: [{ text: "Slurmctld(primary) at ctl-1 is UP" }],
  },
};
