import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const operatingSystemCommandExamples: SignatureExamples = {
  "os/exec-format": {
    examples: [
      { text: "OSError: [Errno 8] Exec format error: '/app/run.sh'" },
      { text: "exec /usr/local/bin/python: exec format error" },
    ],
    nearMisses: [{ text: "error: format of the date is wrong" }],
  },
  "os/command-not-found": {
    examples: [
      { text: "/usr/bin/bash: line 1: dbt: command not found", captures: { program: "dbt" } },
      { text: "/bin/sh: 1: aws: not found", captures: { program: "aws" } },
      { text: "/bin/bash: línea 1: dbt: orden no encontrada", captures: { program: "dbt" } },
      { text: "/tmp/job.sh: Zeile 3: dbt: Kommando nicht gefunden.", captures: { program: "dbt" } },
      { text: "bash: dbt : commande introuvable", captures: { program: "dbt" } },
    ],
    nearMisses: [{ text: "HTTP 404: page not found" }],
  },
  "os/program-missing": {
    examples: [
      {
        text: "FileNotFoundError: [Errno 2] No such file or directory: 'gsutil'",
        frames: ["/usr/lib/python3.11/subprocess.py"],
        captures: { program: "gsutil" },
      },
    ],
    nearMisses: [
      {
        text: "FileNotFoundError: [Errno 2] No such file or directory: 'orders.csv'",
        frames: ["/app/load.py"],
      },
    ],
  },
  "os/sudo": {
    examples: [{ text: "sudo: a password is required" }],
    nearMisses: [{ text: "sudo apt-get update" }],
  },
};
