import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const cloudCapacityExamples: SignatureExamples = {
  "capacity/aws-spot-pool": {
    examples: [
      {
        text: "Could not launch Spot Instances. UnfulfillableCapacity - Unable to fulfill capacity due to your request configuration. Please adjust your request and try again.",
        captures: { market: "Spot", code: "UnfulfillableCapacity" },
      },
      {
        text: "There is no Spot capacity available that matches your request.",
        captures: { market: "Spot" },
      },
    ],
    nearMisses: [{ text: "Launching a new EC2 instance" }],
  },
  "capacity/aws-spot-price": {
    examples: [
      {
        text: "Your Spot request price of 0.12 is lower than the minimum required Spot request fulfillment price of 0.151.",
        captures: { bid: "0.12", price: "0.151" },
      },
    ],
    nearMisses: [{ text: "Spot request fulfilled at 0.151" }],
  },
  "capacity/azure-sku": {
    examples: [
      {
        text: "Code=\"SkuNotAvailable\" Message=\"The requested VM size for resource 'Following SKUs have failed for Capacity Restrictions: Standard_NC12s_v3' is currently not available in location 'northeurope'. Please try another size or deploy to a different location or different zone.\"",
        captures: { size: "Standard_NC12s_v3" },
      },
    ],
    nearMisses: [{ text: "Creating VM of size Standard_NC12s_v3" }],
  },
  "capacity/azure-allocation": {
    examples: [
      {
        text: "Code: ZonalAllocationFailed Message: Allocation failed. We do not have sufficient capacity for the requested VM size in this zone.",
        captures: { code: "ZonalAllocationFailed" },
      },
      {
        text: "Allocation failed. We do not have sufficient capacity for the requested VM size in this region. Read more about improving likelihood of allocation success at http://aka.ms/allocation-guidance",
      },
    ],
    nearMisses: [{ text: "Memory allocation failed" }],
  },
  "capacity/azure-core-quota": {
    examples: [
      {
        text: "Operation could not be completed as it results in exceeding approved standardDSv3Family Cores quota. Additional details - Deployment Model: Resource Manager, Location: westeurope, Current Limit: 10, Current Usage: 8, Additional Required: 16, (Minimum) New Limit Required: 24.",
        captures: { family: "standardDSv3Family", limit: "10", usage: "8", wanted: "16" },
      },
    ],
    nearMisses: [{ text: "Current Limit: 10, Current Usage: 8, Additional Required: 0" }],
  },
  "capacity/sagemaker-quota": {
    examples: [
      {
        text: "An error occurred (ResourceLimitExceeded) when calling the CreateTrainingJob operation: The account-level service limit 'ml.g5.2xlarge for training job usage' is 0 Instances, with current utilization of 0 Instances and a request delta of 1 Instances. Please use AWS Service Quotas to request an increase for this quota.",
        captures: { quota: "ml.g5.2xlarge for training job usage", limit: "0" },
      },
    ],
    nearMisses: [{ text: "Starting - Preparing the instances for training" }],
  },
  "capacity/sagemaker-stock-out": {
    examples: [
      {
        text: "CapacityError: Unable to provision requested ML compute capacity. Please retry using a different ML instance type.",
      },
    ],
    nearMisses: [{ text: "CapacityError: queue is full" }],
  },
  "capacity/spot-interruption": {
    examples: [
      {
        text: "node-watch: EC2 Spot Instance Interruption Warning for i-0a1b2c3d4e5f67890, action stop at 2025-02-03T04:05:06Z",
        captures: { instance: "i-0a1b2c3d4e5f67890" },
      },
      { text: "State transition reason: Server.SpotInstanceTermination: Spot instance termination" },
    ],
    nearMisses: [{ text: "Requesting Spot instances for the task group" }],
  },
};
