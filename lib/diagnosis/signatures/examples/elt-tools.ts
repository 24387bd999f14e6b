import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const eltToolExamples: SignatureExamples = {
  "meltano/plugin-killed": {
    examples: [
      {
        text: "2026-03-04T05:06:07.040297Z [error    ] Loading failed                 code=-9 message= name=meltano run_id=4c",
        captures: { step: "Loading" },
      },
    ],
    nearMisses: [{ text: "[error    ] Loading failed                 code=1 message=bad row name=meltano" }],
  },
  "airbyte/config-validation": {
    examples: [
      {
        text: "airbyte_cdk.utils.traced_exception.AirbyteTracedException: Config validation error: 'start_date' is a required property",
        captures: { problem: "'start_date' is a required property" },
      },
    ],
    nearMisses: [{ text: "jsonschema.exceptions.ValidationError: 'start_date' is a required property" }],
  },
};
