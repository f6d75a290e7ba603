import {expect, it} from "vitest";
import {bytesField, concat, floatsField, intField, intsField} from "../../../lib/export/protobuf.js";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

// The examples of protobuf.dev/programming-guides/encoding
it("intField(field, value) writes a varint", () => {
  expect(hex(intField(1, 150))).toBe("089601");
  expect(hex(intField(1, 0))).toBe("0800");
  expect(hex(intField(20, 2 ** 40))).toBe("a001808080808020");
});

it("bytesField(field, value) writes texts and messages with their length in bytes", () => {
  expect(hex(bytesField(2, "testing"))).toBe("120774657374696e67");
  expect(hex(bytesField(3, intField(1, 150)))).toBe("1a03089601");
  expect(hex(bytesField(1, "☂"))).toBe("0a03e29882");
});

it("intsField and floatsField pack their values", () => {
  expect(hex(intsField(6, [3, 270, 86942]))).toBe("3206038e029ea705");
  expect(hex(floatsField(7, [1, -0.5]))).toBe("3a080000803f000000bf");
});

it("concat(parts) puts fields one after another", () => {
  expect(hex(concat([intField(1, 1), new Uint8Array(0), intField(2, 2)]))).toBe("08011002");
});
