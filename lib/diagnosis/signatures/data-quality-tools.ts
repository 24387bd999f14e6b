import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Great Expectations and Soda: contexts, data sources, suites and batches. */
export const dataQualityToolSignatures: Signature[] = [
  {
    id: "great-expectations/no-context",
    title: "Great Expectations finds no project",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Error: No (?:gx|great_expectations) directory was found here!/,
        /ConfigNotFoundError: (?<reason>[^\n]{0,160})/,
      ],
      also: [/great_expectations|gx directory|ConfigNotFoundError/],
    },
    rootCause: "There is no Great Expectations project in the working directory",
    explanation:
      "A file data context needs the `gx/` folder with `great_expectations.yml`, which is not deployed there or the task runs in another directory.",
    checks: ["The working directory and whether `gx/` is in the image"],
    fixes: [
      "Pass `context_root_dir` or `project_root_dir`",
      "Deploy the folder, or create an ephemeral context in code",
    ],
    docs: ["https://docs.greatexpectations.io/docs/"],
  },
  {
    id: "great-expectations/not-found",
    title: "Great Expectations object not found",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /[Cc]ould not find (?:a |the )?(?<kind>datasource|data source|Checkpoint|suite|batch definition)[^\n]{0,20} named '?"?(?<name>[\w.\- ]{1,120})/,
        /expectation_suite (?<name>[\w.-]{1,120}) not found/,
        /Non-existent (?<kind>Checkpoint) configuration named "?(?<name>[\w.-]{1,120})/,
        /(?<kind>ValidationDefinition|ExpectationSuite|Checkpoint|Datasource) with name '?"?(?<name>[\w.-]{1,120})'?"? (?:was )?not found/,
      ],
    },
    rootCause: "Great Expectations knows no[[ {kind}]] `{name}` in this context",
    explanation:
      "It was never added to this context, has another name there, or the run uses another context (ephemeral instead of file).",
    checks: ["`context.suites.all()`, `context.data_sources.all()` in the same environment"],
    fixes: [
      "Add `{name}` to this context before use (`context.suites.add_or_update(…)`, `context.data_sources.add_…`)",
      "Correct the name, or open the project's file context (`project_root_dir`) instead of an ephemeral one",
    ],
    docs: ["https://docs.greatexpectations.io/docs/"],
  },
  {
    id: "great-expectations/empty-batch",
    title: "Great Expectations found no batch",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /BatchRequest returned an empty batch_list/,
        /No batches found for (?:the )?batch request/,
        /No available batches found/,
        /Partition request matched 0 batches/,
        /(?:TestConnectionError|No file)[^\n]{0,80}matched (?:regular expressions pattern|batching_regex)/,
      ],
      names: [
        /matched (?:regular expressions pattern|batching_regex) "?(?<pattern>[^"\n]{1,160})/,
        /base_directory path "(?<folder>[^"\n]{1,200})"/,
      ],
    },
    rootCause: "No data matches the batch request[[: `{pattern}`]][[ in `{folder}`]]",
    explanation:
      "The file, partition or table of the requested batch does not exist (yet), or the pattern does not match its name.",
    checks: ["The files or partitions for that date", "`batching_regex` or the batch definition's options"],
    fixes: ["Run the step that writes the batch first", "Correct the pattern or the options"],
    docs: ["https://docs.greatexpectations.io/docs/"],
  },
  {
    id: "great-expectations/column-missing",
    title: "Checked column does not exist (Great Expectations)",
    category: "schema_change",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Error: The column "(?<column>[^"\n]{1,160})" in BatchData does not exist/],
    },
    rootCause: "The validated data has no column `{column}`, which the expectation suite checks",
    explanation:
      "An expectation refers to a column that the batch does not have: renamed, dropped, or not delivered.",
    checks: ["The batch's columns against the suite"],
    fixes: [
      "Use the column's current name in the suite instead of `{column}`",
      "Restore `{column}` upstream if it was dropped by mistake",
    ],
    docs: ["https://docs.greatexpectations.io/docs/"],
  },
  {
    id: "great-expectations/data-source",
    title: "Great Expectations cannot reach its data source",
    category: "network_timeout",
    alternatives: ["configuration", "auth_permission"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /TestConnectionError: Attempt to connect to datasource failed(?: with the following error message)?:? ?(?<reason>[^\n]{0,200})/,
        /Unable to connect to datasource[^\n]{0,40}: ?(?<reason>[^\n]{0,200})/,
      ],
    },
    rootCause: "Great Expectations could not connect to the data source[[: {reason}]]",
    explanation: "The connection string's host, user or driver is wrong, or the database was unreachable.",
    checks: ["The connection string with the driver's own client"],
    fixes: ["Correct the connection string or its secret", "Retry if the database was restarting"],
    docs: ["https://docs.greatexpectations.io/docs/"],
  },
  {
    id: "soda/data-source",
    title: "Soda cannot use its data source",
    category: "configuration",
    alternatives: ["network_timeout", "auth_permission"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Data source "?'?(?<source>[\w.-]{1,100})"?'? not present in the configuration/,
        /Encountered a problem while trying to connect to (?<source>[\w.-]{1,60}): (?<reason>[^\n]{3,200})/,
        /Could not connect to data source "?(?<source>[\w.-]{1,100})"?(?:: (?<reason>[^\n]{3,200}))?/,
      ],
    },
    rootCause: "Soda could not use the data source `{source}`[[: {reason}]]",
    explanation:
      "The scan's `-d` name is not in the configuration file, or the connection with its settings failed.",
    checks: [
      "The configuration file passed with `-c` and its environment variables",
      "`soda test-connection -d NAME -c FILE`",
    ],
    fixes: [
      "Add `data_source {source}:` to the configuration that `-c` names, or pass the right `-d`",
      "If it is there, correct host, user or password (`soda test-connection -d {source} -c FILE`)",
    ],
    docs: ["https://docs.soda.io/"],
  },
  {
    id: "gx/config-invalid",
    title: "Great Expectations' configuration cannot be read",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /InvalidConfigurationYamlError: (?<problem>[^\n]{3,200})/,
        /Your configuration file is not a valid yml file/,
        /InvalidDataContextConfigError: (?<problem>[^\n]{3,200})/,
      ],
      namesAnywhere: [/in "(?<file>[^"\n]{1,200}\.ya?ml)", line (?<line>\d{1,7})/],
    },
    rootCause: "Great Expectations cannot read its configuration[[ `{file}`]][[, line {line}]]",
    explanation:
      "The file is not valid YAML or has settings that this version does not accept. Several tasks that save the context at the same time can leave a file half written.",
    checks: [
      "The file at the line that the parser names, and whether tasks that share it ran at the same time",
    ],
    fixes: [
      "Restore `great_expectations.yml` from version control, or correct it at that line",
      "Let parallel tasks read the configuration only (an ephemeral context, or a copy each), so that none writes it while another reads",
    ],
  },
];
