import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Models and their inputs: MLflow, XGBoost, LightGBM, TensorFlow, PyTorch, Hugging Face, SageMaker, Feast. */
export const mlModelSignatures: Signature[] = [
  {
    id: "mlflow/schema-not-enforced",
    title: "Model input does not fit the model's signature",
    category: "schema_change",
    alternatives: ["data_quality", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Failed to enforce schema of data\b/,
        /Model is missing inputs \[(?<columns>[^\]\n]{1,200})\]/,
      ],
      names: [
        /Model is missing inputs \[(?<columns>[^\]\n]{1,200})\]/,
        /Incompatible input types for column (?<column>[\w. -]{1,100}?)\. (?<reason>Can not safely convert \w+ to \w+)/,
      ],
    },
    rootCause:
      "The input does not fit the model's signature[[: {columns} missing]][[: `{column}`, {reason}]]",
    explanation:
      "MLflow compares the frame with the signature that was logged with the model: a column is missing or renamed, or its type does not convert without loss. An integer column with missing values becomes float and no longer fits.",
    checks: ["`mlflow.models.get_model_info(uri).signature` beside the columns and dtypes of the input"],
    fixes: [
      "Deliver the columns with the names and types of the signature (`df.astype`)",
      "If the new shape is intended, train and log the model again",
      "Log integer columns that may be empty as double",
    ],
    docs: ["https://mlflow.org/docs/latest/ml/model/signatures/"],
  },
  {
    id: "mlflow/registry-unsupported",
    title: "MLflow has no model registry here",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Model registry functionality is unavailable; got unsupported URI '(?<uri>[^'\n]{0,200})'/],
    },
    rootCause: "MLflow's tracking URI `{uri}` has no model registry",
    explanation:
      "The client uses a local folder, usually because `MLFLOW_TRACKING_URI` is not set in this environment.",
    checks: ["`MLFLOW_TRACKING_URI` and `MLFLOW_REGISTRY_URI` where the task runs"],
    fixes: [
      "Set `MLFLOW_TRACKING_URI` to the tracking server, or to a database such as `sqlite:///mlflow.db`",
    ],
  },
  {
    id: "model/features-differ",
    title: "Features differ from those at training",
    category: "schema_change",
    alternatives: ["data_quality", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\bfeature_names mismatch: ?(?<reason>[^\n]{0,160})/,
        /The number of features in data \((?<got>\d{1,7})\) is not the same as it was in training data \((?<expected>\d{1,7})\)/,
        /Feature shape mismatch, expected: (?<expected>\d{1,7}), got (?<got>\d{1,7})/,
        /The feature names should match those that were passed during fit/,
        /\bX has (?<got>\d{1,7}) features, but (?<model>\w{3,80}) is expecting (?<expected>\d{1,7}) features/,
        /model was trained with (?<expected>\d{1,7}) columns but inference record has (?<got>\d{1,7})/,
      ],
    },
    rootCause: "The input's features differ from those at training[[: {got} instead of {expected}]]",
    explanation:
      "The model remembers the number, names and order of its features. A column was added, dropped or renamed, or one-hot encoding saw other categories than at training.",
    checks: [
      "The input's columns beside those of the model (`feature_names_in_`, `booster.feature_names`)",
      "What changed in the feature query since the training",
    ],
    fixes: [
      "Select the model's columns in its order: `df[model.feature_names_in_]`",
      'Keep encoders with the model in one pipeline (`handle_unknown="ignore"`)',
      "Train again if the features changed on purpose",
    ],
  },
  {
    id: "model/input-shape",
    title: "Array shape does not fit the model",
    category: "schema_change",
    alternatives: ["code_bug", "data_quality"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Input \d{1,3} of layer "?(?<layer>[\w/.-]{1,80})"? is incompatible with the layer: (?<reason>[^\n]{3,160})/,
        /Got invalid dimensions for input: (?<layer>\w{1,80}) for the following indices/,
        /(?<reason>mat1 and mat2 shapes cannot be multiplied \([^)\n]{3,60}\))/,
      ],
      names: [/Got: (?<got>\d{1,7}) Expected: (?<expected>\d{1,7})/],
    },
    rootCause:
      "The input has another shape than the model expects[[: {got} instead of {expected}]][[: {reason}]]",
    explanation:
      "A network is built for a number of features. The feature set, window or encoding of the input changed, or another model version was loaded.",
    checks: ["The shape of the input batch, and which model version was loaded"],
    fixes: [
      "Build the input with the feature code of the training run",
      "Load the model version that fits the features, or train again",
    ],
  },
  {
    id: "model/too-little-data",
    title: "Too little data to train on",
    category: "upstream_missing_data",
    alternatives: ["data_quality", "code_bug"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Dataframe has less than 2 non-NaN rows/,
        /Check failed: info\.num_row_ != 0[^\n]{0,40}Empty dataset/,
        /Unexpected result of `(?:train|test|predict)_function` \(Empty Logs\)/,
        /Found array with 0 sample\(s\) \(shape=\((?<shape>[^)\n]{1,40})\)\) while a minimum of/,
        /The least populated class in y has only (?<count>\d{1,6}) members?/,
        /With n_samples=0\b/,
      ],
    },
    rootCause:
      "The training or scoring data is empty or too small[[ (shape {shape})]][[: a class has {count row|rows}]]",
    explanation:
      "The query, join or filter before the model left no or hardly any rows: the source did not arrive, or the keys or dates do not match.",
    checks: ["Row counts after each step before the model, for this date and group"],
    fixes: [
      "Complete the source's load, then rerun",
      "Correct the filter or join that drops the rows",
      "Skip groups with too few rows and report them",
    ],
  },
  {
    id: "torch/cuda-memory",
    title: "GPU out of memory",
    category: "resource_exhausted",
    alternatives: ["configuration", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /CUDA out of memory\. Tried to allocate (?<size>[\d.]{1,10} [KMGT]i?B)/,
        /\bCUDA_ERROR_OUT_OF_MEMORY\b/,
        /CUDA error: out of memory/,
        /failed to allocate memory \[Op:/,
        /RESOURCE_EXHAUSTED: [^\n]{0,60}(?:OOM when allocating tensor|Out of memory (?:while trying to|allocating))/,
        /OOM when allocating tensor with shape/,
      ],
      names: [
        /(?<total>[\d.]{1,10} [KMGT]i?B) total capacity/,
        /total capacity of (?<total>[\d.]{1,10} [KMGT]i?B)/,
      ],
    },
    rootCause: "The GPU[[ ({total})]] ran out of memory[[ while allocating {size}]]",
    explanation:
      "Model, activations, gradients and optimizer state must fit into GPU memory; it grows with batch size and sequence length. Other processes on the GPU take their share.",
    checks: ["`nvidia-smi`: other processes on the GPU", "Batch size and longest input of this run"],
    fixes: [
      "Lower the batch size and accumulate gradients instead",
      "Use mixed precision (`torch.autocast`) or gradient checkpointing; `torch.no_grad()` for inference",
      "End leftover processes, or use a GPU with more memory",
      "Set `PYTORCH_CUDA_ALLOC_CONF=expandable_segments:True` if much is reserved but unallocated",
    ],
    docs: ["https://pytorch.org/docs/stable/notes/cuda.html"],
  },
  {
    id: "torch/collective-timeout",
    title: "Distributed training waited for a rank that did not answer",
    category: "network_timeout",
    alternatives: ["infrastructure", "code_bug"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Watchdog caught collective operation timeout/,
        /NCCL (?:error|WARN)[^\n]{0,80}(?:unhandled system error|remote process exited|Connection closed by remote peer)/i,
      ],
      names: [
        /\[[Rr]ank (?<rank>\d{1,5})\]/,
        /OpType=(?<operation>\w{3,30})/,
        /Timeout\(ms\)=(?<limit>\d{2,9})/,
      ],
    },
    rootCause:
      "A collective operation[[ ({operation})]] did not finish in time[[ ({limit} ms)]][[ on rank {rank}]]",
    explanation:
      "All ranks must join each collective. One crashed, is stuck loading data, took another branch of the code, or the network between the nodes failed.",
    checks: [
      "The log of every rank: the one that failed or stopped first",
      "With `NCCL_DEBUG=INFO`, which network interface is used",
    ],
    fixes: [
      "Fix the rank that failed first and restart from the last checkpoint",
      "Set `NCCL_SOCKET_IFNAME` if the wrong interface is used",
      "Raise the timeout of `init_process_group` if a step is just slow",
    ],
  },
  {
    id: "huggingface/gated",
    title: "Hugging Face repository not accessible",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\bGatedRepoError\b/,
        /Cannot access gated repo for url/,
        /Access to (?:model|dataset) (?<repo>[\w./-]{3,120}) is restricted/,
      ],
      names: [/huggingface\.co\/(?:datasets\/|api\/models\/)?(?<repo>[\w.-]{1,80}\/[\w.-]{1,80})/],
    },
    rootCause: "The Hugging Face repository[[ `{repo}`]] is gated and the token has no access",
    explanation:
      "The owner grants access per user after a request; the task's token is missing or belongs to a user without it.",
    checks: ["Whether `HF_TOKEN` is set where the task runs, and whose it is (`hf auth whoami`)"],
    fixes: [
      "Request access on the repository's page with that user",
      "Pass a token with read access as `HF_TOKEN`",
    ],
    docs: ["https://huggingface.co/docs/hub/models-gated"],
  },
  {
    id: "huggingface/no-data-files",
    title: "Dataset has no data files",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /No \(supported\) data files found in (?<path>[^\s]{1,200})/,
        /The directory at (?<path>[^\s]{1,200}) doesn't contain any data files/,
      ],
    },
    rootCause: "`{path}` holds no data files that `datasets` can read",
    explanation:
      "The folder or repository is empty, or its files have unknown extensions or lie in folders that are not searched.",
    checks: ["What lies under that path, and whether the job that fills it ran"],
    fixes: ["Deliver the files, then rerun", "Name them with `data_files=` or `data_dir=`"],
  },
  {
    id: "sagemaker/no-input",
    title: "SageMaker found no input in S3",
    category: "upstream_missing_data",
    alternatives: ["configuration", "auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/No S3 objects found under S3 URL "?(?<path>s3:\/\/[^"\s]{1,300})/] },
    rootCause: "There are no objects under `{path}`, the input of the SageMaker job",
    explanation:
      "SageMaker downloads the channel before it starts the code; the prefix is empty or another one than the upstream job writes.",
    checks: ["`aws s3 ls {path}`, and whether the step that writes it ran for this date"],
    fixes: ["Run the producing step, then start the job again", "Correct the S3 URI or date"],
  },
  {
    id: "sagemaker/model-data-denied",
    title: "SageMaker may not read the model",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Could not access model data at (?<path>s3:\/\/[^\s"]{1,300}?)\.? (?:Please|The role)/],
    },
    rootCause: "SageMaker's role cannot read the model at `{path}`",
    explanation:
      "SageMaker assumes the execution role to fetch the archive. The role is not trusted, lacks `s3:GetObject` or the KMS key, or the object is missing or in another region.",
    checks: ["Whether the object exists, its region, and the role's trust policy and permissions"],
    fixes: [
      "Let the role trust `sagemaker.amazonaws.com` and read bucket and key",
      "Copy the model to the region of the endpoint",
    ],
  },
  {
    id: "feast/column-inference",
    title: "Feast does not find a column in the source",
    category: "schema_change",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Inference to fill in missing information for (?<object>\w{3,60}) failed/],
      names: [/(?:Column|join key) '?(?<column>\w{1,100})'? not found/],
    },
    rootCause: "Feast's `{object}` does not fit its source[[: column `{column}` is missing]]",
    explanation:
      "`feast apply` reads the source's schema to complete types, timestamp and join keys; a column was renamed or removed, or the definition names it differently.",
    checks: ["The source table's columns beside entity, timestamp and schema of the definition"],
    fixes: [
      "Adapt the definition (`join_keys`, `timestamp_field`, `field_mapping`) or restore the column, then `feast apply`",
    ],
  },
];
