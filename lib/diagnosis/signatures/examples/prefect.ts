import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const prefectExamples: SignatureExamples = {
  "prefect/missing-result": {
    examples: [
      {
        text: "prefect.exceptions.MissingResult: State data is missing. Typically, this occurs when result persistence is disabled and the state has been retrieved from the API.",
      },
    ],
    nearMisses: [{ text: "prefect.exceptions.ObjectNotFound: HTTP 404" }],
  },
  "prefect/result-not-available": {
    examples: [
      {
        text: "prefect.exceptions.UnfinishedRun: Run is in PENDING state, its result is not available.",
        captures: { state: "PENDING" },
      },
    ],
    nearMisses: [{ text: "Run is in COMPLETED state" }],
  },
  "prefect/parameter-validation": {
    examples: [
      { text: "prefect.exceptions.ParameterTypeError: Flow run received invalid parameters:" },
      {
        text: "prefect.exceptions.SignatureMismatchError: Function expects parameters ['day'] but was provided with parameters ['date']",
      },
    ],
    nearMisses: [{ text: "pydantic_core._pydantic_core.ValidationError: 1 validation error for Settings" }],
  },
  "prefect/flow-not-loaded": {
    examples: [
      { text: "Flow could not be retrieved from deployment." },
      {
        text: "prefect.exceptions.ScriptError: Script at 'flows/orders.py' encountered an exception: FileNotFoundError(2, 'No such file or directory')",
        captures: { file: "flows/orders.py" },
      },
      {
        text: "prefect.exceptions.MissingFlowError: Flow function with name 'load' not found in 'flows/load.py'.",
      },
    ],
    nearMisses: [
      {
        text: "prefect.exceptions.ScriptError: Script at 'flows/orders.py' encountered an exception: ModuleNotFoundError(\"No module named 'shop'\")",
      },
      { text: "Beginning flow run 'brave-otter' for flow 'orders'" },
    ],
  },
  "prefect/api-unreachable": {
    examples: [
      {
        text: "RuntimeError: Failed to reach API at http://prefect-server:4200/api/",
        captures: { url: "http://prefect-server:4200/api/" },
      },
    ],
    nearMisses: [{ text: "httpx.ConnectError: All connection attempts failed" }],
  },
  "prefect/crashed-infrastructure": {
    examples: [
      { text: "Flow run infrastructure exited with non-zero status code 1.", captures: { code: "1" } },
      {
        text: "Process exited with status code: -9. Process exited due to a SIGKILL signal. Typically caused by the operating system terminating the process for exceeding memory limits, or by manual cancellation.",
        captures: { code: "-9" },
      },
      {
        text: "Process for flow run 'brave-otter' exited with status code: -9; This indicates that the process exited due to a SIGKILL signal. Typically, this is either caused by manual cancellation or high memory usage causing the operating system to terminate the process.",
      },
    ],
    nearMisses: [{ text: "Process for flow run 'brave-otter' exited cleanly." }],
  },
  "prefect/upstream-not-completed": {
    examples: [
      {
        text: "prefect.exceptions.UpstreamTaskError: Upstream task run '7c1e' did not reach a 'COMPLETED' state.",
        captures: { task: "7c1e" },
      },
    ],
    nearMisses: [{ text: "Task run 'load-1' - Finished in state Completed()" }],
  },
  "prefect/timeout": {
    examples: [
      { text: "Flow run exceeded timeout of 60.0 second(s)", captures: { seconds: "60.0" } },
      {
        text: "prefect.exceptions.FlowRunWaitTimeout: Flow run with ID 6f1c2d3e-0000-4000-8000-0123456789ab exceeded watch timeout of 30 seconds",
        captures: { seconds: "30" },
      },
    ],
    nearMisses: [{ text: "Flow run paused; timeout of pause is 3600" }],
  },
  "prefect/block-missing": {
    examples: [
      {
        text: "ValueError: Unable to find block document named prod for block type snowflake-connector",
        captures: { name: "prod", type: "snowflake-connector" },
      },
    ],
    nearMisses: [{ text: "prefect.exceptions.ObjectNotFound: HTTP 404" }],
  },
  "prefect/concurrency-limit": {
    examples: [
      { text: "Concurrency limit for the warehouse tag has been reached", captures: { tag: "warehouse" } },
    ],
    nearMisses: [{ text: "Concurrency limit set to 10" }],
  },
};
