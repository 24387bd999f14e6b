import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const nativeProgramExamples: SignatureExamples = {
  "rust/unwrap": {
    examples: [
      {
        text: "thread 'tokio-runtime-worker' panicked at src/sink/crates.rs:218:41:\ncalled `Option::unwrap()` on a `None` value",
        captures: { place: "src/sink/crates.rs:218:41" },
      },
      {
        text: "thread 'main' panicked at 'called `Result::unwrap()` on an `Err` value: Os { code: 2, kind: NotFound, message: \"No such file or directory\" }', src/main.rs:12:34",
        captures: { place: "src/main.rs:12:34" },
      },
    ],
    nearMisses: [{ text: "warning: used `unwrap()` on an `Option` value" }],
  },
  "rust/panic": {
    examples: [
      {
        text: "thread 'main' panicked at src/window.rs:54:9:\nattempt to subtract with overflow",
        captures: { reason: "attempt to subtract with overflow", place: "src/window.rs:54:9" },
      },
      { text: "thread 'main' panicked at 'already borrowed: BorrowMutError', src/state.rs:77:30" },
      {
        text: "thread 'tokio-runtime-worker' panicked at src/batch.rs:142:31:\nindex out of bounds: the len is 16 but the index is 16",
      },
    ],
    nearMisses: [{ text: "OverflowError: attempt to add with overflow in numpy" }],
  },
  "rust/cli-argument": {
    examples: [
      {
        text: "error: invalid value 'ziip' for '--compression <CODEC>'\n  [possible values: none, gzip, zstd]",
        captures: { value: "ziip", argument: "--compression <CODEC>", allowed: "none, gzip, zstd" },
      },
      { text: "error: unexpected argument '--crates' found", captures: { argument: "--crates" } },
    ],
    nearMisses: [{ text: "crates.py: error: unrecognized arguments: --crates" }],
  },
  "rust/cargo-resolve": {
    examples: [
      {
        text: "error: failed to select a version for `openssl-sys`.\n    ... required by package `native-tls v0.2.0`",
        captures: { crate: "openssl-sys" },
      },
      {
        text: "error[E0432]: unresolved import `arrow::ipc::writer`",
        captures: { crate: "arrow::ipc::writer" },
      },
    ],
    nearMisses: [{ text: "ERROR: No matching distribution found for crates" }],
  },
  "rust/connection-closed": {
    examples: [
      { text: "hyper::Error(IncompleteMessage): connection closed before message completed" },
      {
        text: "error sending request for url (https://harbour.example/v1/crates): connection closed before message completed",
        captures: { url: "https://harbour.example/v1/crates" },
      },
    ],
    nearMisses: [{ text: "error trying to connect: invalid peer certificate: UnknownIssuer" }],
  },
  "native/allocation-failed": {
    examples: [
      { text: "memory allocation of 17179869184 bytes failed", captures: { bytes: "17179869184" } },
      { text: "terminate called after throwing an instance of 'std::bad_alloc'\n  what():  std::bad_alloc" },
    ],
    nearMisses: [{ text: "terminate called after throwing an instance of 'std::out_of_range'" }],
  },
  "native/cpp-exception": {
    examples: [
      {
        text: "terminate called after throwing an instance of 'std::out_of_range'\n  what():  vector::_M_range_check: __n (which is 12) >= this->size() (which is 12)",
        captures: { type: "std::out_of_range" },
      },
    ],
    nearMisses: [{ text: "terminate called after throwing an instance of 'std::bad_alloc'" }],
  },
  "native/heap-corruption": {
    examples: [
      {
        text: "double free or corruption (!prev)",
        captures: { reason: "double free or corruption (!prev)" },
      },
      { text: "free(): invalid pointer" },
    ],
    nearMisses: [{ text: "Aborted (core dumped)" }],
  },
};
