import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const kubernetesApiExamples: SignatureExamples = {
  "kubernetes/config-missing": {
    examples: [
      {
        text: 'Error: secret "warehouse-credentials" not found',
        captures: { kind: "secret", name: "warehouse-credentials" },
      },
      {
        text: "Error: couldn't find key WAREHOUSE_DSN in Secret etl/warehouse-credentials",
        captures: { key: "WAREHOUSE_DSN", kind: "Secret", name: "warehouse-credentials" },
      },
    ],
    nearMisses: [{ text: 'pods "load-orders-x7" not found' }],
  },
  "kubernetes/forbidden": {
    examples: [
      {
        text: 'pods is forbidden: User "system:serviceaccount:airflow:default" cannot create resource "pods" in API group "" in the namespace "etl"',
        captures: { verb: "create", resource: "pods" },
      },
    ],
    nearMisses: [
      {
        text: 'pods "load" is forbidden: exceeded quota: compute, requested: memory=8Gi, used: memory=30Gi, limited: memory=32Gi',
      },
    ],
  },
  "kubernetes/quota": {
    examples: [
      {
        text: 'pods "load" is forbidden: exceeded quota: compute, requested: memory=8Gi, used: memory=30Gi, limited: memory=32Gi',
        captures: { quota: "compute" },
      },
    ],
    nearMisses: [{ text: 'pods is forbidden: User "x" cannot create resource "pods"' }],
  },
  "kubernetes/limit-range": {
    examples: [
      {
        text: 'pods "load" is forbidden: maximum memory usage per Container is 8Gi, but limit is 16Gi',
        captures: { resource: "memory", limit: "8Gi", requested: "16Gi" },
      },
    ],
    nearMisses: [
      {
        text: 'pods "load" is forbidden: exceeded quota: compute, requested: memory=8Gi, used: memory=30Gi, limited: memory=32Gi',
      },
    ],
  },
  "kubernetes/no-settings": {
    examples: [
      {
        text: "kubernetes.config.config_exception.ConfigException: Invalid kube-config file. No configuration found.",
        captures: { reason: "No configuration found" },
      },
      { text: "kubernetes.config.config_exception.ConfigException: Service host/port is not set." },
    ],
    nearMisses: [{ text: "kubernetes.client.exceptions.ApiException: (404)" }],
  },
  "kubernetes/api-unreachable": {
    examples: [
      {
        text: "urllib3.exceptions.MaxRetryError: HTTPSConnectionPool(host='10.96.0.1', port=443): Max retries exceeded with url: /api/v1/namespaces/flow/pods (Caused by ConnectTimeoutError(<urllib3.connection.HTTPSConnection object>, 'Connection to 10.96.0.1 timed out. (connect timeout=None)'))",
      },
    ],
    nearMisses: [
      {
        text: "urllib3.exceptions.MaxRetryError: HTTPSConnectionPool(host='shop', port=443): Max retries exceeded with url: /api/v1/orders",
      },
    ],
  },
  "kubernetes/watch-expired": {
    examples: [
      {
        text: "WARN WatchConnectionManager: Exec Failure: HTTP 410 Gone, too old resource version: 91842017 (91865530)",
        captures: { version: "91842017" },
      },
    ],
    nearMisses: [
      {
        text: "requests.exceptions.HTTPError: 410 Client Error: Gone for url: https://api.example.com/v1/orders",
      },
    ],
  },
};
