import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const jvmLibraryExamples: SignatureExamples = {
  "jvm/native-library": {
    examples: [
      {
        text: "java.lang.UnsatisfiedLinkError: no rocksdbjni in java.library.path: [/usr/java/packages/lib, /usr/lib64]",
        captures: { library: "rocksdbjni" },
      },
      {
        text: "java.lang.UnsatisfiedLinkError: /tmp/snappy-1.1.8-libsnappyjava.so: /tmp/snappy-1.1.8-libsnappyjava.so: failed to map segment from shared object: Operation not permitted",
        captures: { library: "/tmp/snappy-1.1.8-libsnappyjava.so" },
      },
      {
        text: "java.lang.UnsatisfiedLinkError: 'long org.acme.Crate.open(java.lang.String)'",
        captures: { reason: "'long org.acme.Crate.open(java.lang.String)'" },
      },
    ],
    nearMisses: [
      {
        text: "java.lang.UnsatisfiedLinkError: /tmp/librocksdbjni441.so: Error loading shared library ld-linux-x86-64.so.2: No such file or directory",
      },
    ],
  },
  "os/musl-library": {
    examples: [
      {
        text: "java.lang.UnsatisfiedLinkError: /tmp/librocksdbjni441.so: Error loading shared library ld-linux-x86-64.so.2: No such file or directory (needed by /tmp/librocksdbjni441.so)",
        captures: { library: "ld-linux-x86-64.so.2", file: "/tmp/librocksdbjni441.so" },
      },
      {
        text: "Error relocating /usr/bin/crateloader: __memcpy_chk: symbol not found",
        captures: { file: "/usr/bin/crateloader", symbol: "__memcpy_chk" },
      },
    ],
    nearMisses: [
      {
        text: "./loader: error while loading shared libraries: libpq.so.5: cannot open shared object file: No such file or directory",
      },
    ],
  },
  "jvm/options": {
    examples: [
      {
        text: "Unrecognized VM option 'UseConcMarkSweepGC'\nError: Could not create the Java Virtual Machine.\nError: A fatal exception has occurred. Program will exit.",
        captures: { option: "UseConcMarkSweepGC" },
      },
      {
        text: "Unrecognized option: -XMaxHeap=4g\nError: Could not create the Java Virtual Machine.",
        captures: { option: "-XMaxHeap=4g" },
      },
    ],
    nearMisses: [
      {
        text: "Error occurred during initialization of VM\nCould not reserve enough space for object heap\nError: Could not create the Java Virtual Machine.",
      },
    ],
  },
  "jvm/module-access": {
    examples: [
      {
        text: 'java.lang.reflect.InaccessibleObjectException: Unable to make field private final byte[] java.lang.String.value accessible: module java.base does not "opens java.lang" to unnamed module @1b2c6ec2',
        captures: { module: "java.base", package: "java.lang" },
      },
      {
        text: "java.lang.IllegalAccessError: class org.apache.spark.storage.StorageUtils$ (in unnamed module @0x4b85612c) cannot access class sun.nio.ch.DirectBuffer (in module java.base) because module java.base does not export sun.nio.ch to unnamed module @0x4b85612c",
        captures: { module: "java.base", package: "sun.nio.ch" },
      },
    ],
    nearMisses: [{ text: "WARNING: An illegal reflective access operation has occurred" }],
  },
  "jvm/class-loader": {
    examples: [
      {
        text: "java.lang.LinkageError: loader constraint violation: loader org.apache.flink.util.ChildFirstClassLoader @6f2 wants to load class org.apache.avro.Schema. A different class with the same name was previously loaded by 'app'.",
        captures: { class: "org.apache.avro.Schema" },
      },
    ],
    nearMisses: [
      { text: "java.lang.ClassCastException: class com.acme.Crate cannot be cast to class com.acme.Crate" },
    ],
  },
  "jvm/keystore-password": {
    examples: [
      {
        text: "java.io.IOException: keystore password was incorrect Caused by: java.security.UnrecoverableKeyException: failed to decrypt safe contents entry",
      },
      { text: "java.io.IOException: Keystore was tampered with, or password was incorrect" },
    ],
    nearMisses: [
      { text: "java.io.FileNotFoundException: /etc/ssl/keystore.jks (No such file or directory)" },
    ],
  },
  "jvm/trust-store-empty": {
    examples: [
      {
        text: "java.security.InvalidAlgorithmParameterException: the trustAnchors parameter must be non-empty",
      },
    ],
    nearMisses: [
      {
        text: "sun.security.validator.ValidatorException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target",
      },
    ],
  },
  "jvm/config-key-missing": {
    examples: [
      {
        text: "com.typesafe.config.ConfigException$Missing: application.conf @ file:/opt/job/conf/application.conf: 9: No configuration setting found for key 'sink.bucket'",
        captures: { key: "sink.bucket", source: "application.conf" },
      },
      {
        text: "com.typesafe.config.ConfigException$Missing: No configuration setting found for key 'crates'",
        captures: { key: "crates" },
      },
    ],
    nearMisses: [{ text: "ERROR: Configuration property 'hive.metastore.url' was not used" }],
  },
};
