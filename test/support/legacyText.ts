/** Text in an old encoding: what TextDecoder reads, the other way round. @throws if a character is none of it */
export function encodeLegacy(text: string, encoding: string): Uint8Array {
  const table = tableOf(encoding);
  return Uint8Array.from(
    Array.from(text).flatMap((character) => {
      const bytes = table.get(character);
      if (bytes === undefined) throw new Error(`${character} is no character of ${encoding}`);
      return bytes;
    })
  );
}

const tables = new Map<string, Map<string, number[]>>();

function tableOf(encoding: string): Map<string, number[]> {
  const known = tables.get(encoding);
  if (known) return known;
  const decoder = new TextDecoder(encoding);
  const table = new Map<string, number[]>();
  const add = (bytes: number[]): void => {
    const [character, ...others] = decoder.decode(Uint8Array.from(bytes), {stream: true}) + decoder.decode(); // Node 20 has no € at once
    if (others.length === 0 && character !== "\ufffd" && !table.has(character)) table.set(character, bytes);
  };
  for (let a = 0; a < 256; ++a) add([a]);
  for (let a = 0x81; a < 0xff; ++a) for (let b = 0x40; b < 0xff; ++b) add([a, b]);
  tables.set(encoding, table);
  return table;
}
