import type {Random} from "../../lib/random.js";
import {createRandom, drawIndex, drawNormal} from "../../lib/random.js";

/** A table as people have it: the text of a CSV file under its name. */
export interface GalleryTable {
  name: string;
  text: string;
}

const DAY_MS = 86_400_000;
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
const pick = <T>(values: readonly T[], random: Random): T => values[drawIndex(values.length, random)];
const count = (mean: number, random: Random): number => Math.max(0, Math.round(mean + Math.sqrt(mean) * drawNormal(random)));
const dateOf = (days: number): string => new Date(Date.UTC(2024, 11, 31) - days * DAY_MS).toISOString();
const quote = (cell: string | number): string => (/[",\n;]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell));

/** Rows of a header's columns. @param draw a row by its number */
function table(
  name: string,
  header: readonly string[],
  n: number,
  draw: (row: number, random: Random) => (string | number)[]
): GalleryTable {
  const random = createRandom(`gallery ${name}`);
  const rows = Array.from({length: n}, (_, row) => draw(row, random));
  return {name, text: `${[header, ...rows].map((cells) => cells.map(quote).join(",")).join("\n")}\n`};
}

/** Accounts of a service: dates, true and false, an e-mail, notes with line breaks, six spellings of nothing, rows without a label. */
const saas = table(
  "saas",
  ["account_id", "email", "signup_date", "plan", "seats", "mrr", "logins_30d", "tickets", "is_annual", "nps", "last_note", "churned"],
  1600,
  (row, random) => {
    const age = drawIndex(1000, random);
    const plan = pick(["Free", "Free", "Pro", "Team"], random);
    const seats = plan === "Free" ? 1 : 1 + count(4, random);
    const [logins, tickets] = [count(12, random), count(1.2, random)];
    const isLeft =
      random() < sigmoid(-0.6 + (plan === "Free" ? 0.3 : 0) - 0.15 * (logins - 12) + 0.4 * tickets - 0.0012 * age - 0.05 * seats);
    const or = (value: string | number, ...words: string[]): string | number => (random() < 0.1 ? pick(words, random) : value);
    return [
      `A${String(row).padStart(5, "0")}`,
      `someone${row}@example.com`,
      dateOf(age).slice(0, 10),
      or(plan, "", "unknown", "NULL"),
      seats,
      or((plan === "Free" ? 0 : seats * pick([9.5, 19, 29], random)).toFixed(2), "NULL", "NA", ""),
      logins,
      or(tickets, "", "null", "None"),
      String(random() < 0.3),
      or(drawIndex(11, random), "NULL", "NA", "", "n/a", "-", "#N/A"),
      pick(['asked for a discount, "maybe" later', "No answer", "Loves the export", "moved on?\nfollow up"], random),
      random() < 0.02 ? "" : String(isLeft)
    ];
  }
);

/** German telephone customers as Excel writes them: semicolons, decimal commas, points between thousands, a byte order mark, CRLF. */
function netz(): GalleryTable {
  const random = createRandom("gallery netz");
  const german = (x: number): string => new Intl.NumberFormat("de", {minimumFractionDigits: 2, maximumFractionDigits: 2}).format(x);
  const rows = Array.from({length: 1500}, (_, row) => {
    const months = drawIndex(73, random);
    const contract = months < 12 || random() < 0.35 ? "Monatlich" : pick(["Zwölf Monate", "Zwei Jahre"], random);
    const net = pick(["DSL", "Glasfaser", "Kein Internet"], random);
    const fee = Math.max(9, (net === "Kein Internet" ? 20 : 45) + (net === "Glasfaser" ? 25 : 0) + 8 * drawNormal(random));
    const isLeft =
      random() <
      sigmoid(-1.2 - 0.035 * months + (contract === "Monatlich" ? 1.1 : 0) + 0.012 * (fee - 50) + (net === "Glasfaser" ? 0.6 : 0));
    const security = net === "Kein Internet" ? "Kein Internet" : pick(["Ja", "Nein"], random);
    return [
      `K-${100_000 + row}`,
      months,
      contract,
      net,
      security,
      german(fee),
      months === 0 ? "" : german(months * fee),
      isLeft ? "Ja" : "Nein"
    ];
  });
  const header = ["Kundennummer", "Vertragsmonate", "Vertrag", "Internet", "Virenschutz", "Monatsgebühr", "Gesamtumsatz", "Gekündigt"];
  return {name: "netz", text: `\uFEFF${[header, ...rows].map((cells) => cells.join(";")).join("\r\n")}\r\n`};
}

/** Three hundred customers: too few to be sure, enough to rank. */
const small = table("small", ["customer", "usage", "tenure_months", "calls", "balance", "plan", "churn"], 300, (row, random) => {
  const x = Array.from({length: 4}, () => drawNormal(random));
  const plan = pick(["a", "b", "c"], random);
  const isLeft = random() < sigmoid(-1.25 + 0.75 * x[0] - 0.6 * x[1] + (plan === "c" ? 0.5 : 0));
  const tenure = Math.max(0, Math.round(30 + 12 * x[1]));
  return [
    row,
    (50 + 20 * x[0]).toFixed(1),
    tenure,
    Math.max(0, Math.round(5 + 2 * x[2])),
    (100 * x[3]).toFixed(2),
    plan,
    isLeft ? "yes" : "no"
  ];
});

/** Of a hundred customers one or two leave. */
const rare = table("rare", ["id", "tenure", "usage", "tickets", "plan", "churn"], 8000, (row, random) => {
  const [tenure, usage, tickets] = [drawIndex(72, random), 20 * (drawNormal(random) ** 2 + 1), count(0.6, random)];
  const plan = pick(["A", "B", "C"], random);
  const isLeft = random() < sigmoid(-3.6 - 0.03 * tenure - 0.01 * usage + 0.7 * tickets + (plan === "C" ? 0.4 : 0));
  return [row, tenure, usage.toFixed(2), tickets, plan, isLeft ? "yes" : "no"];
});

/** Customers of some 250 cities, many with one customer; names with commas, quotes, HTML and an emoji. */
function levels(): GalleryTable {
  const odd = ["Paris, France", 'O"Brien', "<b>Bold</b> & co", "<script>alert(1)</script>", "Zürich 🏔️", '=HYPERLINK("http://x")', "a;b|c"];
  const names = [...odd, ...Array.from({length: 260}, (_, i) => `City ${i}`)];
  const effects = createRandom("gallery effects");
  const effect = names.map(() => 0.8 * drawNormal(effects));
  return table("levels", ["id", "city", "spend", "visits", "channel", "churn"], 3000, (row, random) => {
    const city = Math.min(names.length - 1, Math.floor(4 * (1 / Math.max(0.01, random()) - 1)));
    const [spend, visits] = [30 * (drawNormal(random) ** 2 + 0.5), count(5, random)];
    const channel = pick(["web", "shop", "app 📱", '"phone", direct'], random);
    const isLeft = random() < sigmoid(-1 + effect[city] - 0.01 * spend + (channel === "web" ? 0.5 : 0));
    return [row, names[city], spend.toFixed(2), visits, channel, isLeft ? "1" : "0"];
  });
}

/** Tables to look at, as people have them, drawn from a seed. */
export const galleryTables: readonly GalleryTable[] = [saas, netz(), small, rare, levels()];
