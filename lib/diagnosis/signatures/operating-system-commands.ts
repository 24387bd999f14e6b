import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Programs that the operating system cannot start. */
export const operatingSystemCommandSignatures: Signature[] = [
  {
    id: "os/exec-format",
    title: "Wrong CPU architecture or missing interpreter line",
    category: "missing_dependency",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\bexec (?<program>\/[^\s:]{1,200}): exec format error/,
        /[Ee]xec format error(?:: ?'(?<program>[^'\n]{1,200}))?/,
        /\[Errno 8\]/,
      ],
    },
    rootCause:
      "The program[[ `{program}`]] cannot run on this machine: it was built for another CPU architecture, or is a script without a `#!` line",
    explanation:
      "An image or binary for arm64 was started on amd64 or vice versa, or a script lacks its `#!` line.",
    checks: [
      "`uname -m` on the node against the image's architecture (`docker inspect IMAGE`)",
      "The first line of the script (`head -1`)",
    ],
    fixes: [
      "Build the image for the node's platform: `docker buildx build --platform linux/amd64`",
      "For a script, add `#!/bin/sh` (or bash, python) as its first line",
    ],
  },
  {
    id: "os/command-not-found",
    title: "Command not found",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?:bash|sh|zsh|dash)(?:: line \d+)?: (?:\d+: )?(?<program>[\w./-]{1,100}): (?:command )?not found/,
        /(?<program>\b[\w.-]{1,60}): command not found/,
        /executable file not found in \$PATH/,
        /exec: "(?<program>[^"\n]{1,100})": executable file not found/,
        /\b(?<program>[\w.-]{1,60})\s?: (?:orden no encontrada|comando não encontrado|commande introuvable|Kommando nicht gefunden|comando non trovato|команда не найдена|未找到命令|コマンドが見つかりません|명령어를 찾을 수 없음|nie znaleziono polecenia)/,
      ],
      not: [/: (?:source|declare|shopt|pushd): not found/],
    },
    rootCause: "The command[[ `{program}`]] is not installed where the task runs, or is not on the PATH",
    explanation: "The shell found no program by that name (exit code 127).",
    checks: ["On the worker: `command -v[[ {program}]]`, `echo $PATH` as the task's user"],
    fixes: [
      "Install it[[ (`{program}`)]] in the image or virtual environment of the task",
      "If it is installed, call it by its full path or add its folder to PATH",
    ],
  },
  {
    id: "os/program-missing",
    title: "Program not found",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /FileNotFoundError: \[Errno 2\] No such file or directory: '(?<program>[a-z][\w.+-]{1,40})'$/m,
      ],
      frames: ["/subprocess.py"],
    },
    rootCause: "The program `{program}` is not installed where the task runs",
    explanation: "`subprocess` could not start it: no such program on the PATH.",
    checks: ["Whether the worker's image has `{program}`"],
    fixes: [
      "Install `{program}` in the task's image",
      "If it is there, call it by its full path or add its folder to PATH",
    ],
  },
  {
    id: "os/sudo",
    title: "sudo requires a password",
    category: "auth_permission",
    alternatives: ["code_bug", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /sudo: (?:a password is required|a terminal is required|no tty present)/,
        /is not in the sudoers file/,
      ],
    },
    rootCause: "The command uses `sudo`, which prompts for a password that no one can enter",
    explanation:
      "Tasks run without a terminal; sudo needs a passwordless rule for that user, and is rarely needed at all.",
    checks: ["Why the command needs root"],
    fixes: [
      "Drop `sudo` and give the task's user the permission that the command needs (file owner, group, capability)",
      "Or allow exactly this command: a `NOPASSWD:` line in `/etc/sudoers.d/` (`visudo`)",
    ],
  },
];
