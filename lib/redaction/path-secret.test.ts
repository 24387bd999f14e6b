import { describe, test } from "vitest";
import { expectHidden, expectReadable } from "@/lib/redaction/testing/marked";

describe("secrets in paths", () => {
  test.each([
    "/mnt/token=«Hq7wz9Lm2pXv»/x.csv",
    "s3://lake/raw/password=«Hq7wz9Lm2pXv»/part-0",
    "open '/data/api_key=«Hq7wz9Lm2pXv»': no such file",
    "GET https://h.example.com/dl/apikey/«Hq7wz9Lm2pXv»/x 404",
    "/api_key/«Hq7wz9Lm2pXv»/",
    "/api_key/«HqRwzbLmKpXv»/",
    "/token/«4bf92f3577b34da6»/",
    "https://h.example.com/reset/token/«Hq7wz9Lm2pXv»?x=1",
    "https://h.example.com/access-token/«Hq7wz9Lm2pXv»",
  ])("%s", expectHidden);

  test.each([
    "/mnt/token=daily/x.csv",
    "s3://lake/pass=1/part-0",
    "s3://lake/token=2026-03-01/part-0",
    "s3://lake/token=20260301T000000Z/part-0",
    "s3://lake/token=orders_2026/part-0",
    "/var/run/secrets/kubernetes.io/serviceaccount/token",
    "/src/token/parser2026.py",
    "/lib/password/validator.rb:12",
    "/lib/token/OrderTokenLoader/x",
    "/lib/token/OrderLoad2/x",
    "s3://lake/token=part-00000-c000/x",
    "s3://lake/token=us-east-1a/x",
    "/opt/auth/token/refresh",
    "key/value pairs in /etc/key/value",
    "/v1/tokens/orders-etl-2026/rotate",
    "/v1/secrets/4bf92f3577b34da6/versions",
    "lib/token/Scanner2Test.java",
    "username/password authentication is off",
  ])("stays readable: %s", expectReadable);
});
