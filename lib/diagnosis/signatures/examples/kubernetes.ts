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
  "kubernetes/ephemeral-storage": {
    examples: [
      {
        text: "Pod ephemeral local storage usage exceeds the total limit of containers 10Gi.",
        captures: { limit: "10Gi" },
      },
      {
        text: 'Container base exceeded its local ephemeral storage limit "2Gi".',
        captures: { container: "base", limit: "2Gi" },
      },
      {
        text: 'Usage of EmptyDir volume "scratch" exceeds the limit "1Gi".',
        captures: { volume: "scratch" },
      },
    ],
    nearMisses: [{ text: "The node was low on resource: ephemeral-storage." }],
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
  "kubernetes/crash-loop": {
    examples: [{ text: "Back-off restarting failed container etl in pod load-orders-x7" }],
    nearMisses: [{ text: 'Back-off pulling image "registry.example.com/etl:1"' }],
  },
  "kubernetes/deadline": {
    examples: [{ text: "Job was active longer than specified deadline" }],
    nearMisses: [{ text: "google.api_core.exceptions.DeadlineExceeded: 504 Deadline Exceeded" }],
  },
  "kubernetes/backoff-limit": {
    examples: [{ text: "Job has reached the specified backoff limit" }],
    nearMisses: [{ text: "Job was active longer than specified deadline" }],
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
