import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Exit codes that show what ended a process. */
export const exitCodeSignatures: Signature[] = [
  {
    id: "os/exit-137",
    title: "Exit code 137: killed",
    category: "resource_exhausted",
    alternatives: ["infrastructure"],
    strength: "strong",
    transience: "unknown",
    match: {
      message: [
        /(?:exit(?:ed)?(?: with)?(?: a)?(?: non-zero)?(?: return| exit)?(?: status| code)+|return(?:ed)? code|'StatusCode'|exitCode|exit_code|status)['"]?[ :=]{1,3}(?:a non-zero )?137\b/i,
        /(?:exit|return|status) code 137\b/,
        /Exit status: 137/,
      ],
      not: [/OOMKilled|oom_killed|[Ll]ost executor|ExecutorLost/],
    },
    rootCause: "The process was killed (exit code 137), most likely out of memory",
    explanation:
      "137 is 128 + 9: the process got SIGKILL, sent by the container's memory limit, by the kernel when the machine runs out of memory, or by a forced stop.",
    checks: [
      "Whether the container was `OOMKilled`, and its memory limit",
      "Whether a person or the platform stopped it",
    ],
    fixes: [
      "Check for an out-of-memory kill (`kubectl describe pod`: OOMKilled, `docker inspect`, `dmesg -T`), then raise the memory limit",
      "Make the job use less: smaller chunks, fewer workers at once",
      "If there was no such kill, find who or what stopped it (a deadline, an eviction, an operator)",
    ],
  },
  {
    id: "os/exit-143",
    title: "Exit code 143: terminated (SIGTERM)",
    category: "infrastructure",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /(?:exit|return|status) ?(?:code|status)?['"]?[ :=]{1,3}143\b/i,
        /Negsignal\.SIGTERM/,
        /return code -15\b/,
      ],
    },
    rootCause: "The process was terminated from outside (exit code 143, SIGTERM)",
    explanation:
      "143 is 128 + 15: something asked the process to stop, such as a node shutdown, a scale-down or an operator.",
    checks: ["What stopped the container or node at that time"],
    fixes: [
      "Run it again once the cause of the stop is over (node drain, scale-down, deployment, deadline)",
      'Protect long jobs: on-demand nodes, `cluster-autoscaler.kubernetes.io/safe-to-evict: "false"`, a longer `terminationGracePeriodSeconds`',
    ],
  },
  {
    id: "os/exit-139",
    title: "Exit code 139: segmentation fault",
    category: "code_bug",
    alternatives: ["missing_dependency", "infrastructure"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /(?:exit|return|status) ?(?:code|status)?['"]?[ :=]{1,3}139\b/i,
        /Segmentation fault/,
        /Negsignal\.SIGSEGV/,
        /return code -11\b/,
        /SIGSEGV/,
        /(?:was terminated by|killed by|died with|terminated with) (?:signal |<Signals\.)(?:11\b|SIGSEGV)/,
        /(?:Violación de segmento|Falha de segmentação|Erreur de segmentation|Speicherzugriffsfehler|Errore di segmentazione|Ошибка сегментирования|Naruszenie ochrony pamięci)/,
      ],
      not: [/nil pointer dereference|goroutine \d/],
      names: [/Command '?\[?(?<command>[^\n]{2,120}?)\]?'? died with/],
    },
    rootCause: "The process crashed with a segmentation fault",
    explanation:
      "Native code (a compiled package or driver) accessed memory it may not. Incompatible versions of compiled packages are the usual cause.",
    checks: ["Which compiled package was running (`python -X faulthandler`), and what was upgraded"],
    fixes: [
      "Run it with `python -X faulthandler` (or `gdb`, `catchsegv`) to see which compiled package crashes",
      "Pin or upgrade that package so that it fits the other packages and the Python version, and rebuild the image",
    ],
  },
  {
    id: "os/exit-130",
    title: "Exit code 130: interrupted",
    category: "infrastructure",
    alternatives: ["configuration", "code_bug"],
    strength: "strong",
    transience: "transient",
    match: { message: [/(?:exit|return|status) ?(?:code|status)?['"]?[ :=]{1,3}130\b/i] },
    rootCause: "The command was interrupted (exit code 130, SIGINT)",
    explanation:
      "130 is 128 + 2: the process was interrupted, by hand or because its parent process was stopped.",
    checks: ["Who or what stopped the worker at that time"],
    fixes: ["Rerun it"],
  },
  {
    id: "os/exit-126",
    title: "Exit code 126: not executable",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [/(?:exit|return|status) ?(?:code|status)?['"]?[ :=]{1,3}126\b/i],
      namesAnywhere: [
        /(?:line \d{1,6}: |sh: (?:\d{1,4}: )?)(?<program>[\w./-]{1,200}): Permission denied/,
        /(?<program>[\w./-]{1,200}): (?:cannot execute|bad interpreter)/,
      ],
    },
    rootCause: "The command[[ `{program}`]] is there but cannot be executed (exit code 126)",
    explanation: "The file has no execute permission, or its interpreter does not exist.",
    checks: ["The file's mode and its first line"],
    fixes: [
      "Make the file[[ `{program}`]] executable in the repository or image (`chmod +x`, `git update-index --chmod=+x`)",
      "Run it through its interpreter (`bash FILE`, `python FILE`), and correct its first line",
    ],
  },
  {
    id: "os/exit-127",
    title: "Exit code 127: command not found",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [/(?:exit|return|status) ?(?:code|status)?['"]?[ :=]{1,3}127\b/i],
      namesAnywhere: [
        /(?:line \d{1,6}: |sh: (?:\d{1,4}: )?)(?<program>[\w./-]{1,120}): (?:command )?not found/,
        /executable file not found in \$PATH[^\n]{0,40}?: ?"?(?<program>[\w./-]{1,120})/,
      ],
    },
    rootCause: "The command[[ `{program}`]] was not found (exit code 127)",
    explanation:
      "The shell could not find a program it was asked to run; it usually prints the name just before.",
    checks: ["The line above that names the program, and what is installed in the image"],
    fixes: [
      "Install the program[[ `{program}`]] in the image, or call it with its full path",
      "Correct the name or `PATH` of the task",
    ],
  },
];
