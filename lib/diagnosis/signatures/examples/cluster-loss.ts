import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const clusterLossExamples: SignatureExamples = {
  "kubernetes/api-server-stopping": {
    examples: [
      {
        text: 'Error from server (InternalError): an error on the server ("apiserver is shutting down") has prevented the request from succeeding',
      },
    ],
    nearMisses: [{ text: "etcdserver: mvcc: database space exceeded" }],
  },
  "kubernetes/object-too-large": {
    examples: [
      {
        text: "ValueError: The size of the pod manifest exceeds etcd limit: request is too large (3145728 bytes)",
      },
      {
        text: "offload node status is not supported, workflow is longer than maximum allowed size for sqldb. compressed size 1291048 > maxSize 1048576",
        captures: { used: "1291048", limit: "1048576" },
      },
    ],
    nearMisses: [{ text: "The request is too long for crate 41" }],
  },
  "kubernetes/volume-not-attached": {
    examples: [
      {
        text: 'Multi-Attach error for volume "pvc-1f2e" Volume is already exclusively attached to one node and can\'t be attached to another',
        captures: { volume: "pvc-1f2e" },
      },
      {
        text: "Unable to attach or mount volumes: unmounted volumes=[crates], unattached volumes=[crates kube-api-access]: timed out waiting for the condition",
        captures: { volume: "crates" },
      },
    ],
    nearMisses: [{ text: 'MountVolume.SetUp failed for volume "crates" : secret "harbour-key" not found' }],
  },
  "kubernetes/node-lost": {
    examples: [
      {
        text: "Node gke-harbour-7c1 status is now: NodeNotReady; Marking for deletion Pod harbour/loader-5",
        captures: { node: "gke-harbour-7c1", pod: "harbour/loader-5" },
      },
      {
        text: "The node had condition: [DiskPressure]. Pod crate-loader-7x was evicted.",
        captures: { condition: "DiskPressure" },
      },
    ],
    nearMisses: [{ text: "Node gke-harbour-7c1 status is now: NodeReady" }],
  },
  "kubernetes/login-expired": {
    examples: [
      {
        text: "error: You must be logged in to the server (Unauthorized)",
        captures: { reason: "Unauthorized" },
      },
    ],
    nearMisses: [{ text: "You must be logged in to see the crates" }],
  },
  "kubernetes/manifest-invalid": {
    examples: [
      {
        text: 'error: error validating "job.yaml": error validating data: ValidationError(Job.spec): unknown field "backofLimit" in io.k8s.api.batch.v1.JobSpec',
        captures: { path: "Job.spec" },
      },
      {
        text: 'The CronJob "crates" is invalid: spec.schedule: Invalid value: "0 25 * * *": end of range (25) above maximum (23)',
        captures: { path: "spec.schedule", name: "crates" },
      },
    ],
    nearMisses: [{ text: 'jsonschema.exceptions.ValidationError: unknown field "crate"' }],
  },
  "kubernetes/namespace-missing": {
    examples: [
      {
        text: 'Error from server (NotFound): namespaces "harbour-staging" not found',
        captures: { namespace: "harbour-staging" },
      },
    ],
    nearMisses: [{ text: 'Error from server (NotFound): pods "loader-5" not found' }],
  },
  "os/disk-failing": {
    examples: [
      { text: "blk_update_request: I/O error, dev nvme1n1, sector 104857600", captures: { disk: "nvme1n1" } },
      { text: "EXT4-fs (sdb1): Remounting filesystem read-only" },
    ],
    nearMisses: [{ text: "EXT4-fs (sdb1): mounted filesystem with ordered data mode" }],
  },
  "cloud/host-lost": {
    examples: [
      {
        text: "compute.instances.hostError: Instance terminated by Compute Engine.",
        captures: { what: "hostError" },
      },
      { text: "Diagnostics: Container released on a *lost* node" },
    ],
    nearMisses: [{ text: "compute.instances.insert: done" }],
  },
};
