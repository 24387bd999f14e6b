import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Java: native libraries, options, modules, class loaders, key stores. */
export const jvmLibrarySignatures: Signature[] = [
  {
    id: "jvm/native-library",
    title: "Java cannot load a native library",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /UnsatisfiedLinkError: no (?<library>[\w.+-]{1,80}) in java\.library\.path/,
        /UnsatisfiedLinkError: (?<library>\/[^\s:]{1,240}): /,
        /UnsatisfiedLinkError: (?<reason>[^\n]{1,120})/,
      ],
      not: [/Error loading shared library/, /NativeIO\$Windows/],
    },
    rootCause: "The native library that Java code needs cannot be loaded[[: `{library}`]][[: {reason}]]",
    explanation:
      "The class calls compiled code. The library is not in `java.library.path`, was built for another operating system or processor, cannot be unpacked to the temporary folder, or needs a further library.",
    checks: [
      "The path in the message, and `ldd` on that file",
      "The processor of the machine (`uname -m`) and which ones the jar's version has libraries for",
    ],
    fixes: [
      "Use a version of the jar with libraries for this platform (for example ARM), or an image for the platform it supports",
      "Put the library where Java looks (`-Djava.library.path`, `LD_LIBRARY_PATH`), or install the package it needs",
      "If the temporary folder is mounted `noexec` or not writable, set `-Djava.io.tmpdir` to another",
    ],
  },
  {
    id: "os/musl-library",
    title: "Program built for glibc runs on Alpine (musl)",
    category: "missing_dependency",
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Error loading shared library (?<library>[\w.+-]{2,120}): No such file or directory/,
        /Error relocating (?<file>[^\s:]{1,240}): (?<symbol>\w{1,120}): symbol not found/,
      ],
      names: [/\(needed by (?<file>[^\s)]{1,240})\)/, /UnsatisfiedLinkError: (?<file>\/[^\s:]{1,240}): /],
    },
    rootCause:
      "[[`{file}` cannot be loaded: ]]the image lacks[[ the library `{library}`]][[ the symbol `{symbol}`]] that a program built for glibc needs",
    explanation:
      "This wording comes from the loader of musl, the C library of Alpine. Programs and native libraries built on other distributions expect glibc, of which Alpine has nothing.",
    checks: ["Whether the image is based on Alpine (`cat /etc/os-release`), and what `ldd` says of the file"],
    fixes: [
      "Use a base image with glibc (Debian or its `slim` variant)",
      "Or install the missing library with `apk add` (`libstdc++`, `snappy`; `gcompat` for programs that need glibc's loader)",
      "Or use a build for musl",
    ],
  },
  {
    id: "jvm/options",
    title: "Java does not start with these options",
    category: "configuration",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Unrecognized VM option '(?<option>[^'\n]{1,120})'/,
        /Invalid (?:maximum|initial) heap size: (?<option>-X[\w.]{1,40})/,
        /(?:Unrecognized option: (?<option>-[^\s]{1,120})\s{1,4})?Error: Could not create the Java Virtual Machine/,
      ],
      names: [/Unrecognized option: (?<option>-[^\s]{1,120})/],
      not: [/Could not reserve enough space/],
    },
    rootCause: "Java does not start because an option of the command line is invalid[[: `{option}`]]",
    explanation:
      "The JVM checks its options first and refuses unknown ones. Options of older versions disappear: `PermSize` and `UseConcMarkSweepGC` are unknown to newer ones.",
    checks: ["`java -version` on that machine, and `JAVA_OPTS`, `JAVA_TOOL_OPTIONS` or the start script"],
    fixes: [
      "Remove or correct the option[[ `{option}`]]",
      "Or start with the Java version for which the script was written (`JAVA_HOME`)",
    ],
  },
  {
    id: "jvm/module-access",
    title: "Java version too new for a library (closed modules)",
    category: "configuration",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /InaccessibleObjectException: Unable to make /,
        /IllegalAccessError: (?:superclass access check failed: )?class [\w.$]{1,200} \([^)\n]{1,120}\) cannot access (?:its superclass |class )/,
      ],
      names: [/module (?<module>[\w.]{1,80}) does not "?(?:opens|exports?) "?(?<package>[\w.]{1,120}\w)/],
    },
    rootCause: "A library uses internals of Java that this version closes[[ (`{package}` in `{module}`)]]",
    explanation:
      "Since Java 16 and 17 code outside a module cannot reach its internals. Older versions of Spark, Hadoop and serializers did so.",
    checks: ["`java -version` where the program runs, and which Java versions the library supports"],
    fixes: [
      "Run with a Java version that the library supports (`JAVA_HOME`), or upgrade the library",
      "Or open the package: `--add-opens[[ {module}/{package}]]=ALL-UNNAMED` in the Java options (`spark.driver.extraJavaOptions` and `spark.executor.extraJavaOptions` in Spark)",
    ],
  },
  {
    id: "jvm/class-loader",
    title: "The same class was loaded twice",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/loader constraint violation/],
      names: [
        /wants to load (?:class|interface) (?<class>[\w.$/]{3,200})/,
        /have different Class objects for (?:the )?type(?:s)? (?<class>[\w.$/]{3,200})/,
      ],
    },
    rootCause: "Two class loaders hold different copies of a class[[: `{class}`]]",
    explanation:
      "The job's jar contains a library that the server (Flink, Spark, an application server) has as well, and their types meet in one call.",
    checks: ["Which jars contain the class: the job's own and those in the server's `lib`"],
    fixes: [
      "Exclude the library from the job's jar (scope `provided`), or relocate it (shade)",
      "In Flink, add its package to `classloader.parent-first-patterns.additional`",
    ],
  },
  {
    id: "jvm/keystore-password",
    title: "Password of a Java key store is wrong",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /keystore password was incorrect/,
        /[Kk]eystore was tampered with, or password was incorrect/,
        /UnrecoverableKeyException: (?:Cannot recover key|Get Key failed|Password must not be null)/,
      ],
    },
    rootCause: "The password does not open the key store or the key in it",
    explanation:
      "Java checks the password when it loads the store, and a key's own password when it reads the key. A store of another type than stated (JKS, PKCS12) gives the same error.",
    checks: [
      "`keytool -list -keystore FILE` with that password, and whether store or password were replaced",
    ],
    fixes: [
      "Set the store's present password (`javax.net.ssl.keyStorePassword`, `ssl.keystore.password` in Kafka) and the key's own, if it differs",
      "If the file was replaced, deploy the store and its password together",
    ],
  },
  {
    id: "jvm/trust-store-empty",
    title: "Java has no trusted certificates",
    category: "configuration",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/trustAnchors parameter must be non-empty/] },
    rootCause: "Java found no trusted certificates: its trust store is missing, unreadable or empty",
    explanation:
      "TLS needs at least one certificate authority. The path of the trust store does not exist, which Java does not report, or the image has no `cacerts`.",
    checks: ["`javax.net.ssl.trustStore` and whether that file exists and can be read there"],
    fixes: [
      "Correct the path of the trust store, or mount it where the job expects it",
      "Install the system's certificates (`ca-certificates-java` on Debian)",
      "If the store holds no trusted entries, import one: `keytool -importcert -trustcacerts -keystore FILE -file ca.pem`",
    ],
  },
  {
    id: "jvm/config-key-missing",
    title: "Typesafe config: setting missing",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/No configuration setting found for key '(?<key>[^'\n]{1,160})'/],
      names: [/ConfigException\$Missing: (?<source>[^\s:]{1,160})/],
    },
    rootCause: "The setting `{key}` is missing[[ in `{source}`]]",
    explanation:
      "The program reads its settings from `application.conf` and `reference.conf` on the class path, and this one is in neither.",
    checks: ["Which file was loaded (`-Dconfig.file`, `-Dconfig.resource`), and the profile or environment"],
    fixes: [
      "Add `{key}` to the file, or pass `-D{key}=VALUE`",
      "In a jar of everything, merge the `reference.conf` files instead of keeping one",
    ],
  },
];
