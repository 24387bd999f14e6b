import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Command-line programs that report a failure in one line. */
export const commandLineSignatures: Signature[] = [
  {
    id: "archive/missing",
    title: "Archive not found",
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
    rootCause: "The archive `{file}` does not exist",
    explanation:
      "The program was called with a file that does not exist: it was not delivered or is somewhere else.",
    checks: ["What the previous step wrote, and the folder the command ran in"],
    fixes: ["Wait for the file with a sensor, or fix the path"],
  },
  {
    id: "archive/damaged",
    title: "Archive is corrupt or not an archive",
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
    rootCause: "The archive[[ `{file}`]] is truncated or not an archive",
    explanation: "Usually the download was cut short, or an error page was saved under the archive's name.",
    checks: ["The file's size and its first bytes"],
    fixes: [
      "Fetch the file[[ `{file}`]] again from the source (`gzip -t` or `tar -tzf` tests it)",
      "Compare size or checksum with the source, and let the sender write to a temporary name and rename at the end",
      "If it is an HTML page, correct the URL or login of the download",
    ],
  },
  {
    id: "jvm/main-class",
    title: "Java main class or jar not found",
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
    rootCause: "Java cannot start `{name}`: there is no such jar or class where the command points",
    explanation: "The jar is missing or corrupt, or does not contain a class by that name.",
    checks: ["The jar's path on the machine that ran it, and its contents (`jar tf`)"],
    fixes: [
      "Check jar and class on the machine that ran it (`jar tf JAR | grep CLASS`) and correct the path or `--class` to `{name}`",
      "Build the jar with that class (shaded or assembly) and deploy it",
    ],
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
    explanation: "`library()` searches the library folders of the R that runs the script.",
    checks: ["`.libPaths()` in that R, and what the image installs"],
    fixes: ["Install `{package}` in the image, pinned with renv"],
  },
  {
    id: "r/object-not-found",
    title: "Undefined name in R code",
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
      "The name is misspelled, was never assigned, belongs to a package that was not loaded, or is a dropped column.",
    checks: ["The line that uses the name"],
    fixes: ["Define it or load its package; for a column, use its new name"],
  },
  {
    id: "r/undefined-columns",
    title: "Column not in the R data frame",
    category: "schema_change",
    alternatives: ["code_bug", "data_quality"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [/undefined columns selected/, /Can't (?:subset|select) columns that don't exist/],
      names: [/`(?<column>[^`\n]{1,80})` doesn't exist/, /, "(?<column>[^"\n]{1,80})"\) ?:/],
    },
    rootCause: "The data lacks a column[[ (`{column}`)]] that the R script selects",
    explanation: "The data frame has different columns than the script expects.",
    checks: ["`names()` of the data as read"],
    fixes: [
      "Use the column's new name in the script[[ instead of `{column}`]] (`names(df)` shows them), or restore it upstream",
      "Use `any_of()` in dplyr if the column is optional",
    ],
  },
  {
    id: "script/module-missing",
    title: "Script module not installed",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Error: Cannot find module '(?<module>[^'\n]{1,120})'/,
        /Cannot find package '(?<module>[^'\n]{1,120})' imported from/,
        /Could not find (?:gem '?)?(?<module>[\w.-]{1,120})[^\n]{0,60} in any of the (?:gem )?sources/,
        /Can't locate (?<module>[\w/]{1,100}\.pm) in @INC/,
        /cannot load such file -- (?<module>[\w/.-]{1,100})/,
      ],
    },
    rootCause: "The module `{module}` is not installed where the script runs",
    explanation: "The interpreter found no such module on its search path.",
    checks: ["What the image installs, and the folder the script was started from"],
    fixes: [
      "Install it in the image: `npm ci`, `cpanm`, `bundle install` with `{module}` in the manifest",
      "Start the script from the folder that contains its `node_modules` or libraries",
    ],
  },
  {
    id: "rsync/failed",
    title: "rsync aborted",
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
    rootCause: "The remote side closed rsync's connection[[: {reason}]]",
    explanation: "The link dropped, the remote shell could not start rsync, or the login was closed.",
    checks: [
      "The lines above: the remote shell's own message",
      "Whether rsync is installed on the remote side",
    ],
    fixes: ["Retry with `--partial --timeout`"],
  },
  {
    id: "rsync/some-not-transferred",
    title: "rsync could not copy some files",
    category: "auth_permission",
    alternatives: ["upstream_missing_data", "configuration", "infrastructure"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [/rsync error: some files(?:\/attrs were not transferred| vanished before)/],
      namesAnywhere: [
        /rsync: (?:\[\w{4,10}\] )?(?<reason>[^\n]{0,40}"(?<path>[^"\n]{1,200})"[^\n]{0,20}: [^\n]{3,80})/,
      ],
    },
    rootCause: "rsync could not copy some files[[: {reason}]]",
    explanation:
      "Code 23 is a partial transfer: a file could not be read or written, or a source does not exist.",
    checks: ["The rsync lines above this one"],
    fixes: [
      "Correct the permissions or path of the file[[ `{path}`]] that the rsync lines above name",
      "Ignore code 24 (files that vanished while rsync ran) if the source changes meanwhile",
    ],
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
    explanation: "pg_dump refuses to dump servers newer than itself.",
    checks: ["Which client packages the image has"],
    fixes: [
      "Use an image or package with `postgresql-client` {server} or newer",
      "Let the script stop when pg_dump fails (`set -euo pipefail`), and take the missing backup by hand",
    ],
    docs: ["https://www.postgresql.org/docs/current/app-pgdump.html"],
  },
  {
    id: "kubernetes/no-such-kind",
    title: "Unknown Kubernetes resource kind",
    category: "configuration",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/no matches for kind \\?"(?<kind>\w{1,60})\\?" in version \\?"(?<version>[\w./-]{1,80})/],
      names: [/unable to recognize "(?<file>[^"\n]{1,200})"/],
    },
    rootCause: "The cluster has no `{kind}` in `{version}`",
    explanation:
      "The API version was removed from Kubernetes, or the custom resource definition is not installed.",
    checks: ["`kubectl api-resources`, and whether the operator that provides it is installed"],
    fixes: [
      "Change `apiVersion` of the {kind}[[ in `{file}`]] to one that `kubectl api-resources` lists",
      "Install the operator or custom resource definition that provides it",
    ],
  },
  {
    id: "spark/no-resources-accepted",
    title: "No Spark worker accepted the job",
    category: "resource_exhausted",
    alternatives: ["infrastructure", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: { message: [/Initial job has not accepted any resources/] },
    rootCause: "No worker in the cluster has the cores or memory that the job requests",
    explanation:
      "The job waits: workers are not registered, are busy with other jobs, or are smaller than one executor.",
    checks: ["The master UI: workers and their free cores and memory"],
    fixes: [
      "Look at the master UI for free cores and memory; stop other applications or add workers",
      "Request less per executor: `spark.executor.memory`, `spark.executor.cores`, `spark.cores.max`",
      "Restart workers that have lost the master",
    ],
  },
  {
    id: "shell/windows-line-ends",
    title: "Script has Windows line ends",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<program>[\w./-]{1,120})\^M: bad interpreter/,
        /env: [‘'](?<program>[\w./-]{1,120})\\r['’]: No such file or directory/,
        /\$'\\r': command not found/,
      ],
      names: [/(?<file>[\w./-]{1,200}\.(?:sh|bash|py|pl|rb)): /],
    },
    rootCause:
      "The script[[ `{file}`]] has Windows line ends, so the system looks for a program with a carriage return",
    explanation:
      "The first line ends in CR LF, and Linux takes the CR as part of the interpreter's name. Git on Windows converts line ends on checkout unless told otherwise.",
    checks: [
      "`file` on the script: `with CRLF line terminators`",
      "`.gitattributes` and `core.autocrlf` where the image is built",
    ],
    fixes: [
      "Convert it: `dos2unix` or `sed -i 's/\\r$//'`",
      "Keep it so: `*.sh text eol=lf` in `.gitattributes`",
    ],
  },
];
