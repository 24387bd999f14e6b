import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const kubernetesImageExamples: SignatureExamples = {
  "kubernetes/image-pull": {
    examples: [
      { text: "Pod docker image cannot be pulled, unable to start: ErrImagePull" },
      {
        text: 'Back-off pulling image "registry.example.com/etl:2.4"',
        captures: { image: "registry.example.com/etl:2.4" },
      },
    ],
    nearMisses: [{ text: 'Successfully pulled image "registry.example.com/etl:1" in 2.1s' }],
  },
  "kubernetes/image-not-found": {
    examples: [
      {
        text: 'Failed to pull image "registry.example.com/etl:2024-05-01": rpc error: code = NotFound desc = failed to pull and unpack image',
        captures: { image: "registry.example.com/etl:2024-05-01" },
      },
    ],
    nearMisses: [{ text: 'Back-off pulling image "registry.example.com/etl:2.4"' }],
  },
  "kubernetes/image-denied": {
    examples: [
      {
        text: "Failed to pull image \"acme/etl:1.9\": rpc error: code = Unknown desc = Error response from daemon: pull access denied for acme/etl, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
        captures: { image: "acme/etl:1.9" },
      },
    ],
    nearMisses: [
      {
        text: 'Failed to pull image "registry.example.com/etl:2024-05-01": rpc error: code = NotFound desc = failed to pull and unpack image',
      },
    ],
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
};
