import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Tools that run third-party extractors and loaders: Meltano (Singer taps and targets), Airbyte. */
export const eltToolSignatures: Signature[] = [
  {
    id: "meltano/plugin-killed",
    title: "Singer plugin killed",
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
    rootCause: "The plugin in the {step} step was killed with SIGKILL, most likely out of memory",
    explanation:
      "Meltano reports the exit code of the tap or target. -9 or 137 is SIGKILL: the kernel or the container's memory limit killed it, so it could not log anything.",
    checks: ["The container's memory at that time", "How many records were in a batch"],
    fixes: ["Give the container more memory", "Reduce the loader's batch size"],
  },
  {
    id: "airbyte/config-validation",
    title: "Connector configuration is invalid",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Config validation error: (?<problem>[^\n]{3,200})/,
        /ConnectorConfigurationException: (?<problem>[^\n]{3,200})/,
      ],
    },
    rootCause: "The connector's configuration is invalid: {problem}",
    explanation:
      "Airbyte connectors validate their configuration against their spec before reading any record.",
    checks: ["The connector's settings against its spec, especially after an upgrade"],
    fixes: ["Add or fix the setting named in the message"],
    docs: ["https://docs.airbyte.com/understanding-airbyte/airbyte-protocol"],
  },
];
