import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const terraformHelmExamples: SignatureExamples = {
  "terraform/state-locked": {
    examples: [
      {
        text: "Error: Error acquiring the state lock\n\nError message: ConditionalCheckFailedException: The conditional request failed\nLock Info:\n  ID:        9db590f1-b6fe-c5f2-2678-8804f089deba\n  Path:      acme-tf/warehouse.tfstate\n  Operation: OperationTypeApply",
        captures: { lock: "9db590f1-b6fe-c5f2-2678-8804f089deba" },
      },
      { text: "│ Error: Error acquiring the state lock" },
    ],
    nearMisses: [{ text: "Acquiring state lock. This may take a few moments..." }],
  },
  "terraform/not-initialised": {
    examples: [
      {
        text: 'Error: Backend initialization required, please run "terraform init"',
        captures: { what: "Backend initialization required" },
      },
      { text: "│ Error: Inconsistent dependency lock file" },
    ],
    nearMisses: [{ text: "Terraform has been successfully initialized!" }],
  },
  "terraform/provider-login": {
    examples: [
      { text: "│ Error: No valid credential sources found" },
      {
        text: "Error: error configuring Terraform AWS Provider: no valid credential sources for Terraform AWS Provider found.",
        captures: { provider: "Terraform AWS Provider" },
      },
    ],
    nearMisses: [{ text: "botocore.exceptions.NoCredentialsError: Unable to locate credentials" }],
  },
  "terraform/provider-download": {
    examples: [
      {
        text: "Error: Failed to query available provider packages\n\nCould not retrieve the list of available versions for provider hashicorp/aws: no available releases match the given constraints >= 5.0.0, ~> 4.0",
      },
      {
        text: "│ Error while installing hashicorp/google v6.1.0: could not query provider registry for registry.terraform.io/hashicorp/google",
        captures: { provider: "hashicorp/google", version: "6.1.0" },
      },
    ],
    nearMisses: [{ text: "- Installed hashicorp/google v6.1.0 (signed by HashiCorp)" }],
  },
  "terraform/variable-not-set": {
    examples: [
      {
        text: 'Error: No value for required variable\n\n  on variables.tf line 3:\n   3: variable "warehouse_size" {\n\nThe root module input variable "warehouse_size" is not set, and has no default value.',
        captures: { variable: "warehouse_size" },
      },
    ],
    nearMisses: [{ text: 'variable "warehouse_size" = "XSMALL"' }],
  },
  "terraform/undeclared-reference": {
    examples: [
      {
        text: 'Error: Reference to undeclared input variable\n\n  on main.tf line 12, in resource "aws_glue_job" "load":\n  12:   role_arn = var.glue_role\n\nAn input variable with the name "glue_role" has not been declared.',
        captures: { kind: "input variable", name: "glue_role" },
      },
      {
        text: 'Error: Unsupported argument\n\n  on main.tf line 4, in resource "aws_s3_bucket" "raw":\n   4:   acl = "private"\n\nAn argument named "acl" is not expected here.',
        captures: { name: "acl" },
      },
    ],
    nearMisses: [{ text: "Plan: 3 to add, 0 to change, 0 to destroy." }],
  },
  "helm/timed-out": {
    examples: [
      {
        text: "Error: UPGRADE FAILED: pre-upgrade hooks failed: timed out waiting for the condition",
        captures: { operation: "UPGRADE", hook: "pre-upgrade" },
      },
      { text: "Error: INSTALLATION FAILED: context deadline exceeded" },
    ],
    nearMisses: [{ text: "error: timed out waiting for the condition on jobs/load" }],
  },
  "helm/in-progress": {
    examples: [
      { text: "Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress" },
    ],
    nearMisses: [{ text: 'Release "airflow" has been upgraded. Happy Helming!' }],
  },
  "helm/foreign-object": {
    examples: [
      {
        text: 'Error: INSTALLATION FAILED: Unable to continue with install: Secret "warehouse" in namespace "etl" exists and cannot be imported into the current release: invalid ownership metadata; label validation error: missing key "app.kubernetes.io/managed-by": must be set to "Helm"',
        captures: { kind: "Secret", name: "warehouse", namespace: "etl" },
      },
      { text: "Error: INSTALLATION FAILED: cannot re-use a name that is still in use" },
    ],
    nearMisses: [{ text: 'secrets "warehouse" already exists' }],
  },
  "helm/template": {
    examples: [
      {
        text: "Error: UPGRADE FAILED: execution error at (airflow/templates/check-values.yaml:32:4): Please set fernetKey",
        captures: { reason: "Please set fernetKey" },
      },
      {
        text: 'Error: template: loader/templates/deployment.yaml:21:20: executing "loader/templates/deployment.yaml" at <.Values.image.tag>: nil pointer evaluating interface {}.tag',
        captures: { template: "loader/templates/deployment.yaml:21:20" },
      },
    ],
    nearMisses: [{ text: "jinja2.exceptions.TemplateError: Please set fernetKey" }],
  },
  "helm/immutable-field": {
    examples: [
      {
        text: 'Error: UPGRADE FAILED: cannot patch "load" with kind Job: Job.batch "load" is invalid: spec.template: Invalid value: core.PodTemplateSpec{}: field is immutable',
        captures: { kind: "Job.batch", name: "load" },
      },
    ],
    nearMisses: [{ text: 'Job.batch "load" is invalid: spec.backoffLimit: Invalid value: -1' }],
  },
  "probe/liveness-failed": {
    examples: [
      {
        text: "Warning  Unhealthy  2m (x9 over 6m)  kubelet  Liveness probe failed: HTTP probe failed with statuscode: 503",
        captures: { reason: "HTTP probe failed with statuscode: 503" },
      },
      {
        text: "Normal  Killing  2m  kubelet  Container loader failed liveness probe, will be restarted",
        captures: { container: "loader" },
      },
    ],
    nearMisses: [
      { text: "Startup probe failed: dial tcp 10.1.1.1:8080: connect: connection refused" },
      { text: "livenessProbe configured" },
    ],
  },
  "probe/start-not-ready": {
    examples: [
      {
        text: "Startup probe failed: Get http://10.1.1.1:8080/health: context deadline exceeded",
        captures: { probe: "Startup" },
      },
    ],
    nearMisses: [{ text: "Liveness probe failed: HTTP probe failed with statuscode: 500" }],
  },
};
