import {describe, expect, it} from "vitest";
import {createRecogniser} from "../../../lib/rows/encoding.js";

/** Bytes of a text in an encoding of at most two bytes a character, by reading all pairs of them. */
function encode(text: string, encoding: string): Uint8Array {
  const decoder = new TextDecoder(encoding);
  const bytesOf = new Map<string, number[]>();
  for (let a = 255; a >= 0; --a) {
    for (let b = 255; b >= 0x40; --b) bytesOf.set(decoder.decode(Uint8Array.of(a, b)), [a, b]);
  }
  for (let a = 0; a < 256; ++a) bytesOf.set(decoder.decode(Uint8Array.of(a)), [a]);
  return Uint8Array.from([...text].flatMap((character) => bytesOf.get(character)!));
}

function recognise(bytes: Uint8Array, size = bytes.length) {
  const recogniser = createRecogniser();
  for (let at = 0; at < bytes.length; at += size) recogniser.take(bytes.subarray(at, at + size));
  return recogniser.judge();
}

const JAPANESE = "会員番号,プラン,退会\nK1,スタンダード,はい\nK2,ベーシック,いいえ\n";

describe("createRecogniser()", () => {
  it.each(["shift_jis", "euc-jp"])("tells Japanese in %s by its kana, wherever chunks end", (encoding) => {
    const bytes = encode(JAPANESE, encoding);
    expect(new TextDecoder(encoding).decode(bytes)).toBe(JAPANESE);
    for (const size of [45, bytes.length]) expect(recognise(bytes, size)).toEqual({name: encoding, isWhole: true});
  });

  it.each([
    ["windows-1252", "Straße,Größe,gekündigt\nKöln,groß,Ja\n", "windows-1252"],
    ["windows-1251", "город,тариф,отток\nМосква,базовый,да\n", null],
    ["gbk", "会员编号,城市,流失\n1,上海,是\n2,北京,否\n", null],
    ["euc-kr", "회원번호,도시,해지\n1,서울,예\n2,부산,아니오\n", null]
  ])("takes no text in %s for Japanese", (encoding, text, name) => {
    expect(recognise(encode(text, encoding)).name).toBe(name);
  });
});
