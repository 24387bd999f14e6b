import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const mlModelExamples: SignatureExamples = {
  "mlflow/schema-not-enforced": {
    examples: [
      {
        text: "mlflow.exceptions.MlflowException: Failed to enforce schema of data. Error: Model is missing inputs ['crate_weight']. Note that there were extra inputs: ['weight'].",
        captures: { columns: "'crate_weight'" },
      },
      {
        text: "mlflow.exceptions.MlflowException: Incompatible input types for column crates. Can not safely convert object to int64. Failed to enforce schema of data",
        captures: { column: "crates" },
      },
    ],
    nearMisses: [
      { text: "mlflow.exceptions.RestException: RESOURCE_DOES_NOT_EXIST: No Experiment with id=0 exists" },
    ],
  },
  "mlflow/registry-unsupported": {
    examples: [
      {
        text: "mlflow.exceptions.MlflowException:  Model registry functionality is unavailable; got unsupported URI './mlruns' for model registry data storage.",
        captures: { uri: "./mlruns" },
      },
    ],
    nearMisses: [{ text: "INFO mlflow.tracking: registry functionality is available" }],
  },
  "model/features-differ": {
    examples: [
      {
        text: "ValueError: feature_names mismatch: ['age', 'crates', 'weight'] ['age', 'crates']\nexpected weight in input data",
      },
      {
        text: "lightgbm.basic.LightGBMError: The number of features in data (41) is not the same as it was in training data (39).",
        captures: { got: "41", expected: "39" },
      },
      {
        text: "ValueError: X has 41 features, but StandardScaler is expecting 39 features as input.",
        captures: { got: "41", expected: "39" },
      },
    ],
    nearMisses: [{ text: "ValueError: Shape mismatch: expected 3 columns, got 4" }],
  },
  "model/input-shape": {
    examples: [
      {
        text: 'ValueError: Input 0 of layer "dense_4" is incompatible with the layer: expected axis -1 of input shape to have value 118, but received input with shape (None, 121)',
        captures: { layer: "dense_4" },
      },
      {
        text: "[ONNXRuntimeError] : 2 : INVALID_ARGUMENT : Got invalid dimensions for input: crates for the following indices\n index: 1 Got: 44 Expected: 42",
        captures: { got: "44", expected: "42" },
      },
    ],
    nearMisses: [{ text: "ValueError: operands could not be broadcast together with shapes (3,) (4,)" }],
  },
  "model/too-little-data": {
    examples: [
      { text: "ValueError: Dataframe has less than 2 non-NaN rows." },
      {
        text: "ValueError: Found array with 0 sample(s) (shape=(0, 12)) while a minimum of 1 is required by StandardScaler.",
        captures: { shape: "0, 12" },
      },
    ],
    nearMisses: [{ text: "ValueError: Found array with dim 3. Estimator expected <= 2." }],
  },
  "torch/cuda-memory": {
    examples: [
      {
        text: "torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.25 GiB. GPU 0 has a total capacity of 14.76 GiB of which 1.06 GiB is free.",
        captures: { size: "2.25 GiB", total: "14.76 GiB" },
      },
      { text: "RuntimeError: CUDA error: out of memory" },
    ],
    nearMisses: [{ text: "RuntimeError: CUDA error: device-side assert triggered" }],
  },
  "torch/collective-timeout": {
    examples: [
      {
        text: "[Rank 3] Watchdog caught collective operation timeout: WorkNCCL(SeqNum=8812, OpType=ALLREDUCE, Timeout(ms)=1800000) ran for 1800771 milliseconds before timing out.",
        captures: { rank: "3", operation: "ALLREDUCE" },
      },
    ],
    nearMisses: [{ text: "NCCL INFO Bootstrap : Using eth0:10.0.0.4<0>" }],
  },
  "huggingface/gated": {
    examples: [
      {
        text: "huggingface_hub.errors.GatedRepoError: 403 Client Error.\n\nCannot access gated repo for url https://huggingface.co/harbour/crates-7b/resolve/main/config.json.",
        captures: { repo: "harbour/crates-7b" },
      },
    ],
    nearMisses: [{ text: "huggingface_hub.errors.RevisionNotFoundError: 404 Client Error." }],
  },
  "huggingface/no-data-files": {
    examples: [
      {
        text: "datasets.exceptions.EmptyDatasetError: The directory at /mnt/crates/week_22 doesn't contain any data files",
        captures: { path: "/mnt/crates/week_22" },
      },
      {
        text: "datasets.exceptions.DataFilesNotFoundError: No (supported) data files found in harbour/crates",
      },
    ],
    nearMisses: [{ text: "The directory at /mnt/crates is not empty" }],
  },
  "sagemaker/no-input": {
    examples: [
      {
        text: 'ClientError: Data download failed:No S3 objects found under S3 URL "s3://harbour-ml/crates/2024-06-22" given in input data source.',
        captures: { path: "s3://harbour-ml/crates/2024-06-22" },
      },
    ],
    nearMisses: [{ text: "ClientError: Data download failed: Failed to download data. Forbidden (403)" }],
  },
  "sagemaker/model-data-denied": {
    examples: [
      {
        text: 'ValidationException: Could not access model data at s3://harbour-ml/model.tar.gz. Please ensure that the role "arn:aws:iam::1:role/ml" exists and that its trust relationship policy allows the action "sts:AssumeRole"',
        captures: { path: "s3://harbour-ml/model.tar.gz" },
      },
    ],
    nearMisses: [{ text: "ValidationException: Could not find model crates-7b." }],
  },
  "feast/column-inference": {
    examples: [
      {
        text: "feast.errors.RegistryInferenceFailure: Inference to fill in missing information for FeatureView failed. Column event_ts not found among source columns",
        captures: { object: "FeatureView", column: "event_ts" },
      },
    ],
    nearMisses: [{ text: "feast.errors.FeatureViewNotFoundException: Feature view crates does not exist" }],
  },
};
