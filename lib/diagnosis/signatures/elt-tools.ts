import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Tools that run extractors and loaders of others: Meltano (Singer taps and targets), Airbyte. */
export const eltToolSignatures: Signature[] = [
  {
    id: "meltano/plugin-killed",
    title: "Singer plugin was killed",
    category: "resource_exhausted",
    alternatives: ["infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /(?<step>Loading|Extraction|Transformation) failed\s{1,40}code=(?:-9|137)\b/,
        /exit_codes=\{<PluginType\.(?<step>\w{3,20}): '\w{3,20}'>: (?:-9|137)\}/,
      ],
    },
    rootCause: "The plugin of the step {step} was killed by SIGKILL, most likely for memory",
    explanation:
      "Meltano passes on the exit code of the tap or target. -9 or 137 is SIGKILL: the kernel or the container's limit ended it, so that it could say nothing.",
    checks: ["Memory of the container at that time", "How many records were in one batch"],
    fixes: ["Give the container more memory", "Make the batches of the loader smaller"],
  },
  {
    id: "airbyte/config-validation",
    title: "Connector's configuration does not pass its check",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Config validation error: (?<problem>[^\n]{3,200})/,
        /ConnectorConfigurationException: (?<problem>[^\n]{3,200})/,
      ],
    },
    rootCause: "The connector's configuration is not valid: {problem}",
    explanation:
      "Airbyte's connectors check what they are given against their specification before they read a record.",
    checks: ["The connector's settings against its specification, above all after an upgrade"],
    fixes: ["Add or correct the setting that is named"],
    docs: ["https://docs.airbyte.com/understanding-airbyte/airbyte-protocol"],
  },
];
