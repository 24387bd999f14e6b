import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** dbt: packages, the state manifest and access between models. */
export const dbtPackageSignatures: Signature[] = [
  {
    id: "dbt/package-version",
    title: "No fitting version of a dbt package",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Could not find a matching (?:compatible )?version for package (?<package>[\w./-]{3,100})(?:\s{1,8}Requested range: (?<range>[^\n]{1,80}))?/,
        /Version error for package (?<package>[\w./-]{3,100}): Could not find a satisfactory version/,
      ],
    },
    rootCause:
      "No version of the dbt package `{package}` satisfies the project and this dbt[[ (requested {range})]]",
    explanation:
      "`dbt deps` only installs versions that fit the installed dbt's version and the ranges of all packages in `packages.yml` and their own dependencies. Often a package was pinned that needs a newer dbt, or two packages want different versions of `dbt_utils`.",
    checks: [
      "`Compatible versions` in the message, and the dbt version that runs",
      "Which other packages require `{package}` (`package-lock.yml`)",
    ],
    fixes: [
      "Choose a compatible version in `packages.yml`, then run `dbt deps` and commit `package-lock.yml`",
      "Upgrade dbt if the package needs it",
      "Pin dbt in the image if a new dbt release caused this",
    ],
    docs: ["https://docs.getdbt.com/docs/build/packages"],
  },
  {
    id: "dbt/package-not-found",
    title: "dbt package not found",
    category: "missing_dependency",
    alternatives: ["configuration", "auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Package (?<package>[\w./-]{3,100}) was not found in the package index/,
        /Error checking out spec='(?<spec>[^'\n]{1,100})' for repo (?<package>[^\s]{3,200})/,
      ],
    },
    rootCause: "`dbt deps` could not get the package `{package}`[[ at revision {spec}]]",
    explanation:
      "The name is not on the dbt hub, or the git revision does not exist or may not be read with the credentials of this machine.",
    checks: [
      "The name and revision in `packages.yml`",
      "For private repositories: `git ls-remote` with the runner's credentials",
    ],
    fixes: [
      "Correct the package name or the revision",
      "Give the runner a deploy key or token for the repository",
    ],
    docs: ["https://docs.getdbt.com/docs/build/packages"],
  },
  {
    id: "dbt/hub-unreachable",
    title: "dbt package hub unreachable",
    category: "network_timeout",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [/External connection exception occurred: (?<reason>[^\n]{1,200})/],
      also: [/hub\.getdbt\.com|codeload\.github\.com|api\.github\.com/],
      names: [/(?<host>hub\.getdbt\.com|codeload\.github\.com|api\.github\.com)/],
    },
    rootCause: "`dbt deps` could not download packages[[ from {host}]]: {reason}",
    explanation:
      "dbt downloads package metadata from hub.getdbt.com and the packages from GitHub; the network, a proxy or the site was down.",
    checks: ["`curl https://hub.getdbt.com` from this machine, and its proxy settings"],
    fixes: [
      "Retry the run",
      "Install the packages while building the image, so that runs do not need the network",
    ],
    docs: ["https://docs.getdbt.com/docs/build/packages"],
  },
  {
    id: "dbt/state-manifest",
    title: "State manifest missing or of another dbt version",
    category: "configuration",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Could not find manifest in --state path: ['"](?<path>[^'"\n]{1,300})['"]/,
        /Got a state selector method, but no comparison manifest/,
        /Expected a schema version of "[^"\n]{3,120}" in (?<path>[^\s,]{1,300}), but found "(?<found>[^"\n]{3,120})"/,
        /is missing in WritableManifest instance/,
      ],
    },
    rootCause:
      "dbt cannot use the manifest for `--state` or `--defer`[[ in `{path}`]][[: it has the version {found}]]",
    explanation:
      "`state:modified` and `--defer` compare with the `manifest.json` of an earlier run. The file was not downloaded to that path, or another dbt version wrote it.",
    checks: ["Whether the path contains `manifest.json`, and which dbt version wrote it"],
    fixes: [
      "Download the production manifest to that path before this command",
      "Write the state with the same dbt version (rerun production after upgrading)",
    ],
    docs: ["https://docs.getdbt.com/reference/node-selection/syntax"],
  },
  {
    id: "dbt/reference-not-allowed",
    title: "Model is private to its group",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Node (?<node>[\w.]{3,160}) attempted to reference node (?<target>[\w.]{3,160}), which is not allowed because the referenced node is (?<access>private to the '?[\w-]{1,80}'? group|protected[^\n.]{0,60})/,
      ],
    },
    rootCause: "`{node}` may not reference `{target}`, which is {access}",
    explanation:
      "`access: private` models may only be used inside their group, `protected` ones only inside their project.",
    checks: ["The `group` and `access` of both models"],
    fixes: [
      "Reference a public model of that group",
      "Change the target's `access`, or put the model into the same group",
    ],
    docs: ["https://docs.getdbt.com/docs/collaborate/govern/model-access"],
  },
];
