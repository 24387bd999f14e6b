import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Exit codes that say what ended a process. */
export const exitCodeSignatures: Signature[] = [
  {
    id: "os/exit-137",
    title: "Exit code 137: killed",
    category: "resource_exhausted",
    alternatives: ["infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /(?:exit(?:ed)?(?: with)?(?: a)?(?: non-zero)?(?: return| exit)?(?: status| code)+|return(?:ed)? code|'StatusCode'|exitCode|exit_code|status)['"]?[ :=]{1,3}(?:a non-zero )?137\b/i,
        /(?:exit|return|status) code 137\b/,
        /Exit status: 137/,
      ],
      not: [/OOMKilled|oom_killed|[Ll]ost executor|ExecutorLost/],
    },
    rootCause: "The process was killed (exit code 137), most likely for using too much memory",
    explanation:
      "137 is 128 + 9: the process got SIGKILL. The memory limit of the container, or the kernel when the machine is full, does that; so does a forced stop.",
    checks: [
      "Whether the container shows `OOMKilled`, and its memory limit",
      "Whether somebody or the platform stopped it",
    ],
    fixes: ["Raise the memory limit, or let the job use less"],
  },
  {
    id: "os/exit-143",
    title: "Exit code 143: stopped with SIGTERM",
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
    rootCause: "The process was stopped from outside (exit code 143, SIGTERM)",
    explanation:
      "143 is 128 + 15: something asked the process to end, such as a shutdown of the node, a scale-down, or an operator.",
    checks: ["What stopped the container or node at that time"],
    fixes: ["Run it again; protect long jobs from scale-down"],
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
      ],
    },
    rootCause: "The process crashed with a segmentation fault",
    explanation:
      "Native code (a compiled package or driver) accessed memory it may not. Versions of compiled packages that do not fit together are the usual reason.",
    checks: ["Which compiled package ran at that moment (`python -X faulthandler`), and what was upgraded"],
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
      "130 is 128 + 2: the process got an interrupt, by hand or because the process that started it was ended.",
    checks: ["Who or what ended the worker at that time"],
    fixes: ["Run it again"],
  },
  {
    id: "os/exit-126",
    title: "Exit code 126: not executable",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "strong",
    transience: "permanent",
    match: { message: [/(?:exit|return|status) ?(?:code|status)?['"]?[ :=]{1,3}126\b/i] },
    rootCause: "The command was found but may not be executed (exit code 126)",
    explanation: "The file lacks the execute permission, or its interpreter does not exist.",
    checks: ["Mode of the file and its first line"],
    fixes: ["`chmod +x` in the image or repository, or call it through its interpreter"],
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
      "The shell could not find a program it was told to run; it usually prints the name just before.",
    checks: ["The line above that names the program, and what the image has installed"],
    fixes: ["Install the program in the image, or use its full path"],
  },
];
