import type { Signature } from "@/lib/diagnosis/signatures/signature";

const SACCT = "https://slurm.schedmd.com/sacct.html";
const SBATCH = "https://slurm.schedmd.com/sbatch.html";

/** Slurm: why a batch job was ended or not accepted. */
export const slurmSignatures: Signature[] = [
  {
    id: "slurm/out-of-memory",
    title: "Slurm killed the job for its memory use",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /slurmstepd: error: Detected (?<count>\d{1,6}) oom[-_]kill event(?:s|\(s\))? in (?:StepId=|step )(?<step>[\w.+]{1,60})/,
        /Detected (?<count>\d{1,6}) oom[-_]kill event(?:s|\(s\))? in (?:StepId=|step )(?<step>[\w.+]{1,60})/,
        /(?:srun|slurmstepd): error: (?<node>[\w.-]{1,80}): tasks? [\d,-]{1,40}: Out Of Memory/,
        /slurmstepd: error: Job (?<step>\d{1,12}) exceeded memory limit/,
        /\bOUT_OF_ME(?:MORY|\+)/,
      ],
    },
    rootCause:
      "The Slurm job[[ step `{step}`]] used more memory than it asked for and was killed[[ on `{node}`]]",
    explanation:
      "The memory limit is that of `--mem` or `--mem-per-cpu`, or the partition's default if neither is given. Files in a memory-based `/tmp` count. `sacct` samples, so a short peak may not show.",
    checks: [
      "`seff JOBID`, or `sacct -j JOBID -o JobID,ReqMem,MaxRSS,State`",
      "Whether the input was larger than usual",
    ],
    fixes: [
      "Ask for more: `#SBATCH --mem=…`, about a fifth above the peak",
      "Use less: fewer worker processes, smaller chunks",
    ],
    docs: [SACCT],
  },
  {
    id: "slurm/time-limit",
    title: "Slurm ended the job at its time limit",
    category: "resource_exhausted",
    alternatives: ["configuration", "network_timeout"],
    strength: "certain",
    transience: "unknown",
    match: {
      message: [
        /(?:JOB|STEP) (?<job>[\d._+a-z]{1,60})(?: ON (?<node>[\w.-]{1,80}))? CANCELLED AT (?<at>[\d:T-]{10,30}) DUE TO TIME LIMIT/,
        /error: Job step aborted: Waiting up to \d{1,5} seconds for job step to finish[^\n]{0,60}TIME LIMIT/,
      ],
    },
    rootCause: "Slurm cancelled job `{job}`[[ on `{node}`]][[ at {at}]] because its time limit was over",
    explanation:
      "The limit is `--time`, or the partition's default. Either the job needs longer than it asked for, or it hung; what it wrote last shows which.",
    checks: [
      "The last output of the job, with its time",
      "`sacct -j JOBID -o Elapsed,Timelimit,State`, against earlier runs",
    ],
    fixes: [
      "Ask for more: `#SBATCH --time=…`, or a partition with a longer limit",
      "Write checkpoints (`--signal=B:USR1@300`) and continue from them",
      "Find what it waited for if it normally takes far less",
    ],
    docs: [SBATCH],
  },
  {
    id: "slurm/preempted",
    title: "Slurm preempted the job",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /(?:JOB|STEP) (?<job>[\d._+a-z]{1,60})(?: ON (?<node>[\w.-]{1,80}))? CANCELLED AT (?<at>[\d:T-]{10,30}) DUE TO PREEMPTION/,
      ],
    },
    rootCause: "Slurm ended job `{job}`[[ on `{node}`]] to make room for one with higher priority",
    explanation:
      "Jobs in preemptible partitions or with a low QOS give way; the job itself did nothing wrong.",
    checks: ["Partition and QOS of the job (`scontrol show partition`, `sacctmgr show qos`)"],
    fixes: [
      "Resubmit it with `--requeue`, and resume from a checkpoint",
      "Use a partition or QOS that is not preempted",
    ],
    docs: ["https://slurm.schedmd.com/preempt.html"],
  },
  {
    id: "slurm/node-failed",
    title: "Slurm: node of the job failed",
    category: "infrastructure",
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /(?:JOB|STEP) (?<job>[\d._+a-z]{1,60})(?: ON (?<node>[\w.-]{1,80}))? CANCELLED AT (?<at>[\d:T-]{10,30}) DUE TO NODE FAILURE/,
        /error: Node failure on (?<node>[\w.[\],-]{1,120})/,
      ],
    },
    rootCause: "A node[[ (`{node}`)]] failed while the Slurm job[[ `{job}`]] ran",
    explanation:
      "The controller lost the node: a crash, a reboot, the network, or a job that exhausted the node's memory.",
    checks: [
      "`sinfo -R` and `scontrol show node NODE`",
      "Whether the same job takes down each node it runs on",
    ],
    fixes: [
      "Submit again, with `--exclude=NODE` until it is repaired; `--requeue` does so on its own",
      "Report the node to the cluster's administrators",
    ],
    docs: [SACCT],
  },
  {
    id: "slurm/cancelled",
    title: "Slurm job was cancelled",
    category: "infrastructure",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "unknown",
    match: {
      message: [
        /(?:JOB|STEP) (?<job>[\d._+a-z]{1,60})(?: ON (?<node>[\w.-]{1,80}))? CANCELLED AT (?<at>[\d:T-]{10,30})/,
      ],
      not: [/DUE TO/],
    },
    rootCause: "Somebody or something cancelled Slurm job `{job}`[[ at {at}]]",
    explanation:
      "Without a reason after the time it was `scancel`: a user, an administrator, a workflow manager, or a failed task of the same step with `--kill-on-bad-exit`.",
    checks: [
      "`sacct -j JOBID -o State%40`: `CANCELLED by UID` names who",
      "An earlier error of another task",
    ],
    fixes: ["Submit it again if the cancellation was a mistake", "Fix the task that failed first"],
    docs: [SACCT],
  },
  {
    id: "slurm/submission-rejected",
    title: "Slurm did not accept the job",
    category: "configuration",
    alternatives: ["auth_permission", "resource_exhausted"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?:Batch job submission failed|Unable to allocate resources): (?<reason>(?:Invalid|Requested|Job violates|More processors|Memory specification|Access|User|Unable to satisfy)[^\n]{3,160})/,
        /(?:sbatch|srun|salloc): error: (?<reason>invalid partition specified: [^\n]{1,80})/,
      ],
    },
    rootCause: "Slurm rejected the job: {reason}",
    explanation:
      "The partition, account or QOS does not exist or is not the user's, or no node of the partition can give what was asked for. `Job violates accounting/QOS policy` means a limit on jobs, size or time.",
    checks: [
      "`sinfo -o '%P %l %c %m %G'` for what partitions offer",
      "`sacctmgr show assoc user=$USER` for accounts and QOS",
    ],
    fixes: [
      "Correct `--partition`, `--account` and `--qos`",
      "Ask for less memory, cores, GPUs or time per node",
      "Wait or cancel other jobs if a limit on their number is reached",
    ],
    docs: [SBATCH],
  },
  {
    id: "slurm/controller-unreachable",
    title: "Slurm controller did not respond",
    category: "infrastructure",
    alternatives: ["network_timeout"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Unable to contact slurm controller/i,
        /(?:sbatch|srun|squeue|sacct|scontrol|slurm_\w{3,40})[^\n]{0,30}: error: [^\n]{0,60}(?<reason>Socket timed out on send\/recv operation)/,
        /(?:Batch job submission failed|slurm_load_jobs error): (?<reason>Socket timed out on send\/recv operation|Unable to contact slurm controller[^\n]{0,40})/,
      ],
    },
    rootCause: "The Slurm controller (`slurmctld`) did not respond[[: {reason}]]",
    explanation:
      "It is down, restarting, or overloaded, often by scripts that call `squeue` or `sbatch` in a loop.",
    checks: [
      "`scontrol ping`",
      "Whether the job was accepted all the same (`squeue --me`), before it is sent again",
    ],
    fixes: [
      "Submit again after a while, with backoff",
      "Use job arrays instead of many `sbatch` calls, and poll seldom",
    ],
    docs: ["https://slurm.schedmd.com/troubleshoot.html"],
  },
];
