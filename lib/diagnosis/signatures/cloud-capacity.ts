import type { Signature } from "@/lib/diagnosis/signatures/signature";

const AZURE =
  "https://learn.microsoft.com/en-us/troubleshoot/azure/virtual-machines/windows/allocation-failure";

/** Machines a cloud does not have or does not give: stock-outs, quotas and reclaimed spot machines. */
export const cloudCapacitySignatures: Signature[] = [
  {
    id: "capacity/aws-spot-pool",
    title: "AWS has no spot capacity for the request",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Could not launch (?<market>Spot|On-Demand) Instances\. (?<code>InsufficientInstanceCapacity|UnfulfillableCapacity|MaxSpotInstanceCountExceeded)/,
        /There is no (?<market>Spot) capacity available that matches your request/,
        /(?<code>UnfulfillableCapacity)\b[^\n]{0,20}Unable to fulfill capacity/,
      ],
      not: [/Unexpected (?:failure|state)/],
    },
    rootCause: "AWS could not provide the[[ {market}]] instances that the group asked for[[ ({code})]]",
    explanation: "The group's instance types are taken in its zones; spot pools empty first.",
    checks: ["How many instance types and zones the group allows"],
    fixes: [
      "Allow more instance types and zones, with the allocation strategy `price-capacity-optimized`",
      "Fall back to on-demand for the base capacity",
    ],
    docs: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-best-practices.html"],
  },
  {
    id: "capacity/aws-spot-price",
    title: "Spot price limit below the market",
    category: "configuration",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Your Spot request price of (?<bid>[\d.]{1,12}) is lower than the minimum required Spot request fulfillment price of (?<price>[\d.]{1,12})/,
        /\bSpotMaxPriceTooLow\b/,
      ],
    },
    rootCause: "The spot price limit[[ of {bid}]] is below the market price[[ of {price}]]",
    explanation: "A request with a maximum price waits or fails while the market is above it.",
    checks: ["The maximum price in the cluster or fleet, against the price history of the type"],
    fixes: ["Drop the maximum price (it is the on-demand price then)", "Allow other instance types"],
    docs: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-spot-instances.html"],
  },
  {
    id: "capacity/azure-sku",
    title: "Azure VM size not available in the region",
    category: "infrastructure",
    alternatives: ["configuration", "resource_exhausted"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /SKUs have failed for Capacity Restrictions: (?<size>Standard_\w{2,40})/,
        /requested (?:VM )?size (?<size>Standard_\w{2,40}) is (?:currently )?not available/,
        /\bSkuNotAvailable\b/,
      ],
    },
    rootCause:
      "Azure does not offer VM size[[ `{size}`]] in this region or zone to the subscription at the moment",
    explanation:
      "The size is restricted for the subscription in that region or zone, or sold out there. Spot sizes run out first.",
    checks: [
      "`az vm list-skus --location REGION --size Standard_… --all --output table`: column Restrictions",
    ],
    fixes: [
      "Use another size of the same family, or another zone or region",
      "Use on-demand instead of spot; ask Azure to lift the restriction for the subscription",
    ],
    docs: [
      "https://learn.microsoft.com/en-us/azure/azure-resource-manager/troubleshooting/error-sku-not-available",
    ],
  },
  {
    id: "capacity/azure-allocation",
    title: "Azure could not allocate the machines",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /\b(?<code>ZonalAllocationFailed|OverconstrainedAllocationRequest|OverconstrainedZonalAllocationRequest)\b/,
        /Allocation failed\. (?:We do not have sufficient capacity for the requested VM size|VM\(s\) with the following constraints cannot be allocated)/,
      ],
    },
    rootCause: "Azure has no capacity for the requested VM size in that zone or region[[ ({code})]]",
    explanation:
      "The cluster of machines behind the zone was full, or the constraints leave no machine to choose from.",
    checks: ["VM size, zone and placement constraints of the pool"],
    fixes: [
      "Try again later, without a fixed zone, or with another VM size",
      "Drop constraints (proximity group, accelerated networking, ephemeral disk)",
      "Reserve capacity (on-demand capacity reservation)",
    ],
    docs: [AZURE],
  },
  {
    id: "capacity/azure-core-quota",
    title: "Azure core quota reached",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [/exceeding approved (?<family>[\w ]{3,60}?) ?[Cc]ores quota/],
      also: [
        /Current Limit: (?<limit>\d{1,7}), Current Usage: (?<usage>\d{1,7}), Additional Required: (?<wanted>\d{1,7})/,
      ],
    },
    rootCause:
      "The Azure quota[[ `{family}`]] is used up: {usage} of {limit} cores in use, {wanted} more needed",
    explanation: "Azure limits cores per VM family and per region; both limits must have room.",
    checks: ["`az vm list-usage --location REGION -o table`", "Idle clusters and pools of the subscription"],
    fixes: [
      "Lower the cluster's maximum, or stop idle clusters",
      "Request more cores (Subscription, Usage + quotas)",
      "Use a VM family whose quota has room",
    ],
    docs: ["https://learn.microsoft.com/en-us/azure/quotas/per-vm-quota-requests"],
  },
  {
    id: "capacity/sagemaker-quota",
    title: "SageMaker instance quota reached",
    category: "rate_limit",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /The account-level service limit '(?<quota>[^'\n]{3,120})' is (?<limit>\d{1,6}) Instances?, with current utilization of (?<usage>\d{1,6}) Instances?/,
      ],
    },
    rootCause: "The SageMaker quota `{quota}` is {limit} and {usage} instances are in use",
    explanation:
      "New accounts have a quota of 0 for most instance types; each use (training, endpoint) has its own.",
    checks: ["Service Quotas, Amazon SageMaker, in the job's region"],
    fixes: ["Request a higher quota for exactly that name", "Use an instance type whose quota is not 0"],
    docs: ["https://docs.aws.amazon.com/general/latest/gr/sagemaker.html"],
  },
  {
    id: "capacity/sagemaker-stock-out",
    title: "SageMaker has no machines of this type",
    category: "infrastructure",
    alternatives: ["resource_exhausted"],
    strength: "certain",
    transience: "transient",
    match: { message: [/CapacityError: Unable to provision requested ML compute capacity/] },
    rootCause: "AWS had no capacity for the requested ML instance type (CapacityError)",
    explanation: "The region was out of that type. It is not the account's quota.",
    checks: ["Instance type and, with a VPC, the zones of the job's subnets"],
    fixes: [
      "Use another `instance_type`, or subnets in more zones",
      "Retry later with backoff; use a training plan or reservation for large GPU types",
    ],
    docs: ["https://docs.aws.amazon.com/sagemaker/latest/dg/how-it-works-training.html"],
  },
  {
    id: "capacity/spot-interruption",
    title: "Spot machine was reclaimed",
    category: "infrastructure",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /(?:EC2 )?Spot Instance [Ii]nterruption (?:[Ww]arning|[Nn]otice)(?:[^\n]{0,20}? (?<instance>i-[0-9a-f]{8,17}))?/,
        /Server\.SpotInstanceTermination\b|Server\.SpotInstanceShutdown\b|instance-terminated-by-(?:price|no-capacity)/,
      ],
      also: [/[Ii]nterruption|SpotInstance|instance-terminated/],
    },
    rootCause:
      "The cloud took the spot machine[[ `{instance}`]] back while the job ran on it (spot interruption)",
    explanation:
      "AWS gives two minutes' notice and then ends the machine. Signals, exit code 143 and lost workers after it only follow from this.",
    checks: ["Which part of the work was finished, and whether half-written output is left"],
    fixes: [
      "Run the job again from the part that was interrupted",
      "Run long or non-resumable jobs on on-demand machines; keep spot for parallel workers",
      "Write checkpoints, and make the load idempotent",
    ],
    docs: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-interruptions.html"],
  },
];
