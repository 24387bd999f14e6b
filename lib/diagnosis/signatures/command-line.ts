import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Programs that tasks run in a shell and that say what failed in one line of their own. */
export const commandLineSignatures: Signature[] = [
  {
    id: "archive/missing",
    title: "Archive is not there",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /tar: (?<file>[^\s:]{1,200}): Cannot open: No such file or directory/,
        /unzip:\s{1,4}cannot find or open (?<file>[^\s,]{1,200})/,
        /g(?:un)?zip: (?<file>[^\s:]{1,200}): No such file or directory/,
      ],
    },
    rootCause: "The archive `{file}` is not there",
    explanation:
      "The program was started with a file that does not exist: it was not delivered or lies elsewhere.",
    checks: ["What the step before wrote, and the folder the command ran in"],
    fixes: ["Wait for the file with a sensor, or correct the path"],
    examples: [
      {
        text: "tar: crates.tar.gz: Cannot open: No such file or directory",
        captures: { file: "crates.tar.gz" },
      },
      { text: "unzip:  cannot find or open crates.zip, crates.zip.zip or crates.zip.ZIP." },
    ],
    nearMisses: [{ text: "tar: Removing leading `/' from member names" }],
  },
  {
    id: "archive/damaged",
    title: "Archive is damaged or no archive",
    category: "data_quality",
    alternatives: ["upstream_missing_data", "network_timeout"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /gzip: (?<file>[^\s:]{1,200}): (?:unexpected end of file|not in gzip format|invalid compressed data)/,
        /End-of-central-directory signature not found/,
        /tar: (?:This does not look like a tar archive|Unexpected EOF in archive)/,
      ],
    },
    rootCause: "The archive[[ `{file}`]] is cut off or is no archive",
    explanation:
      "Mostly the download was cut short, or what came was an error page under the archive's name.",
    checks: ["The file's size and its first characters"],
    fixes: ["Fetch it again; check size or checksum before it is unpacked"],
    examples: [
      { text: "gzip: crates.csv.gz: not in gzip format", captures: { file: "crates.csv.gz" } },
      { text: "tar: This does not look like a tar archive" },
    ],
    nearMisses: [{ text: "gzip: crates.csv already exists; do you wish to overwrite" }],
  },
  {
    id: "jvm/main-class",
    title: "Java's main class or jar not found",
    category: "configuration",
    alternatives: ["missing_dependency", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Could not find or load main class (?<name>[\w.$]{1,200})/,
        /Error: Failed to load class (?<name>[\w.$]{1,199}\w)/,
        /(?:Unable to access|Invalid or corrupt) jarfile (?<name>[^\s]{1,200})/,
        /Error: Main method not found in class (?<name>[\w.$]{1,200})/,
      ],
    },
    rootCause: "Java cannot start `{name}`: the jar or class is not where the command says",
    explanation: "The jar is missing or damaged, or it holds no class of that name.",
    checks: ["The jar's path on the machine that ran it, and `jar tf` of it"],
    fixes: ["Correct the path or the class name, or build the jar with that class"],
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
  {
    id: "r/package-missing",
    title: "R package not installed",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /there is no package called [‘'"](?<package>[\w.]{1,80})/,
        /package [‘'"](?<package>[\w.]{1,80})[’'"] (?:is not available|had non-zero exit status)/,
      ],
    },
    rootCause: "The R package `{package}` is not installed where the script runs",
    explanation: "`library()` looks in the library folders of the R that runs the script.",
    checks: ["`.libPaths()` of that R, and what the image installs"],
    fixes: ["Install `{package}` in the image, pinned with renv"],
    examples: [
      {
        text: "Error in library(crates) : there is no package called ‘crates’",
        captures: { package: "crates" },
      },
    ],
    nearMisses: [{ text: "Loading required package: crates" }],
  },
  {
    id: "r/object-not-found",
    title: "R code uses what is not defined",
    category: "code_bug",
    alternatives: ["schema_change"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Error in [^\n]{1,200} : object '(?<name>[\w.]{1,80})' not found/,
        /could not find function "(?<name>[\w.]{1,80})"/,
      ],
    },
    rootCause: "`{name}` is not defined in the R script",
    explanation:
      "The name is misspelt, was not made before, belongs to a package that was not loaded, or is a column that is gone.",
    checks: ["The line that uses the name"],
    fixes: ["Define it or load its package; for a column, use its new name"],
    examples: [
      { text: "Error in eval(expr) : object 'crates' not found", captures: { name: "crates" } },
      { text: 'Error in ship(x) : could not find function "ship"', captures: { name: "ship" } },
    ],
    nearMisses: [{ text: "object 'crates' found in the harbour" }],
  },
  {
    id: "r/undefined-columns",
    title: "Column is not in R's data frame",
    category: "schema_change",
    alternatives: ["code_bug", "data_quality"],
    strength: "strong",
    transience: "permanent",
    match: { message: [/undefined columns selected/, /Can't (?:subset|select) columns that don't exist/] },
    rootCause: "A column that the R script takes is not in the data",
    explanation: "The data frame has other columns than the script names.",
    checks: ["`names()` of the data as it was read"],
    fixes: ["Use the column's new name or restore it upstream"],
    examples: [
      { text: 'Error in `[.data.frame`(df, , "weight") : undefined columns selected' },
      { text: "Error in `select()`:\n! Can't select columns that don't exist." },
    ],
    nearMisses: [{ text: "12 columns selected" }],
  },
  {
    id: "script/module-missing",
    title: "Module of a script not installed",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Error: Cannot find module '(?<module>[^'\n]{1,120})'/,
        /Can't locate (?<module>[\w/]{1,100}\.pm) in @INC/,
        /cannot load such file -- (?<module>[\w/.-]{1,100})/,
      ],
    },
    rootCause: "The module `{module}` is not installed where the script runs",
    explanation: "The interpreter found no such module in the folders it searches.",
    checks: ["What the image installs, and from which folder the script was started"],
    fixes: ["Install the module in the image, or run the install step before"],
    examples: [
      { text: "Error: Cannot find module 'axios'", captures: { module: "axios" } },
      {
        text: "Can't locate DBI.pm in @INC (you may need to install the DBI module) (@INC contains: /etc/perl)",
        captures: { module: "DBI.pm" },
      },
    ],
    nearMisses: [{ text: "Cannot find crates" }],
  },
  {
    id: "rsync/failed",
    title: "rsync broke off",
    category: "network_timeout",
    alternatives: ["auth_permission", "configuration", "infrastructure"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /rsync: (?:\[\w{4,10}\] )?connection unexpectedly closed/,
        /rsync error: (?<reason>timeout in data send\/receive|error in rsync protocol data stream|unexplained error) \(code \d{1,3}\)/,
      ],
    },
    rootCause: "The other side ended rsync's connection[[: {reason}]]",
    explanation: "The link broke, the remote shell could not start rsync, or the login ended.",
    checks: [
      "What stands above: the remote shell's own message",
      "Whether rsync is installed on the other side",
    ],
    fixes: ["Run again with `--partial --timeout`"],
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
  {
    id: "rsync/some-not-transferred",
    title: "rsync could not copy some files",
    category: "auth_permission",
    alternatives: ["upstream_missing_data", "configuration", "infrastructure"],
    strength: "hint",
    transience: "unknown",
    match: { message: [/rsync error: some files(?:\/attrs were not transferred| vanished before)/] },
    rootCause: "rsync could not copy some of the files; the lines above name them",
    explanation:
      "Code 23 is a partial transfer: no right to read or write a file, or a source that is not there.",
    checks: ["The lines of rsync above this one"],
    fixes: ["Correct rights or paths of the files named there"],
    examples: [
      {
        text: "rsync error: some files/attrs were not transferred (see previous errors) (code 23) at main.c(1330) [sender=3.2.7]",
      },
    ],
    nearMisses: [{ text: "rsync: connection unexpectedly closed (0 bytes received so far) [sender]" }],
  },
  {
    id: "postgres/dump-version",
    title: "pg_dump is older than the server",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/server version: (?<server>[\d.]{1,12})[^\n]{0,60}; pg_dump version: (?<client>[\d.]{1,12})/],
    },
    rootCause: "pg_dump {client} cannot dump a server of version {server}",
    explanation: "pg_dump refuses servers newer than itself.",
    checks: ["Which client packages the image holds"],
    fixes: ["Install the client of the server's version"],
    docs: ["https://www.postgresql.org/docs/current/app-pgdump.html"],
    examples: [
      {
        text: "pg_dump: error: server version: 16.1; pg_dump version: 14.9\npg_dump: error: aborting because of server version mismatch",
        captures: { server: "16.1", client: "14.9" },
      },
    ],
    nearMisses: [{ text: "server version: 16.1" }],
  },
  {
    id: "kubernetes/no-such-kind",
    title: "Cluster does not know this kind of object",
    category: "configuration",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/no matches for kind \\?"(?<kind>\w{1,60})\\?" in version \\?"(?<version>[\w./-]{1,80})/],
    },
    rootCause: "The cluster knows no `{kind}` of `{version}`",
    explanation:
      "The version was removed from Kubernetes, or the custom resource's definition is not installed.",
    checks: ["`kubectl api-resources`, and whether the operator that brings it is installed"],
    fixes: ["Use a version the cluster serves, or install the definition"],
    examples: [
      {
        text: 'error: unable to recognize "job.yaml": no matches for kind "Job" in version "batch/v2"',
        captures: { kind: "Job", version: "batch/v2" },
      },
    ],
    nearMisses: [{ text: "no matches for crates in version 2" }],
  },
  {
    id: "spark/no-resources-accepted",
    title: "No worker took the Spark job",
    category: "resource_exhausted",
    alternatives: ["infrastructure", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: { message: [/Initial job has not accepted any resources/] },
    rootCause: "No worker of the cluster has the cores or memory that the job asks for",
    explanation:
      "The job waits: workers are not registered, are busy with other jobs, or are smaller than one executor.",
    checks: ["The master's page: workers, their free cores and memory"],
    fixes: ["Ask for less per executor, end other jobs, or add workers"],
    examples: [
      {
        text: "WARN TaskSchedulerImpl: Initial job has not accepted any resources; check your cluster UI to ensure that workers are registered and have sufficient resources",
      },
    ],
    nearMisses: [{ text: "INFO TaskSchedulerImpl: Adding task set 0.0 with 2 tasks resource profile 0" }],
  },
];
