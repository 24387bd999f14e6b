import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const kubernetesExamples: SignatureExamples = {
  "kubernetes/oom-killed": {
    examples: [
      {
        text: "container_state: terminated, container_reason: OOMKilled, container_message: None, exit_code: 137",
      },
    ],
    nearMisses: [
      { text: "container_state: terminated, container_reason: Error, container_message: None, exit_code: 1" },
    ],
  },
  "kubernetes/evicted": {
    examples: [
      {
        text: "Pod evicted: The node was low on resource: ephemeral-storage. Threshold quantity: 10Gi, available: 8Gi.",
        captures: { resource: "ephemeral-storage" },
      },
      {
        text: "{'message': 'The node was low on resource: memory.', 'phase': 'Failed', 'reason': 'Evicted'}",
      },
    ],
    nearMisses: [{ text: "cache entries evicted: 120" }],
  },
  "kubernetes/preempted": {
    examples: [
      { text: "Pod was terminated in response to imminent node shutdown." },
      { text: "Preempted by kube-system/daemon-agent on node pool-1-x" },
    ],
    nearMisses: [{ text: "The node was low on resource: memory." }],
  },
  "kubernetes/unschedulable": {
    examples: [
      {
        text: "0/6 nodes are available: 3 Insufficient memory, 3 node(s) had untolerated taint {gpu: true}.",
      },
      { text: "'message': \"Pod was rejected: Node didn't have enough resource: memory\"" },
    ],
    nearMisses: [{ text: "6 nodes are available" }],
  },
  "kubernetes/start-timeout": {
    examples: [
      { text: "Job 'harbour-q2': Pod never started." },
      {
        text: "airflow.providers.cncf.kubernetes.utils.pod_manager.PodLaunchFailedException: Pod took longer than 120 seconds to start. Check the pod events in kubernetes to determine why.",
      },
    ],
    nearMisses: [{ text: "Pod took 12 seconds to start" }],
  },
  "kubernetes/image-pull": {
    examples: [
      {
        text: 'Failed to pull image "registry.example.com/etl:2024-05-01": rpc error: code = NotFound desc = failed to pull and unpack image',
        captures: { image: "registry.example.com/etl:2024-05-01" },
      },
      { text: "Pod docker image cannot be pulled, unable to start: ErrImagePull" },
    ],
    nearMisses: [{ text: 'Successfully pulled image "registry.example.com/etl:1" in 2.1s' }],
  },
  "kubernetes/image-pull-rate": {
    examples: [
      { text: "Pod docker image cannot be pulled, unable to start: ErrImagePull\npull QPS exceeded" },
      {
        text: "Error response from daemon: toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading.",
      },
    ],
    nearMisses: [
      { text: "Pod docker image cannot be pulled, unable to start: ErrImagePull\nmanifest unknown" },
    ],
  },
  "kubernetes/pod-not-found": {
    examples: [
      {
        text: 'kubernetes.client.exceptions.ApiException: (404)\nReason: Not Found\nHTTP response body: {"kind":"Status","message":"pods \\"load-orders-x7\\" not found","code":404}',
        captures: { pod: "load-orders-x7" },
      },
    ],
    nearMisses: [{ text: 'configmaps "etl-settings" not found' }],
  },
  "kubernetes/container-gone": {
    examples: [
      {
        text: 'rpc error: code = NotFound desc = an error occurred when try to find container "8f8c2f3dce295f70ba5d60175ff84785": not found',
        captures: { container: "8f8c2f3dce29" },
      },
      {
        text: "unable to retrieve container logs for containerd://8f8c2f3dce295f70ba5d60175ff84785",
        captures: { container: "8f8c2f3dce29" },
      },
    ],
    nearMisses: [{ text: 'rpc error: code = NotFound desc = crate "blue" not found' }],
  },
  "kubernetes/config-missing": {
    examples: [
      {
        text: 'Error: secret "warehouse-credentials" not found',
        captures: { kind: "secret", name: "warehouse-credentials" },
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
  "kubernetes/crash-loop": {
    examples: [{ text: "Back-off restarting failed container etl in pod load-orders-x7" }],
    nearMisses: [{ text: 'Back-off pulling image "registry.example.com/etl:1"' }],
  },
  "kubernetes/deadline": {
    examples: [
      { text: "Job was active longer than specified deadline" },
      { text: "Job has reached the specified backoff limit" },
    ],
    nearMisses: [{ text: "google.api_core.exceptions.DeadlineExceeded: 504 Deadline Exceeded" }],
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
  "kubernetes/pod-returned-failure": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: Pod load-orders-x7 returned a failure.",
        captures: { pod: "load-orders-x7" },
      },
    ],
    nearMisses: [{ text: "Pod load-orders-x7 has phase Running" }],
  },
};
