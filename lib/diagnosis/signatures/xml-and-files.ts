import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Contents that Java and XML parsers cannot read: XML, dates, character sets, archives, Avro. */
export const xmlAndFileSignatures: Signature[] = [
  {
    id: "xml/prolog",
    title: "XML expected, something else received",
    category: "data_quality",
    alternatives: ["configuration", "upstream_missing_data"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Content is not allowed in prolog/,
        /Premature end of file\.?(?:$|\s)/m,
        /(?:Document is empty|Start tag expected, '<' not found), line (?<line>\d{1,9})/,
        /ParseError: (?:no element found|syntax error): line (?<line>1), column 0/,
      ],
      names: [/systemId: (?<file>[^\s;]{1,240});/],
      also: [/SAXParse|XMLStream|XMLSyntax|ParseError|\[Fatal Error\]|prolog/],
    },
    rootCause:
      "The document[[ `{file}`]] is not XML: it is empty or something else stands before the first tag",
    explanation:
      "The parser met other text where `<?xml` or the first tag should be: an HTML or JSON error page, a byte order mark, a wrong encoding, a compressed or an empty file.",
    checks: [
      "The first bytes of the document (`head -c 100 FILE | xxd`), and the status of the response it came from",
    ],
    fixes: [
      "If it is an error page or empty, fetch it again and check the status first",
      "Remove the byte order mark or white space in front, or read it in its real encoding",
      "Unpack it first if it is compressed",
    ],
  },
  {
    id: "xml/not-well-formed",
    title: "XML not well-formed",
    category: "data_quality",
    alternatives: ["configuration", "upstream_missing_data"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /SAXParseException;? (?:publicId: [^;\n]{1,200}; )?(?:systemId: [^;\n]{1,240}; )?lineNumber: (?<line>\d{1,9}); columnNumber: (?<column>\d{1,9}); (?<reason>[^\n]{3,120})/,
        /XMLSyntaxError: (?<reason>[^\n,]{3,100}(?:, got[^\n,]{1,60})?)(?:, line (?<line>\d{1,9}), column (?<column>\d{1,9}))?/,
        /ParseError: (?<reason>not well-formed \(invalid token\)|mismatched tag|no element found|unclosed token|undefined entity[^\n:]{0,60}|junk after document element|duplicate attribute|reference to invalid character number): line (?<line>\d{1,9}), column (?<column>\d{1,9})/,
        /ParseError at \[row,col\]:\[(?<line>\d{1,9}),(?<column>\d{1,9})\]\s{0,4}Message: (?<reason>[^\n]{3,120})/,
        /parser error : (?<reason>[^\n]{3,120})/,
      ],
      names: [
        /^(?<file>[\w./-]{1,200}):(?<line>\d{1,9}): parser error/m,
        /systemId: (?<file>[^\s;]{1,240});/,
      ],
      not: [/not allowed in prolog/, /Document is empty/, /cvc-[a-z]/],
    },
    rootCause: "The XML[[ in `{file}`]] is broken[[ at line {line}]][[, column {column}]]: {reason}",
    explanation:
      "XML parsers stop at the first error: a tag that is not closed, a bare `&` or `<` in text, a character that the encoding does not allow, or a document that ends too early.",
    checks: ["That line (`xmllint --noout FILE`), and whether the file is complete"],
    fixes: [
      "Have the sender escape `&` and `<` in texts and close its tags; until then set the file aside",
      "If the end is missing, fetch the file again: it was cut off or still being written",
      "If only some documents are bad, parse them leniently (`recover=True` in lxml) and report what was lost",
    ],
  },
  {
    id: "xml/schema",
    title: "XML does not fit its schema",
    category: "schema_change",
    alternatives: ["data_quality", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<rule>cvc-[a-z]{3,20}[\w.-]{0,30}): (?<reason>[^\n]{3,120})/,
        /DocumentInvalid: (?<reason>Element '[^\n]{3,120})/,
      ],
      names: [/lineNumber: (?<line>\d{1,9})/, /, line (?<line>\d{1,9})/],
    },
    rootCause: "The XML does not fit its schema[[ at line {line}]]: {reason}",
    explanation:
      "The document is well-formed, but an element, attribute or value is not what the XSD allows. The sender changed the format, or both sides use other versions of the schema.",
    checks: ["The element in the message, in the document and in the XSD"],
    fixes: [
      "Agree on one version of the schema with the sender, and validate against that",
      "If the change is intended, update the XSD and what reads the element",
    ],
  },
  {
    id: "jvm/charset",
    title: "Java: bytes do not fit the character set",
    category: "data_quality",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<error>MalformedInputException|UnmappableCharacterException): Input length = (?<length>\d{1,6})/,
      ],
    },
    rootCause: "The text is not in the character set that the code reads or writes it in",
    explanation:
      "Java readers with a strict decoder, such as `Files.readAllLines`, fail on the first byte that the character set does not have. Usually a file in Windows-1252 or Latin-1 is read as UTF-8, or the process runs with ASCII as default.",
    checks: ["`file -i FILE`, and `file.encoding` or `LANG` of the process"],
    fixes: [
      "Name the file's real character set when reading",
      "Run Java with `-Dfile.encoding=UTF-8` (versions before 18) and a UTF-8 locale",
      "Ask the sender for UTF-8, or convert with `iconv`",
    ],
  },
  {
    id: "jvm/date-parse",
    title: "Java: text is not a date in the expected format",
    category: "data_quality",
    alternatives: ["schema_change", "code_bug", "configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /DateTimeParseException: Text '(?<value>[^'\n]{0,100})' could not be parsed/,
        /Unparseable date: "(?<value>[^"\n]{0,100})"/,
      ],
      names: [/could not be parsed[^\n:]{0,30}: (?<reason>[^\n]{3,100})/],
      not: [/SparkUpgradeException|INCONSISTENT_BEHAVIOR/],
    },
    rootCause: "A text[[ (`{value}`)]] is not a date in the expected format[[: {reason}]]",
    explanation:
      "The text has another format than the formatter's pattern, or is no date at all (`0000-00-00`, empty, a header). Month names and AM/PM depend on the locale.",
    checks: ["Where the value comes from, and whether only some rows have it"],
    fixes: [
      "Adapt the pattern, or allow several (`DateTimeFormatterBuilder.appendOptional`), with an explicit `Locale`",
      "Treat placeholders such as `0000-00-00` as null, and set other bad rows aside",
    ],
  },
  {
    id: "jvm/compressed-file",
    title: "Java: archive damaged or cut off",
    category: "data_quality",
    alternatives: ["network_timeout", "upstream_missing_data"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /EOFException: (?<reason>Unexpected end of ZLIB input stream)/,
        /ZipException: (?<reason>invalid [^\n(]{3,60}|zip END header not found|error in opening zip file|Not in GZIP format|incorrect (?:data|header) check|Corrupt GZIP trailer|zip file is empty)/,
        /java\.io\.IOException: (?<reason>Corrupt GZIP trailer|Unexpected end of stream|incorrect data check)/,
      ],
      names: [/ (?<file>[\w./:-]{1,200}\.(?:zip|gz|jar|tgz))\b/],
    },
    rootCause: "The compressed file[[ `{file}`]] is damaged, incomplete or of another format ({reason})",
    explanation:
      "The end or a checksum is missing or wrong. The file was read while it was still being written, its transfer broke off or converted line ends, or it is not compressed at all.",
    checks: ["Its size at the source and here, and `gzip -t FILE` or `unzip -t FILE`"],
    fixes: [
      "Transfer it again (binary mode with FTP), and compare size or checksum before reading",
      "Let the sender write under another name and rename at the end, or send a marker file",
      "If it is not compressed, correct its name or the setting",
    ],
  },
  {
    id: "avro/file-damaged",
    title: "Avro file damaged or not an Avro file",
    category: "data_quality",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<reason>Invalid sync!)/,
        /(?<reason>[Nn]ot an Avro data file|[Nn]ot a data file\.)/,
        /(?<reason>cannot read header - is it an avro file\?)/,
      ],
      also: [/avro/i],
    },
    rootCause: "The file cannot be read as Avro: it is damaged or of another format",
    explanation:
      "An Avro file begins with `Obj` and repeats a marker after every block. Without the first it is something else, such as a bare message or JSON; a wrong marker means that blocks were cut, overwritten or joined.",
    checks: ["The first bytes (`head -c 4 FILE | xxd`: `4f 62 6a 01`), and its size at the source"],
    fixes: [
      "Copy the file again from the source, or set it aside",
      "Do not join Avro files with `cat`; use `avro-tools concat`",
      "Messages from Kafka have no header; read them with the schema registry's deserializer",
    ],
  },
  {
    id: "avro/union",
    title: "Value fits no type of an Avro union",
    category: "schema_change",
    alternatives: ["data_quality", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Not in union (?<union>\[[^\]\n]{1,160}\]): (?<value>[^\n(]{1,80})/],
      names: [/\(field=(?<field>[\w.]{1,120})\)/],
    },
    rootCause: "The value {value} fits no type of the union {union}[[ of `{field}`]]",
    explanation:
      'A nullable field is a union such as `["null","long"]`; the writer was given another type, for example a text or a date object.',
    checks: ["The field with that type in the schema, and where the value was set"],
    fixes: [
      "Convert the value to the schema's type before writing",
      "If the type changed on purpose, add it to the schema as a compatible version",
    ],
  },
  {
    id: "avro/schema-invalid",
    title: "Avro schema invalid",
    category: "schema_change",
    alternatives: ["configuration", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /SchemaParseException: (?<reason>[^\n]{3,120})/,
        /AvroTypeException: (?<reason>Invalid default for field [^\n]{3,100})/,
      ],
    },
    rootCause: "The Avro schema is invalid: {reason}",
    explanation:
      "The parser rejects the schema as a whole: a name defined twice or not at all, a name with characters that Avro does not allow, or a default that does not fit its type.",
    checks: ["The schema file at that name"],
    fixes: [
      "Define a named type once and refer to it by its full name; parse the files in order of their references with one parser",
      "Rename fields to letters, digits and underscores; give a nullable field with default `null` the type `null` first",
    ],
  },
  {
    id: "protobuf/unknown-field",
    title: "Protobuf message has no such field",
    category: "schema_change",
    alternatives: ["code_bug", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Message type "(?<type>[\w.]{1,200})" has no field named "(?<field>[^"\n]{1,120})"/,
        /InvalidProtocolBufferException: Cannot find field: (?<field>[\w.]{1,120}) in message (?<type>[\w.]{1,200})/,
        /Protocol message (?<type>[\w.]{1,200}) has no "(?<field>[^"\n]{1,120})" field/,
      ],
    },
    rootCause: "The message type `{type}` has no field `{field}`",
    explanation:
      "The JSON or the code uses a field that the generated classes do not have: the sender uses a newer `.proto`, or the name is misspelled.",
    checks: ["The `.proto` version on both sides"],
    fixes: [
      "Generate the classes again from the sender's `.proto`",
      "Or skip what is unknown (`ignore_unknown_fields=True`, `ignoringUnknownFields()`)",
    ],
  },
  {
    id: "protobuf/message-damaged",
    title: "Bytes are not the expected Protobuf message",
    category: "data_quality",
    alternatives: ["schema_change", "configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /InvalidProtocolBufferException: (?:While parsing a protocol message, the input ended unexpectedly|Protocol message (?:contained an invalid tag|tag had invalid wire type|end-group tag did not match|had invalid UTF-8))/,
        /DecodeError: (?:Error parsing message|Truncated message|Wrong wire type in tag)/,
        /proto: cannot parse invalid wire-format data/,
      ],
      names: [/Error parsing message with type '(?<type>[\w.]{1,200})'/],
    },
    rootCause: "The bytes cannot be read as the Protobuf message[[ `{type}`]]",
    explanation:
      "Protobuf has no header, so anything else fails like this: JSON or Avro, another message type, a cut message, or the five or more bytes that a schema registry puts in front.",
    checks: ["The first bytes of the message, and how the producer writes it"],
    fixes: [
      "Read with the producer's message type and format (with the schema registry's deserializer if it uses one)",
      "Set damaged messages aside (dead letter topic)",
    ],
  },
];
