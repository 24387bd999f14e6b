import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const xmlAndFileExamples: SignatureExamples = {
  "xml/prolog": {
    examples: [
      {
        text: "org.xml.sax.SAXParseException; lineNumber: 1; columnNumber: 1; Content is not allowed in prolog.",
      },
      {
        text: "org.xml.sax.SAXParseException; systemId: file:/in/crates.xml; lineNumber: 1; columnNumber: 1; Premature end of file.",
        captures: { file: "file:/in/crates.xml" },
      },
      { text: "lxml.etree.XMLSyntaxError: Document is empty, line 1, column 1", captures: { line: "1" } },
    ],
    nearMisses: [
      { text: "java.io.EOFException: Premature end of file reached" },
      { text: "xml.etree.ElementTree.ParseError: mismatched tag: line 41, column 4" },
    ],
  },
  "xml/not-well-formed": {
    examples: [
      {
        text: "org.xml.sax.SAXParseException; lineNumber: 4481; columnNumber: 17; The entity name must immediately follow the '&' in the entity reference.",
        captures: { line: "4481", column: "17" },
      },
      {
        text: "lxml.etree.XMLSyntaxError: Opening and ending tag mismatch: crate line 3 and crates, line 9, column 8",
        captures: { reason: "Opening and ending tag mismatch: crate line 3 and crates", line: "9" },
      },
      {
        text: "xml.etree.ElementTree.ParseError: not well-formed (invalid token): line 3, column 14",
        captures: { line: "3", column: "14" },
      },
      {
        text: "invoices.xml:77: parser error : Opening and ending tag mismatch: Line line 70 and Invoice",
        captures: { file: "invoices.xml", line: "77" },
      },
    ],
    nearMisses: [
      { text: "sqlglot.errors.ParseError: Expecting ). Line 3, Col: 14." },
      {
        text: "org.xml.sax.SAXParseException; lineNumber: 1; columnNumber: 1; Content is not allowed in prolog.",
      },
    ],
  },
  "xml/schema": {
    examples: [
      {
        text: "org.xml.sax.SAXParseException; lineNumber: 12; columnNumber: 20; cvc-complex-type.2.4.a: Invalid content was found starting with element 'crateNo'. One of '{crateId}' is expected.",
        captures: { line: "12", rule: "cvc-complex-type.2.4.a" },
      },
      {
        text: "lxml.etree.DocumentInvalid: Element 'crate': Missing child element(s). Expected is ( weight )., line 7",
      },
    ],
    nearMisses: [{ text: "jsonschema.exceptions.ValidationError: 'weight' is a required property" }],
  },
  "jvm/charset": {
    examples: [
      { text: "java.nio.charset.MalformedInputException: Input length = 1" },
      { text: "java.nio.charset.UnmappableCharacterException: Input length = 1" },
    ],
    nearMisses: [
      {
        text: "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xe9 in position 10: invalid continuation byte",
      },
    ],
  },
  "jvm/date-parse": {
    examples: [
      {
        text: "java.time.format.DateTimeParseException: Text '0000-00-00' could not be parsed: Invalid value for MonthOfYear (valid values 1 - 12): 0",
        captures: { value: "0000-00-00", reason: "Invalid value for MonthOfYear (valid values 1 - 12): 0" },
      },
      {
        text: 'java.text.ParseException: Unparseable date: "31.02.2024x"',
        captures: { value: "31.02.2024x" },
      },
    ],
    nearMisses: [
      { text: "ValueError: time data '0000-00-00' does not match format '%Y-%m-%d'" },
      {
        text: "org.apache.spark.SparkUpgradeException: You may get a different result due to the upgrading of Spark 3.0: Fail to parse '1/1/24' in the new parser. Caused by: java.time.format.DateTimeParseException: Text '1/1/24' could not be parsed at index 0",
      },
    ],
  },
  "jvm/compressed-file": {
    examples: [
      { text: "java.io.EOFException: Unexpected end of ZLIB input stream" },
      {
        text: "java.util.zip.ZipException: invalid entry size (expected 0 but got 8123 bytes) while expanding crates_drop.zip",
        captures: { file: "crates_drop.zip", reason: "invalid entry size" },
      },
      { text: "java.util.zip.ZipException: Not in GZIP format" },
    ],
    nearMisses: [{ text: "java.util.zip.ZipException: duplicate entry: META-INF/LICENSE" }],
  },
  "avro/file-damaged": {
    examples: [
      { text: "org.apache.avro.AvroRuntimeException: java.io.IOException: Invalid sync!" },
      { text: "ValueError: cannot read header - is it an avro file?" },
      { text: "org.apache.avro.InvalidAvroMagicException: Not an Avro data file." },
    ],
    nearMisses: [{ text: "git: Invalid sync! state of submodule" }],
  },
  "avro/union": {
    examples: [
      {
        text: 'org.apache.avro.UnresolvedUnionException: Not in union ["null","long"]: 2024-05-07T10:00:00Z (field=updatedAt)',
        captures: { union: '["null","long"]', field: "updatedAt" },
      },
    ],
    nearMisses: [{ text: "org.apache.avro.AvroTypeException: Found string, expecting union" }],
  },
  "avro/schema-invalid": {
    examples: [
      {
        text: "org.apache.avro.SchemaParseException: Can't redefine: com.acme.common.Address",
        captures: { reason: "Can't redefine: com.acme.common.Address" },
      },
    ],
    nearMisses: [{ text: "org.apache.avro.AvroTypeException: Found long, expecting string" }],
  },
  "protobuf/unknown-field": {
    examples: [
      {
        text: `google.protobuf.json_format.ParseError: Message type "acme.harbour.v2.Crate" has no field named "weight_kg" at "Crate".\n Available Fields(except extensions): "['id', 'ts']"`,
        captures: { type: "acme.harbour.v2.Crate", field: "weight_kg" },
      },
      {
        text: "com.google.protobuf.InvalidProtocolBufferException: Cannot find field: weightKg in message acme.harbour.v2.Crate",
        captures: { field: "weightKg" },
      },
    ],
    nearMisses: [{ text: "AttributeError: 'Crate' object has no attribute 'weight_kg'" }],
  },
  "protobuf/message-damaged": {
    examples: [
      {
        text: "com.google.protobuf.InvalidProtocolBufferException: Protocol message contained an invalid tag (zero).",
      },
      {
        text: "google.protobuf.message.DecodeError: Error parsing message with type 'acme.harbour.Crate'",
        captures: { type: "acme.harbour.Crate" },
      },
    ],
    nearMisses: [{ text: "json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)" }],
  },
};
