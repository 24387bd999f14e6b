import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Job schedulers: Control-M, AutoSys, Rundeck, LSF, Quartz, Nomad, Temporal. */
export const enterpriseSchedulerSignatures: Signature[] = [
  {
    id: "control-m/file-not-detected",
    title: "File watcher found no file",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /FileWatch(?:er)?\b[^\n]{0,60}\b(?:return|exit) code ?7\b/,
        /\bctmfw\b[^\n]{0,40}?(?<file>\/[^\s,;]{3,200}) did not arrive within (?<minutes>\d{1,6}) minutes/,
        /\bMAX_RETRYS file watcher (?<file>[\w.$-]{1,80}) terminated/,
        /\bFW job (?<file>[\w.$-]{1,80}) TERMINATED\b/,
      ],
      names: [/file (?<file>(?:\/|\\\\|[A-Z]:)[^\s,;]{3,200})/],
    },
    rootCause: "The file watcher ended without[[ `{file}`]] having arrived",
    explanation:
      "A file watcher waits until the file exists and stops growing, or its time limit passes. Control-M's `ctmfw` then ends with return code 7.",
    checks: [
      "The directory: name, date and size of the file, and whether a transfer is still running",
      "The sender's log",
    ],
    fixes: [
      "Ask the sender to deliver; rerun the watcher, then what depends on it",
      "Extend the time limit if the file now comes later; correct path or mask if its name changed",
    ],
  },
  {
    id: "control-m/waiting-for-condition",
    title: "Job still waits for a condition",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /waiting for condition (?<condition>[A-Z][A-Z\d_$#@.-]{2,120})/,
        /Condition (?<condition>[\w$#@.-]{2,120}) not satisfied; job (?<job>[\w$#@.-]{2,80})/,
      ],
      names: [/\bJob (?<job>[A-Z][\w$#@.-]{2,80})/],
      not: [/timed out waiting for condition/],
    },
    rootCause: "The job[[ `{job}`]] waits for the condition `{condition}`, which was not added",
    explanation:
      "Predecessors add a condition (event) for the order date when they end OK. The predecessor failed, did not run on this date, or adds it under another name or date.",
    checks: ["The job that adds the condition, its status and its order date (ODAT)"],
    fixes: ["Finish the predecessor", "Add the condition by hand only if its data really is there"],
  },
  {
    id: "control-m/agent-unavailable",
    title: "Scheduler agent not reachable",
    category: "infrastructure",
    alternatives: ["network_timeout"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Control-M\/Agent (?<agent>[\w.-]{1,120}) is (?:unavailable|disabled)/i,
        /\bCTM agent platform\b[^\n]{0,30}not available/,
        /job (?<job>[\w$.-]{1,80}) disappeared, status DISAPPEARED/,
        /ALARM: CHASE\b/,
        /AWSBHT057E The workstation (?<agent>[\w.-]{1,80}) is unlinked/,
      ],
      names: [
        /on host (?<agent>[\w.-]{1,120})/,
        /MACHINE: (?<agent>[\w.-]{1,120})/,
        /JOB: (?<job>[\w.$-]{1,80})/,
      ],
    },
    rootCause: "The scheduler lost contact with its agent[[ on `{agent}`]][[ while `{job}` was running]]",
    explanation:
      "The agent process or its host is down or restarted, or the port between server and agent is blocked. The state of jobs on it is unknown until it answers.",
    checks: [
      "Whether the host is up and the agent runs (Control-M: `ag_ping`, AutoSys: `autoping -m HOST`)",
      "Whether the job's process still runs there",
    ],
    fixes: [
      "Start the agent and let the server reconnect",
      "Rerun the job once it is certain that the first process is gone",
    ],
  },
  {
    id: "autosys/job-terminated",
    title: "AutoSys terminated the job",
    category: "infrastructure",
    alternatives: ["configuration", "resource_exhausted"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [/STATUS: TERMINATED\s{1,20}JOB: (?<job>[\w.$#@-]{1,80})/],
    },
    rootCause: "AutoSys job `{job}` was terminated",
    explanation:
      "TERMINATED means that the job did not end by itself: it ran past `term_run_time`, its box was terminated, someone sent KILLJOB, or its machine went away.",
    checks: ["`autorep -J {job} -d` and the event server's log: KILLJOB, `term_run_time`, `box_terminator`"],
    fixes: [
      "Rerun it: `sendevent -E FORCE_STARTJOB -J {job}`",
      "Raise `term_run_time` if normal runs have become that long",
    ],
  },
  {
    id: "autosys/job-failed",
    title: "AutoSys job failed",
    category: "code_bug",
    alternatives: ["configuration", "infrastructure", "data_quality", "upstream_missing_data"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [/STATUS: FAILURE\s{1,20}JOB: (?<job>[\w.$#@-]{1,80})/],
      names: [/EXITCODE: ?(?<code>-?\d{1,6})/],
    },
    rootCause: "AutoSys job `{job}` ended with an error[[ (exit code {code})]]",
    explanation: "The command's exit code is above `max_exit_success`. The reason is in its own output.",
    checks: ["The job's `std_err_file` and `std_out_file` (`autorep -J {job} -q`)"],
    fixes: [
      "Fix the error in the job's output and restart it",
      "If the output is empty, check machine, owner and profile of the job",
    ],
  },
  {
    id: "rundeck/no-nodes",
    title: "Rundeck found no node for the job",
    category: "configuration",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/No matched nodes:? ?(?<reason>[^\n]{0,120})/, /NoMatchedNodes/],
    },
    rootCause: "Rundeck has no node that fits the job's node filter",
    explanation:
      "The resource model delivers no node with that name or tag: the source failed, or the node was renamed or removed.",
    checks: ["The project's Nodes page with the job's filter, and errors of the node source"],
    fixes: ["Correct the node filter or the node's tags", "Fix the project's node source"],
  },
  {
    id: "rundeck/remote-command",
    title: "Rundeck's remote command failed",
    category: "code_bug",
    alternatives: ["configuration", "infrastructure"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /Failed: NonZeroResultCode: (?:Remote command failed with exit status|Result code was) (?<code>-?\d{1,5})/,
      ],
    },
    rootCause: "The command that Rundeck ran on the node ended with exit code {code}",
    explanation: "Rundeck only passes the exit code on; the command's own output above says why.",
    checks: ["The output of that step on that node"],
    fixes: [
      "Fix the error that the output ends with",
      "For 127 or 126, check path and permissions on the node",
    ],
  },
  {
    id: "lsf/killed-at-limit",
    title: "LSF killed the job",
    category: "resource_exhausted",
    alternatives: ["infrastructure", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /\b(?<code>TERM_(?:RUNLIMIT|CPULIMIT|MEMLIMIT|SWAP|PROCESSLIMIT|THREADLIMIT|DEADLINE))\b(?:: (?<reason>[^\n]{3,100}))?/,
      ],
    },
    rootCause: "LSF killed the job at a limit ({code})",
    explanation:
      "The queue or the submission sets limits for run time, CPU time, memory, processes or threads; LSF kills what exceeds one.",
    checks: ["`bhist -l JOBID` and `bqueues -l QUEUE`: the limit and what was used"],
    fixes: [
      "Submit with a higher limit (`-W` for run time, `-M` for memory) or to another queue",
      "Split the work or write checkpoints",
    ],
  },
  {
    id: "lsf/taken-away",
    title: "LSF took the job off its host",
    category: "infrastructure",
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /\b(?<code>TERM_(?:PREEMPT|ADMIN|OWNER|FORCE_ADMIN|FORCE_OWNER|LOAD|WINDOW|REQUEUE_ADMIN|EXTERNAL_SIGNAL|ZOMBI|CWD_NOTEXIST))\b/,
      ],
    },
    rootCause: "LSF ended the job from outside ({code})",
    explanation:
      "It was preempted, killed by its owner or an administrator, or its host left: not an error of the job.",
    checks: ["`bhist -l JOBID`: who or what ended it"],
    fixes: [
      "Submit it again; use `bsub -r` so that LSF reruns it when a host fails",
      "Use a queue that is not preempted",
    ],
  },
  {
    id: "quartz/already-stored",
    title: "Quartz job or trigger already exists",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Unable to store (?<what>Job|Trigger) ?(?:with name)?: ?'(?<name>[^'\n]{1,120})'/],
    },
    rootCause: "Quartz already has a {what} called `{name}`",
    explanation:
      "With a JDBC job store, jobs and triggers survive restarts; scheduling them again under the same name and group fails.",
    checks: ["Whether the application schedules at each start, or several instances do"],
    fixes: ["Check with `checkExists`, use `rescheduleJob`, or set `spring.quartz.overwrite-existing-jobs`"],
  },
  {
    id: "nomad/allocation-lost",
    title: "Nomad or Mesos lost the node of a task",
    category: "infrastructure",
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /\balloc\w{0,10} [^\n]{0,60}lost since its node is down/i,
        /node heartbeat missed, allocation marked lost/,
        /\bTASK_LOST\b/,
      ],
      names: [/[Aa]lloc(?:ation)? "?(?<task>[0-9a-f-]{4,36})/, /for executor (?<task>[\w.-]{2,80})/],
    },
    rootCause: "The node that ran the task[[ `{task}`]] was lost",
    explanation:
      "The client stopped sending heartbeats: the machine is down, cut off or overloaded. The scheduler starts the task elsewhere if its policy says so.",
    checks: ["The node's state and its client log at that time"],
    fixes: ["Rerun the task if it was not rescheduled", "Replace the node if it keeps missing heartbeats"],
  },
  {
    id: "temporal/activity-timeout",
    title: "Temporal activity timed out",
    category: "network_timeout",
    alternatives: ["infrastructure", "resource_exhausted", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /\bactivity (?<kind>StartToClose|ScheduleToStart|ScheduleToClose|Heartbeat) timeout/i,
        /\bTIMEOUT_TYPE_(?<kind>START_TO_CLOSE|SCHEDULE_TO_START|SCHEDULE_TO_CLOSE|HEARTBEAT)\b/,
      ],
      names: [/activityType[='": ]{1,4}(?<activity>\w{1,100})/i],
    },
    rootCause: "A Temporal activity[[ `{activity}`]] ran into its {kind} timeout",
    explanation:
      "StartToClose: one attempt took too long. ScheduleToStart: no worker polled the task queue. Heartbeat: the worker died or stopped reporting. ScheduleToClose: all attempts together took too long.",
    checks: [
      "Whether workers poll this task queue, and their logs and restarts",
      "How long the activity usually takes",
    ],
    fixes: [
      "Start or scale the workers of the task queue",
      "Heartbeat more often than the heartbeat timeout",
      "Raise the timeout if the work really takes longer",
    ],
    docs: ["https://docs.temporal.io/encyclopedia/detecting-activity-failures"],
  },
  {
    id: "temporal/nondeterminism",
    title: "Temporal workflow code no longer fits its history",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\bTMPRL1100\b/,
        /NonDeterministic\w{0,20}(?:Error|Exception)/,
        /nondeterministic workflow(?: definition)?/i,
      ],
    },
    rootCause: "The workflow's code was changed so that its replay differs from its recorded history",
    explanation:
      "Temporal rebuilds a running workflow by replaying its history through the code; both must issue the same commands in the same order.",
    checks: [
      "What was deployed since the workflow started, and calls to time, random numbers or I/O in workflow code",
    ],
    fixes: [
      "Deploy the old code for running workflows, or branch with patching (`GetVersion`, `patched`)",
      "Reset or restart the workflow if its state is not needed",
    ],
    docs: ["https://docs.temporal.io/workflow-definition"],
  },
  {
    id: "temporal/not-registered",
    title: "Workflow or activity not registered on the worker",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /unable to find (?:workflow|activity|activityType|workflow type)[:=]? ?(?<name>[\w.-]{1,120})\. Supported types/i,
        /(?:Activity function|Workflow class) (?<name>[\w.-]{1,120}) is not registered on this worker/,
        /unable to find activityType=(?<name>[\w.-]{1,120})/,
      ],
    },
    rootCause: "The Temporal worker does not know `{name}`",
    explanation:
      "The worker that polled the task queue was started without this workflow or activity: an old deployment, another name, or a worker of another application on the same queue.",
    checks: ["Which workers poll the task queue, and what they register"],
    fixes: [
      "Register `{name}` on the worker and deploy it",
      "Use a task queue of its own for each set of workers",
    ],
  },
];
