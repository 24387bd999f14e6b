import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const crashExamples: SignatureExamples = {
  "postgres/server-process-crashed": {
    examples: [
      {
        text: "LOG:  server process (PID 4711) was terminated by signal 11: Segmentation fault\nDETAIL:  Failed process was running: REFRESH MATERIALIZED VIEW sales_daily",
        captures: { signal: "11", statement: "REFRESH MATERIALIZED VIEW sales_daily" },
      },
      {
        text: "LOG:  server process (PID 4711) was terminated by signal 6: Aborted",
        captures: { signal: "6" },
      },
      {
        text: "LOG:  server process (PID 4711) was terminated by exception 0xC0000005",
        captures: { signal: "0xC0000005" },
      },
    ],
    nearMisses: [{ text: "LOG:  server process (PID 4711) was terminated by signal 9: Killed" }],
  },
  "os/process-killed": {
    examples: [
      {
        text: "subprocess.CalledProcessError: Command '['dbt', 'run']' died with <Signals.SIGKILL: 9>.",
        captures: { program: "dbt" },
      },
      {
        text: "subprocess.CalledProcessError: Command 'sort -u big.csv' died with <Signals.SIGKILL: 9>.",
        captures: { command: "sort -u big.csv" },
      },
      {
        text: "[2026-03-04 05:06:07 +0000] [1] [ERROR] Worker (pid:12) was sent SIGKILL! Perhaps out of memory?",
      },
      { text: "loader.service: Main process exited, code=killed, status=9/KILL" },
      { text: "distributed.nanny - WARNING - Worker process 88 was killed by signal 9" },
    ],
    nearMisses: [
      { text: "LOG:  server process (PID 4711) was terminated by signal 9: Killed" },
      { text: "Process 88 was killed by signal 15" },
    ],
  },
  "python/process-pool-broken": {
    examples: [
      {
        text: "concurrent.futures.process.BrokenProcessPool: A process in the process pool was terminated abruptly while the future was running or pending.",
      },
      {
        text: "joblib.externals.loky.process_executor.TerminatedWorkerError: A worker process managed by the executor was unexpectedly terminated. This could be caused by a segmentation fault while calling the function or by an excessive memory usage causing the Operating System to kill the worker.",
      },
    ],
    nearMisses: [{ text: "concurrent.futures._base.CancelledError" }],
  },
  "php/memory-limit": {
    examples: [
      {
        text: "PHP Fatal error:  Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes) in /srv/crates/import.php on line 12",
        captures: { bytes: "134217728", file: "/srv/crates/import.php" },
      },
    ],
    nearMisses: [{ text: "PHP Fatal error:  Maximum execution time of 30 seconds exceeded" }],
  },
};
