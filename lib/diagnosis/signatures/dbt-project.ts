import type { Signature } from "@/lib/diagnosis/signatures/signature";

const PROFILES = "https://docs.getdbt.com/docs/core/connect-data-platform/connection-profiles";

/** What dbt needs before it runs a model: project, profile, variables, packages, adapter. */
export const dbtProjectSignatures: Signature[] = [
  {
    id: "dbt/project-file-missing",
    title: "dbt_project.yml not found",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /No dbt_project\.yml found at expected path (?<path>[^\s]{1,300})/,
        /not a dbt project \(or any of the parent directories\)[^\n]{0,40}/i,
        /Missing dbt_project\.yml/,
      ],
    },
    rootCause: "dbt ran in a folder without `dbt_project.yml`[[: {path}]]",
    explanation: "The command ran outside the project folder, or the project is not mounted or copied there.",
    checks: ["The task's working directory, `--project-dir` and mounts"],
    fixes: ["Run dbt in the project folder or pass `--project-dir`"],
  },
  {
    id: "dbt/project-file-invalid",
    title: "dbt project file is empty or invalid",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<file>dbt_project\.yml|profiles\.yml|packages\.yml) does not parse to a dictionary/,
        /at path \[[^\]\n]{0,100}\]: [^\n]{1,160} is not valid under any of the given schemas/,
        /Error reading (?<project>[^\s:]{1,80}): (?<file>[\w./-]{1,160}\.ya?ml)/,
        /Syntax error near line \d+/,
      ],
      names: [
        /Syntax error near line (?<line>\d{1,6})/,
        /(?<file>[\w./-]{1,160}\.ya?ml) - (?:Runtime|Parsing) Error/,
      ],
    },
    rootCause: "A YAML file of the dbt project is empty or invalid[[: `{file}`]][[, line {line}]]",
    explanation: "dbt could not read the file as YAML.",
    checks: ["The file as it exists where the task runs (a mount may have emptied it)"],
    fixes: [
      "Correct the YAML[[ in `{file}`]][[ at line {line}]] (indentation, quotes, a tab)",
      "If it is empty, check the mount or copy step where the task runs; run `dbt parse` in CI",
    ],
  },
  {
    id: "dbt/profile-missing",
    title: "dbt profile not found",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Could not find profile named '(?<profile>[^'\n]+)'/,
        /no profile was specified for this dbt project/,
        /Profile should not be None if loading profile completed/,
        /The profile '(?<profile>[^'\n]+)' does not have a target named '(?<target>[^'\n]+)'/,
        /Could not find a? ?profiles\.yml|profiles\.yml file(?: was)? not found/i,
        /Invalid value for '--profiles-dir': Path '(?<path>[^'\n]+)' does not exist/,
      ],
    },
    rootCause:
      "dbt found no usable profile[[ `{profile}`]][[, target `{target}`]][[: {path} does not exist]]",
    explanation:
      "The profile contains the database connection. dbt looks for `profiles.yml` in `--profiles-dir`, the working directory, or `~/.dbt` of the user who runs it.",
    checks: [
      "`dbt debug` as the task's user, in the task's folder",
      "The profile name in `dbt_project.yml` against `profiles.yml`",
    ],
    fixes: [
      "Put `profiles.yml` with the profile[[ `{profile}`]] where the task looks, or pass `--profiles-dir`",
      "Correct `profile:` in `dbt_project.yml`, or `--target`[[ (`{target}` is not defined)]]",
    ],
    docs: [PROFILES],
  },
  {
    id: "dbt/profile-invalid",
    title: "Invalid dbt profile",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Credentials in profile "(?<profile>[^"\n]+)", target "(?<target>[^"\n]+)" invalid: (?<reason>[^\n]{1,200})/,
      ],
      not: [/Could not find adapter type/],
      names: [/invalid: '(?<field>[\w-]{1,60})' is a required property/],
    },
    rootCause: "The dbt profile `{profile}`, target `{target}`, is invalid: {reason}",
    explanation:
      "A profile field is missing or has the wrong type, often because an environment variable was not rendered (use `env_var`; shell syntax is not expanded).",
    checks: ["The target's fields against the adapter documentation"],
    fixes: [
      "Correct the field[[ `{field}`]] of target `{target}` in `profiles.yml`; read variables with `env_var('NAME')` and `| as_number`",
      "Run `dbt debug --target {target}` in the task's environment",
    ],
    docs: [PROFILES],
  },
  {
    id: "dbt/env-var-missing",
    title: "dbt environment variable not set",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: { message: [/Env var required but not provided: '(?<variable>[^'\n]+)'/] },
    rootCause: "The environment variable `{variable}`, which dbt needs, is not set",
    explanation: "`env_var('{variable}')` without a default fails when dbt parses the project or profile.",
    checks: ["The environment of the dbt process"],
    fixes: [
      "Set `{variable}` for the task (an operator's `env` replaces the whole environment unless `append_env` is on)",
    ],
    docs: ["https://docs.getdbt.com/reference/dbt-jinja-functions/env_var"],
  },
  {
    id: "dbt/var-missing",
    title: "dbt variable not set",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Required var '(?<variable>[^'\n]+)' not found in config/],
      names: [/Vars supplied to (?<model>[\w.-]{1,160}) =/],
    },
    rootCause: "The dbt variable `{variable}`[[, which `{model}` uses,]] is not set",
    explanation: "`var('{variable}')` has no default, and neither `--vars` nor `dbt_project.yml` sets it.",
    checks: ["The `--vars` of the command as run"],
    fixes: [
      "Pass `{variable}` with `--vars` in the command",
      "Give it a default in `dbt_project.yml` (`vars:`) or in the model (`var('{variable}', default)`)",
    ],
    docs: ["https://docs.getdbt.com/docs/build/project-variables"],
  },
  {
    id: "dbt/invalid-option",
    title: "Invalid dbt option or path",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Error: Invalid value for '(?<option>--[\w-]+)': (?<reason>[^\n]{1,200})/,
        /Error: No such option:? (?<option>--?[\w-]+)/,
        /Error: No such command '(?<option>[\w-]+)'/,
        /error: unrecognized arguments: (?<option>[^\n]{1,120})/,
      ],
      not: [/--profiles-dir/],
    },
    rootCause: "A command has an invalid option or path: `{option}`[[: {reason}]]",
    explanation: "The command-line tool rejected its arguments before doing anything.",
    checks: ["The command as run, and whether the path exists there"],
    fixes: [
      "Correct `{option}` in the task's command[[: {reason}]]",
      "Compare with `dbt --help` of the installed version: options move and change between releases",
    ],
  },
  {
    id: "dbt/packages-missing",
    title: "dbt packages not installed",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /dbt found \d+ package\(s\) specified in packages\.yml, but only \d+ package\(s\) installed/,
        /Run "dbt deps" to install package dependencies/,
      ],
    },
    rootCause: "The dbt packages in `packages.yml` are not installed",
    explanation: "The `dbt_packages` folder is missing or older than `packages.yml`.",
    checks: ["Whether the image or the task runs `dbt deps`"],
    fixes: ["Run `dbt deps` before the command, ideally at image build time"],
    docs: ["https://docs.getdbt.com/docs/build/packages"],
  },
  {
    id: "dbt/git-missing",
    title: "Program needed by dbt not installed",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Error from (?<program>\w+) --help: Could not find command, ensure it is in the user's PATH/,
        /Could not find command, ensure it is in the user's PATH/,
      ],
    },
    rootCause: "A program that dbt calls is not installed[[: `{program}`]]",
    explanation: "dbt uses git to fetch packages and for `dbt debug`.",
    checks: ["Whether the image has the program on PATH"],
    fixes: ["Install `git`[[ (`{program}`)]] in the image that runs dbt (`apt-get install -y git`)"],
  },
  {
    id: "dbt/version-required",
    title: "dbt version not allowed by the project",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /This version of dbt is not supported with the '(?<package>[^'\n]+)' package/,
        /requires? dbt version/i,
      ],
      names: [
        /Installed version of dbt: =?(?<installed>[\w.]{1,20})/,
        /Required version of dbt for '[^'\n]{1,120}': \[(?<required>[^\]\n]{1,80})\]/,
      ],
    },
    rootCause:
      "The installed dbt version[[ ({installed})]] is not one that the project or package requires[[: `{package}`]][[ wants {required}]]",
    explanation: "`require-dbt-version` in the project or a package excludes the installed version.",
    checks: ["`dbt --version` in the image against `require-dbt-version`"],
    fixes: [
      "Pin dbt in the image to an allowed version[[ ({required})]]",
      "Or use a release of the package[[ `{package}`]] that supports the installed dbt, then run `dbt deps`",
    ],
  },
  {
    id: "dbt/adapter-not-installed",
    title: "dbt adapter not installed",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Could not find adapter type (?<adapter>[\w-]+)!/,
        /No module named 'dbt\.adapters\.(?<adapter>\w+)'/,
      ],
    },
    rootCause: "The dbt adapter `{adapter}` is not installed",
    explanation:
      "Since dbt 1.0, each database adapter is a separate package (`dbt-{adapter}`), installed alongside dbt-core.",
    checks: ["The adapters listed by `dbt --version`"],
    fixes: ["Install `dbt-{adapter}` in the image"],
  },
];
