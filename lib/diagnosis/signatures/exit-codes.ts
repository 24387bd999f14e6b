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
    fixes: ["Raise the memory limit, or make the job use less"],
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
    fixes: ["Rerun it; protect long jobs from scale-down"],
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
    },
    rootCause: "The process crashed with a segmentation fault",
    explanation:
      "Native code (a compiled package or driver) accessed memory it may not. Incompatible versions of compiled packages are the usual cause.",
    checks: ["Which compiled package was running (`python -X faulthandler`), and what was upgraded"],
    fixes: ["Pin or upgrade the compiled package; rebuild the image"],
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
    match: { message: [/(?:exit|return|status) ?(?:code|status)?['"]?[ :=]{1,3}126\b/i] },
    rootCause: "The command was found but is not executable (exit code 126)",
    explanation: "The file has no execute permission, or its interpreter does not exist.",
    checks: ["The file's mode and its first line"],
    fixes: ["`chmod +x` in the image or repository, or run it through its interpreter"],
  },
  {
    id: "os/exit-127",
    title: "Exit code 127: command not found",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "permanent",
    match: { message: [/(?:exit|return|status) ?(?:code|status)?['"]?[ :=]{1,3}127\b/i] },
    rootCause: "A command was not found (exit code 127)",
    explanation:
      "The shell could not find a program it was asked to run; it usually prints the name just before.",
    checks: ["The line above that names the program, and what is installed in the image"],
    fixes: ["Install the program in the image, or use its full path"],
  },
];
