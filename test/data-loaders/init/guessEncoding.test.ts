import fc from "fast-check";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, describe, expect, it} from "vitest";
import {guessEncoding} from "../../../data-loaders/init/guessEncoding.js";
import {initTable} from "../../../data-loaders/init/initTable.js";
import {findEncoding} from "../../../data-loaders/ingest/openCsv.js";
import {readDefinition} from "../../../data-loaders/ingest/readDefinition.js";
import {readTable} from "../../../data-loaders/ingest/readTable.js";
import {noteEncoding, toUtf8} from "../../../lib/rows/encoding.js";
import {createLcg} from "../../support/syntheticUsers.js";
import {encodeLegacy} from "../../support/legacyText.js";

const folder = await mkdtemp(join(tmpdir(), "churnbook-encoding-"));
afterAll(() => rm(folder, {recursive: true, force: true}));

/** A header, towns and plans as a table of each language has them; and the encodings that it came in before UTF-8. */
const LANGUAGES: Record<string, {header: string; towns: string; plans: string; encodings: string[]}> = {
  Russian: {
    header: "Город,Тариф,Абонплата",
    towns: "Москва,Санкт-Петербург,Новосибирск,Казань,Самара,Омск,Уфа",
    plans: "базовый,премиум,корпоративный",
    encodings: ["windows-1251", "koi8-r", "ibm866", "iso-8859-5"]
  },
  "simplified Chinese": {
    header: "城市,套餐,月费",
    towns: "北京,上海,广州,深圳,成都,杭州,重庆",
    plans: "基本套餐,高级套餐,企业套餐",
    encodings: ["gb18030"]
  },
  "traditional Chinese": {
    header: "城市,方案,月費",
    towns: "台北,高雄,臺中,新竹,基隆,桃園,花蓮",
    plans: "基本方案,進階方案,企業方案",
    encodings: ["big5"]
  },
  Korean: {
    header: "도시,요금제,월요금",
    towns: "서울,부산,대구,인천,광주,대전,수원",
    plans: "기본요금제,고급요금제,기업요금제",
    encodings: ["euc-kr"]
  },
  Japanese: {
    header: "都市,プラン,月額",
    towns: "東京,さいたま,横浜,名古屋,札幌,つくば,福岡",
    plans: "ベーシック,プレミアム,法人プラン",
    encodings: ["shift_jis", "euc-jp"]
  },
  Czech: {
    header: "Město,Tarif,Měsíční poplatek",
    towns: "Plzeň,Ústí nad Labem,České Budějovice,Hradec Králové,Třebíč",
    plans: "základní,prémiový,firemní",
    encodings: ["windows-1250", "iso-8859-2"]
  },
  Polish: {
    header: "Miasto,Taryfa,Opłata miesięczna",
    towns: "Kraków,Łódź,Wrocław,Poznań,Gdańsk,Białystok,Częstochowa",
    plans: "podstawowy,rozszerzony,służbowy",
    encodings: ["windows-1250", "iso-8859-2"]
  },
  Greek: {
    header: "Πόλη,Πρόγραμμα,Μηνιαίο κόστος",
    towns: "Αθήνα,Θεσσαλονίκη,Πάτρα,Ηράκλειο,Λάρισα,Βόλος",
    plans: "βασικό,προνομιακό,εταιρικό",
    encodings: ["windows-1253", "iso-8859-7"]
  },
  Turkish: {
    header: "Şehir,Tarife,Aylık ücret",
    towns: "İstanbul,İzmir,Şanlıurfa,Eskişehir,Muğla,Kırşehir",
    plans: "temel,gelişmiş,kurumsal müşteri",
    encodings: ["windows-1254"]
  },
  French: {
    header: "Ville,Forfait,Coût mensuel",
    towns: "Orléans,Béziers,Nîmes,Besançon,Fécamp",
    plans: "élémentaire,privilège,société",
    encodings: ["windows-1252"]
  },
  German: {
    header: "Stadt,Tarif,Gebühr",
    towns: "München,Köln,Düsseldorf,Nürnberg,Gießen,Saarbrücken",
    plans: "Grundgebühr,Vorzugspaket,für Geschäfte",
    encodings: ["windows-1252"]
  }
};

/** A table in words of a language: in its header and every row, or in a few cells alone. */
function makeTable({header, towns, plans}: (typeof LANGUAGES)[string], isWhole: boolean): string {
  const random = createLcg(7);
  const draw = (words: string): string => words.split(",")[Math.floor(random() * words.split(",").length)];
  const lines = Array.from({length: 400}, (_, i) => {
    const isLocal = isWhole || i % 50 === 0;
    const [town, plan] = isLocal ? [draw(towns), draw(plans)] : ["Central", "basic"];
    return `${i},${town},${plan},${(20 + 80 * random()).toFixed(2)},${random() < 0.3 ? "yes" : "no"}`;
  });
  return [isWhole ? `id,${header},churned` : "id,city,plan,fee,churned", ...lines, ""].join("\n");
}

async function write(bytes: Uint8Array): Promise<string> {
  const path = join(folder, "table.csv");
  await writeFile(path, bytes);
  return path;
}

const guess = async (path: string) => guessEncoding(path, await findEncoding(path, {}));

/** As the page reads it. */
function readOnPage(bytes: Uint8Array, encoding: string): {encoding: string; text: string} {
  const steps = toUtf8(bytes, encoding, "a.csv");
  for (let step = steps.next(); ; step = steps.next())
    if (step.done) return {encoding: step.value.encoding, text: new TextDecoder().decode(step.value.bytes)};
}

const CASES = Object.entries(LANGUAGES).flatMap(([language, words]) =>
  [true, false].map((isWhole) => ({language, text: makeTable(words, isWhole), isWhole, encodings: words.encodings}))
);

describe("guessEncoding(path)", () => {
  it.each(CASES)("reads $language, everywhere: $isWhole, in each encoding that it came in", async ({text, encodings}) => {
    for (const encoding of encodings) {
      const bytes = encodeLegacy(text, encoding);
      const found = await guess(await write(bytes));
      expect(new TextDecoder(found?.name).decode(bytes), `${encoding}, read as ${found?.name}`).toBe(text);
      expect(text).toContain(found?.word);
    }
  });

  it.each(CASES)("takes $language, everywhere: $isWhole, in UTF-8 for nothing else, damaged or not", async ({text}) => {
    const bytes = new TextEncoder().encode(text);
    const places = Array.from(bytes.keys()).filter((at) => bytes[at] >= 0x80);
    const cut = places[Math.floor(places.length / 2)];
    for (const file of [bytes, bytes.filter((_, at) => at !== cut)]) {
      const path = await write(file);
      expect(await guess(path)).toBe(null);
      expect((await findEncoding(path, {})).name).toBe("utf-8");
    }
  });

  it("takes French with capitals that have accents for none of another alphabet, whose encoding has its small letters alone", async () => {
    const [towns, plans] = ["Évry,Étampes,Épinal,Âge,Mâcon,Orléans".split(","), "Éco,Équilibre,Sérénité".split(",")];
    const lines = Array.from(
      {length: 200},
      (_, i) => `Lefèvre ${i},${towns[i % 6]},${plans[i % 3]},${i} €,${i % 4 === 0 ? "Résilié" : "Actif"}`
    );
    const text = ["Nom d'adhérent,Âge,Formule,Prix,État", ...lines].join("\n");
    const path = await write(encodeLegacy(text, "windows-1252"));
    expect(await guess(path)).toMatchObject({name: "windows-1252", isFound: true});
  });

  it("takes German with many prices in € for none of DOS's Russian, in which a price is a number and a letter", async () => {
    const words = ["München", "Köln", "Zürich", "Weiß", "gekündigt"];
    const lines = Array.from({length: 400}, (_, i) => `${i};${words[i % 5]};${(i * 7.31).toFixed(2).replace(".", ",")} €`);
    const path = await write(encodeLegacy(["Kd.-Nr.;Ort;MRR", ...lines].join("\n"), "windows-1252"));
    expect(await guess(path)).toMatchObject({name: "windows-1252", isFound: true});
  });

  it("says what else a file of one word may be, as it would read", async () => {
    const text = `id,city\n${Array.from({length: 50}, (_, i) => `${i},${i === 7 ? "İzmir" : "Bursa"}`).join("\n")}\n`;
    const found = await guess(await write(encodeLegacy(text, "windows-1254")));
    expect(found).toMatchObject({name: "windows-1254", word: "İzmir", rivals: [{name: "windows-1252", word: "Ýzmir", own: "İzmir"}]});
  });

  it("leaves plain files, and those of no text, to whoever reads them", async () => {
    for (const bytes of [new TextEncoder().encode("id,city\n1,Oslo\n"), Uint8Array.from([0xff, 0xfe, 0x61, 0, 0x0a, 0]), new Uint8Array(0)])
      expect(await guess(await write(bytes))).toBe(null);
  });
});

describe("a format that names an encoding", () => {
  const named = Object.values(LANGUAGES).flatMap(({towns, plans, encodings}) =>
    encodings.map((encoding) => ({encoding, words: `${towns},${plans}`.split(",").filter((word) => /[^\0-\x7f]/.test(word))}))
  );
  const files = fc
    .constantFrom(...named)
    .chain(({encoding, words}) =>
      fc.record({encoding: fc.constant(encoding), cells: fc.subarray(words, {minLength: 1}), isLater: fc.boolean()})
    );

  it("is not applied to a later file in UTF-8, of however few words, and is to every one in it", async () => {
    await fc.assert(
      fc.asyncProperty(files, async ({encoding, cells, isLater}) => {
        const text = `name\n${cells.join("\n")}\n`;
        const bytes = isLater ? new TextEncoder().encode(text) : encodeLegacy(text, encoding);
        const own = new TextDecoder(encoding).encoding;
        expect(await findEncoding(await write(bytes), {encoding})).toEqual({name: isLater ? "utf-8" : own, isWhole: true});
        expect(readOnPage(bytes, encoding)).toEqual({encoding: isLater ? "utf-8" : own, text});
      })
    );
  });

  it("stands where a file reads alike in both, and is said where it was not applied", async () => {
    expect((await findEncoding(await write(Buffer.from("id,city\n1,Oslo\n")), {encoding: "windows-1251"})).name).toBe("windows-1251");
    expect(noteEncoding("windows-1251", "windows-1251")).toBe(null);
    expect(noteEncoding("utf-8", "cp1251")).toBe(
      "it is UTF-8 and was read as such, though `encoding` in the definition's `format` says Windows-1251"
    );
  });

  it("is read and told so by the build, and refused by init, of a file in UTF-8", async () => {
    const said = {identifiers: [], keep: []};
    const path = await write(encodeLegacy(makeTable(LANGUAGES.Russian, true), "windows-1251"));
    const {definition} = await initTable(path, said, async (_, unchanged) => unchanged);
    const file = join(folder, "table.dataset.json");
    await writeFile(file, JSON.stringify(definition));
    const first = await readTable({paths: path, definition: await readDefinition(file)});
    await write(new TextEncoder().encode(makeTable(LANGUAGES.Russian, true)));
    const later = await readTable({paths: path, definition: await readDefinition(file)});
    expect(later.table).toEqual(first.table);
    expect(first.report.notes.join()).not.toContain("UTF-8");
    expect(later.report.notes.join()).toContain("it is UTF-8 and was read as such, though");
    await expect(initTable(path, {...said, encoding: "windows-1251"}, async (_, unchanged) => unchanged)).rejects.toThrow(
      "--encoding: it must be how the file is encoded; got windows-1251 of a file that is UTF-8. Leave it out."
    );
  });
});

describe("initTable, of a file that is not UTF-8", () => {
  const said = {identifiers: [], keep: []};
  it("writes the encoding that no door finds by itself, and says that it was guessed, and by which word to the person at the table alone", async () => {
    const path = await write(encodeLegacy(makeTable(LANGUAGES.Russian, true), "windows-1251"));
    const {definition, ofTable} = await initTable(path, said, async (_, unchanged) => unchanged);
    expect(definition.format?.encoding).toBe("windows-1251");
    const guess = definition.guessed?.find(({of}) => of === "the encoding");
    expect(guess?.guess).toBe("Windows-1251");
    expect(guess).toEqual({
      of: "the encoding",
      guess: "Windows-1251",
      why: "the file is not UTF-8, and its cells read well in it; say another with --encoding"
    });
    expect(ofTable.find(({of}) => of === "the encoding")?.seen).toMatch(/^it reads “[А-яё -]+”$/);
  });

  it("leaves out of the definition what every door finds, so that a later file in UTF-8 is read too", async () => {
    const path = await write(encodeLegacy(makeTable(LANGUAGES.German, true), "windows-1252"));
    const {definition} = await initTable(path, said, async (_, unchanged) => unchanged);
    expect(definition.format?.encoding).toBe(undefined);
    expect(definition.guessed?.find(({of}) => of === "the encoding")?.guess).toBe("Windows-1252");
  });
});
