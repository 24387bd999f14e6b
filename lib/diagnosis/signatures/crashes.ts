import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Processes that a signal ended, as servers, process pools and shells report it. */
export const crashSignatures: Signature[] = [
  {
    id: "postgres/server-process-crashed",
    title: "PostgreSQL server process crashed",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "code_bug"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /server process \(PID \d{1,10}\) was terminated by signal (?<signal>6|7|11)\b(?:[^\n]{0,40}\n[^\n]{0,60}Failed process was running: (?<statement>[^\n]{1,120}))?/,
        /server process \(PID \d{1,10}\) was terminated by exception (?<signal>0x[0-9A-Fa-f]{8})(?:[^\n]{0,40}\n[^\n]{0,60}Failed process was running: (?<statement>[^\n]{1,120}))?/,
      ],
    },
    rootCause:
      "A database server process crashed (signal or exception {signal})[[ while running `{statement}`]]",
    explanation:
      "Signal 11 or exception 0xC0000005 is a segmentation fault, usually in an extension or a bug of the server; 6 means that the server stopped itself (PANIC, failed assertion), 7 a bad memory page or a full `/dev/shm`. The server then closes all connections and recovers.",
    checks: [
      "The server's log just before: the statement, PANIC lines, the extensions in use",
      "Core dumps and kernel messages (`dmesg`) on the server",
    ],
    fixes: [
      "Run the job again once the server has recovered; if[[ `{statement}`]] the same statement crashes it again, avoid it or the extension it uses",
      "In a container raise `--shm-size` if the signal is 7 (bus error)",
      "Upgrade PostgreSQL and its extensions to the latest minor version",
    ],
    docs: ["https://www.postgresql.org/docs/current/app-postgres.html"],
  },
  {
    id: "os/process-killed",
    title: "Process killed with SIGKILL",
    category: "resource_exhausted",
    alternatives: ["infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /(?:died with|terminated by|killed by|exited with) <Signals\.SIGKILL: 9>/,
        /(?:was )?(?:terminated|killed) (?:by|with) signal:? (?:9\b|SIGKILL)/,
        /was sent SIGKILL! Perhaps out of memory\?/,
        /code=killed, status=9\/KILL/,
        /The exit codes of the workers are \{[^}\n]{0,60}SIGKILL\(-9\)/,
        /^Killed$/m,
      ],
      not: [/server process \(PID/],
      names: [
        /Command '\[["'](?<program>[^"'\n]{1,120})["'][^\n]{0,2000}?\]' died with/,
        /Command '(?<command>[^[\n][^\n]{1,120}?)' died with/,
        /Worker \(pid:(?<pid>\d{1,10})\) was sent SIGKILL/,
        /(?<unit>[\w@.-]{2,80}\.service): Main process exited/,
      ],
    },
    rootCause:
      "The process[[ `{program}`]][[ `{command}`]][[ of `{unit}`]] was killed with SIGKILL, most likely because memory ran out",
    explanation:
      "SIGKILL comes from outside: the kernel's out-of-memory killer or the container's limit in most cases, sometimes an operator or a scheduler. The process could not log anything.",
    checks: [
      "Kernel messages (`dmesg -T | grep -i oom`) or the container's OOM events at that time",
      "Memory of earlier runs against the limit",
    ],
    fixes: [
      "Look for the kill in the kernel log (`dmesg -T | grep -i 'killed process'`) or in `kubectl describe pod` (OOMKilled), then raise the memory limit",
      "Process the data in smaller chunks, or run fewer workers at once",
      "If nothing shows an out-of-memory kill, find who or what stopped the process",
    ],
  },
  {
    id: "python/process-pool-broken",
    title: "A worker of the process pool died",
    category: "resource_exhausted",
    alternatives: ["code_bug", "infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /A process in the process pool was terminated abruptly while the future was running or pending/,
        /A child process terminated abruptly, the process pool is not usable anymore/,
        /A worker process managed by the executor was unexpectedly terminated/,
      ],
      not: [/SIGKILL\(-9\)/],
    },
    rootCause:
      "A worker process of the pool died without an exception, most likely because memory ran out or native code crashed",
    explanation:
      "The pool noticed that a child process was gone: killed by the out-of-memory killer, crashed in a compiled package, or ended by `os._exit`. The real reason is in the child's output or the kernel log.",
    checks: [
      "Kernel messages and the container's memory at that time",
      "Whether one input always kills the worker (`max_workers=1`)",
    ],
    fixes: [
      "Look for an out-of-memory kill (`dmesg -T | grep -i 'killed process'`, OOMKilled of the pod) and use fewer workers (`max_workers`, `n_jobs`) or smaller chunks",
      "Run with `max_workers=1` and `python -X faulthandler` to find an input or compiled package that crashes, and upgrade that package",
    ],
    docs: ["https://docs.python.org/3/library/concurrent.futures.html"],
  },
  {
    id: "php/memory-limit",
    title: "PHP reached its memory limit",
    category: "resource_exhausted",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Allowed memory size of (?<bytes>\d{4,15}) bytes exhausted \(tried to allocate (?<wanted>\d{1,15}) bytes\)(?: in (?<file>\/[^\n]{1,300}?) on line (?<line>\d{1,7}))?/,
      ],
    },
    rootCause: "The PHP process reached its memory limit of {bytes} bytes",
    explanation:
      "`memory_limit` bounds each PHP process; the error is fatal, so the job ends at once and cannot report it. Usual reasons: a whole file or result set in memory, or models and logs kept in a loop.",
    checks: [
      "How much data the job read this time",
      "`php -i | grep memory_limit` for the command line, which has its own `php.ini`",
    ],
    fixes: [
      "Read in portions: generators, `chunkById`, `XMLReader` or a streaming parser instead of loading everything",
      "Raise the limit for this job: `php -d memory_limit=2G …`, within the container's memory",
    ],
  },
];
