import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const commandLineExamples: SignatureExamples = {
  "archive/missing": {
    examples: [
      {
        text: "tar: crates.tar.gz: Cannot open: No such file or directory",
        captures: { file: "crates.tar.gz" },
      },
      { text: "unzip:  cannot find or open crates.zip, crates.zip.zip or crates.zip.ZIP." },
    ],
    nearMisses: [{ text: "tar: Removing leading `/' from member names" }],
  },
  "archive/damaged": {
    examples: [
      { text: "gzip: crates.csv.gz: not in gzip format", captures: { file: "crates.csv.gz" } },
      { text: "tar: This does not look like a tar archive" },
    ],
    nearMisses: [{ text: "gzip: crates.csv already exists; do you wish to overwrite" }],
  },
  "jvm/main-class": {
    examples: [
      {
        text: "Error: Could not find or load main class com.harbour.Ship",
        captures: { name: "com.harbour.Ship" },
      },
      { text: "Error: Failed to load class com.harbour.Ship.", captures: { name: "com.harbour.Ship" } },
      {
        text: "Error: Unable to access jarfile /opt/jobs/ship.jar",
        captures: { name: "/opt/jobs/ship.jar" },
      },
    ],
    nearMisses: [{ text: "java.lang.ClassNotFoundException: com.harbour.Ship" }],
  },
  "r/package-missing": {
    examples: [
      {
        text: "Error in library(crates) : there is no package called ‘crates’",
        captures: { package: "crates" },
      },
    ],
    nearMisses: [{ text: "Loading required package: crates" }],
  },
  "r/object-not-found": {
    examples: [
      { text: "Error in eval(expr) : object 'crates' not found", captures: { name: "crates" } },
      { text: 'Error in ship(x) : could not find function "ship"', captures: { name: "ship" } },
    ],
    nearMisses: [{ text: "object 'crates' found in the harbour" }],
  },
  "r/undefined-columns": {
    examples: [
      {
        text: 'Error in `[.data.frame`(df, , "weight") : undefined columns selected',
        captures: { column: "weight" },
      },
      { text: "Error in `select()`:\n! Can't select columns that don't exist." },
    ],
    nearMisses: [{ text: "12 columns selected" }],
  },
  "script/module-missing": {
    examples: [
      {
        text: "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'pg' imported from /app/index.mjs",
        captures: { module: "pg" },
      },
      {
        text: "Could not find nokogiri-1.15.4 in any of the sources\nRun `bundle install` to install missing gems.",
        captures: { module: "nokogiri-1.15.4" },
      },
      { text: "Error: Cannot find module 'axios'", captures: { module: "axios" } },
      {
        text: "Can't locate DBI.pm in @INC (you may need to install the DBI module) (@INC contains: /etc/perl)",
        captures: { module: "DBI.pm" },
      },
    ],
    nearMisses: [{ text: "Cannot find crates" }],
  },
  "rsync/failed": {
    examples: [
      { text: "rsync: connection unexpectedly closed (0 bytes received so far) [sender]" },
      { text: "rsync error: error in rsync protocol data stream (code 12) at io.c(228) [sender=3.2.7]" },
    ],
    nearMisses: [
      {
        text: "rsync error: some files/attrs were not transferred (see previous errors) (code 23) at main.c(1330)",
      },
    ],
  },
  "rsync/some-not-transferred": {
    examples: [
      {
        text: "rsync error: some files/attrs were not transferred (see previous errors) (code 23) at main.c(1330) [sender=3.2.7]",
      },
    ],
    nearMisses: [{ text: "rsync: connection unexpectedly closed (0 bytes received so far) [sender]" }],
  },
  "postgres/dump-version": {
    examples: [
      {
        text: "pg_dump: error: server version: 16.1; pg_dump version: 14.9\npg_dump: error: aborting because of server version mismatch",
        captures: { server: "16.1", client: "14.9" },
      },
      {
        text: "pg_dump: error: aborting because of server version mismatch\npg_dump: detail: server version: 16.6 (Debian 16.6-1.pgdg120+1); pg_dump version: 14.9 (Debian 14.9-0+deb11u1)",
        captures: { server: "16.6", client: "14.9" },
      },
    ],
    nearMisses: [
      { text: "server version: 16.1" },
      { text: "psycopg2.OperationalError: SCRAM authentication requires libpq version 10 or above" },
    ],
  },
  "kubernetes/no-such-kind": {
    examples: [
      {
        text: 'error: unable to recognize "job.yaml": no matches for kind "Job" in version "batch/v2"',
        captures: { kind: "Job", version: "batch/v2" },
      },
    ],
    nearMisses: [{ text: "no matches for crates in version 2" }],
  },
  "spark/no-resources-accepted": {
    examples: [
      {
        text: "WARN TaskSchedulerImpl: Initial job has not accepted any resources; check your cluster UI to ensure that workers are registered and have sufficient resources",
      },
    ],
    nearMisses: [{ text: "INFO TaskSchedulerImpl: Adding task set 0.0 with 2 tasks resource profile 0" }],
  },
  "shell/windows-line-ends": {
    examples: [
      {
        text: "bash: ./crates.sh: /bin/bash^M: bad interpreter: No such file or directory",
        captures: { program: "/bin/bash", file: "./crates.sh" },
      },
      { text: "/usr/bin/env: 'python\\r': No such file or directory", captures: { program: "python" } },
      { text: "./crates.sh: line 2: $'\\r': command not found" },
    ],
    nearMisses: [{ text: "bash: ./crates.sh: /bin/zsh: bad interpreter: No such file or directory" }],
  },
};
