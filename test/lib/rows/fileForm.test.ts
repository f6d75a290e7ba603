import {expect, it} from "vitest";
import {checkForm, formOfBytes} from "../../../lib/rows/fileForm.js";

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

it.each(["PK,plan,churned\n1,gold,yes\n", "PKID;status\n", "PK", "{plan},churned\n", "<5 years,churned\n", "version,churned\n2,yes\n", ""])(
  "formOfBytes(begin) takes a table for one by whatever name its columns begin with: %j",
  (text) => {
    expect(formOfBytes(bytes(text))).toBe(null);
    expect(() => checkForm(bytes(text), "read")).not.toThrow();
  }
);

it.each([
  ["PK\x03\x04rest", "zip"],
  ["PK\x05\x06rest", "zip"],
  ["PAR1\x15\x04", "parquet"],
  ["ARROW1\0\0", "arrow"],
  ["\x1f\x8b\x08", "gzip"],
  ["\n<!DOCTYPE html><html>", "page"],
  ['[{"plan": "gold", "churned": "yes"}]', "json"],
  ["version https://git-lfs.github.com/spec/v1\noid sha256:0", "pointer"]
])("formOfBytes(begin) tells %j by its bytes", (text, form) => {
  expect(formOfBytes(bytes(text))).toBe(form);
});
