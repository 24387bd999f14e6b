import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const exitCodeExamples: SignatureExamples = {
  "os/exit-137": {
    examples: [
      { text: "Bash command failed. The command returned a non-zero exit code 137." },
      { text: "Container exited with code: 137" },
      { text: "docker container failed: {'StatusCode': 137}" },
    ],
    nearMisses: [{ text: "exit code 1371" }, { text: "Command exited with return code 1" }],
  },
  "os/exit-143": {
    examples: [
      { text: "Command exited with return code 143" },
      { text: "Task exited with return code Negsignal.SIGTERM" },
    ],
    nearMisses: [{ text: "exit code 1" }],
  },
  "os/exit-139": {
    examples: [
      { text: "Segmentation fault (core dumped)" },
      { text: "Command exited with return code 139" },
      { text: "Command '['python', 'load.py']' died with <Signals.SIGSEGV: 11>." },
      { text: "/tmp/job.sh: línea 3: 88 Violación de segmento" },
    ],
    nearMisses: [{ text: "segment 139 loaded" }],
  },
  "os/exit-130": {
    examples: [{ text: "Command exited with return code 130" }],
    nearMisses: [{ text: "Command exited with return code 1" }],
  },
  "os/exit-126": {
    examples: [{ text: "Command exited with return code 126" }],
    nearMisses: [{ text: "Command exited with return code 1" }],
  },
  "os/exit-127": {
    examples: [
      {
        text: "Command exited with return code 127",
        around: "/tmp/job.sh: line 3: psql: command not found",
        captures: { program: "psql" },
      },
      { text: "Command exited with return code 127" },
    ],
    nearMisses: [{ text: "Command exited with return code 12" }],
  },
};
