import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const enterpriseSchedulerExamples: SignatureExamples = {
  "control-m/file-not-detected": {
    examples: [
      {
        text: "FileWatch ended with return code 7: time limit reached, file /sftp/in/CRATES_0531.csv not detected",
        captures: { file: "/sftp/in/CRATES_0531.csv" },
      },
      {
        text: "FileWatcher: ctmfw file /in/harbour/mt940_0613.txt did not arrive within 240 minutes, exit code 7",
      },
    ],
    nearMisses: [{ text: "FileWatch ended with return code 0: file /sftp/in/CRATES.csv detected" }],
  },
  "control-m/waiting-for-condition": {
    examples: [
      {
        text: "Job RPT_EOD late submission: waiting for condition EXTRACT_CRATES-ENDED-OK ODAT 0531 that was not added",
        captures: { condition: "EXTRACT_CRATES-ENDED-OK", job: "RPT_EOD" },
      },
    ],
    nearMisses: [{ text: "timed out waiting for condition on deployments/crates" }],
  },
  "control-m/agent-unavailable": {
    examples: [
      {
        text: "Control-M/Agent harbag09 is unavailable: Communication timeout on port 7006",
        captures: { agent: "harbag09" },
      },
      {
        text: "CAUAJM_I_40245 EVENT: ALARM            ALARM: CHASE            JOB: CRATES_EOD MACHINE: etl07 EXITCODE:  -655 Job not running on machine",
        captures: { agent: "etl07", job: "CRATES_EOD" },
      },
    ],
    nearMisses: [{ text: "Control-M/Agent harbag09 is available" }],
  },
  "autosys/job-terminated": {
    examples: [
      {
        text: "CAUAJM_I_40245 EVENT: CHANGE_STATUS    STATUS: TERMINATED      JOB: CRATES_VAR",
        captures: { job: "CRATES_VAR" },
      },
    ],
    nearMisses: [{ text: "CAUAJM_I_40245 EVENT: CHANGE_STATUS    STATUS: SUCCESS         JOB: CRATES_VAR" }],
  },
  "autosys/job-failed": {
    examples: [
      {
        text: "CAUAJM_I_40245 EVENT: CHANGE_STATUS    STATUS: FAILURE         JOB: CRATES_VAR MACHINE: etl07 EXITCODE:  1",
        captures: { job: "CRATES_VAR" },
      },
    ],
    nearMisses: [{ text: "CAUAJM_I_40245 EVENT: CHANGE_STATUS    STATUS: STARTING        JOB: CRATES_VAR" }],
  },
  "rundeck/no-nodes": {
    examples: [
      { text: "No matched nodes: No nodes matched for the filters: NodeSet{includes={tags=harbour, }}" },
    ],
    nearMisses: [{ text: "matched 3 nodes for the filter" }],
  },
  "rundeck/remote-command": {
    examples: [
      {
        text: "Failed: NonZeroResultCode: Remote command failed with exit status 3",
        captures: { code: "3" },
      },
    ],
    nearMisses: [{ text: "Remote command finished with exit status 0" }],
  },
  "lsf/killed-at-limit": {
    examples: [
      {
        text: "TERM_RUNLIMIT: job killed after reaching LSF run time limit.",
        captures: { code: "TERM_RUNLIMIT" },
      },
      { text: "TERM_MEMLIMIT: job killed after reaching LSF memory usage limit." },
    ],
    nearMisses: [{ text: "TERM_OWNER: job killed by owner." }],
  },
  "lsf/taken-away": {
    examples: [{ text: "TERM_OWNER: job killed by owner.", captures: { code: "TERM_OWNER" } }],
    nearMisses: [{ text: "TERM_RUNLIMIT: job killed after reaching LSF run time limit." }],
  },
  "quartz/already-stored": {
    examples: [
      {
        text: "org.quartz.ObjectAlreadyExistsException: Unable to store Trigger with name: 'crates-nightly' and group: 'DEFAULT', because one already exists with this identification.",
        captures: { what: "Trigger", name: "crates-nightly" },
      },
    ],
    nearMisses: [{ text: "Unable to store crate 41: harbour is closed" }],
  },
  "nomad/allocation-lost": {
    examples: [
      {
        text: 'Alloc "9c1e" task "loader" lost since its node is down, client node missed heartbeat',
        captures: { task: "9c1e" },
      },
      {
        text: "TASK_LOST (Reconciliation: Task is unknown to the agent) for executor load-8812 on agent S41",
      },
    ],
    nearMisses: [{ text: "allocation 9c1e is running on node etl07" }],
  },
  "temporal/activity-timeout": {
    examples: [
      {
        text: "temporalio.exceptions.TimeoutError: activity StartToClose timeout",
        captures: { kind: "StartToClose" },
      },
      {
        text: "io.temporal.failure.TimeoutFailure: message='activity Heartbeat timeout', timeoutType=TIMEOUT_TYPE_HEARTBEAT",
        captures: { kind: "Heartbeat" },
      },
    ],
    nearMisses: [{ text: "no activity for 30 minutes, closing the session" }],
  },
  "temporal/nondeterminism": {
    examples: [
      {
        text: "[TMPRL1100] nondeterministic workflow: history event is ActivityTaskScheduled: (ActivityId:5, ActivityType:(Name:LoadCrates)), replay command is StartTimer",
      },
    ],
    nearMisses: [{ text: "The hash of a dict is nondeterministic" }],
  },
  "temporal/not-registered": {
    examples: [
      {
        text: "temporalio.exceptions.ApplicationError: NotFoundError: Activity function load_crates is not registered on this worker, available activities: count_crates",
        captures: { name: "load_crates" },
      },
    ],
    nearMisses: [{ text: "Received unregistered task of type 'load_crates'." }],
  },
};
