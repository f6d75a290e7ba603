import type {Random} from "../../lib/random.js";
import {createRandom, drawIndex} from "../../lib/random.js";

/** Tables as people have them, drawn from a seed: each with its header and what a person would call each column. */
export interface PeoplesTable {
  name: string;
  /** of cells: what stands between them */
  delimiter: string;
  columns: {name: string; role: string; cell: (row: number, random: Random, left: boolean) => string}[];
  /** the label's class of those who left */
  churned: string;
}

type Cell = PeoplesTable["columns"][number]["cell"];

const pick =
  (...texts: string[]): Cell =>
  (_row, random) =>
    texts[drawIndex(texts.length, random)];
const whole =
  (low: number, high: number): Cell =>
  (_row, random) =>
    String(low + drawIndex(high - low + 1, random));
const number =
  (low: number, high: number): Cell =>
  (_row, random) =>
    (low + random() * (high - low)).toFixed(2);
const label =
  (left: string, stayed: string): Cell =>
  (_row, _random, isLeft) =>
    isLeft ? left : stayed;
const sometimes =
  (text: string, cell: Cell): Cell =>
  (row, random, left) =>
    random() < 0.1 ? text : cell(row, random, left);

const telephone: PeoplesTable = {
  name: "telephone",
  delimiter: ",",
  churned: "Yes",
  columns: [
    {name: "customerID", role: "identifier", cell: (row) => `${7000 + row}-QWERT`},
    {name: "SeniorCitizen", role: "boolean", cell: pick("0", "0", "1")},
    {name: "Partner", role: "boolean", cell: pick("Yes", "No")},
    {name: "tenure", role: "integer", cell: whole(0, 72)},
    {name: "InternetService", role: "category", cell: pick("DSL", "Fiber optic", "No")},
    {name: "PaymentMethod", role: "category", cell: pick("Electronic check", "Credit card (automatic)")},
    {name: "MonthlyCharges", role: "number", cell: number(18, 120)},
    {name: "TotalCharges", role: "number", cell: sometimes(" ", number(18, 8000))},
    {name: "area code", role: "category", cell: pick("408", "415", "510")},
    {name: "Churn Reason", role: "left out", cell: (_row, _random, left) => (left ? "Price too high" : "")},
    {name: "Churn Score", role: "left out", cell: (_row, random, left) => String(Math.round(40 * random() + (left ? 30 : 0)))},
    {name: "Churn", role: "label", cell: label("Yes", "No")}
  ]
};

const bank: PeoplesTable = {
  name: "bank",
  delimiter: ",",
  churned: "1",
  columns: [
    {name: "RowNumber", role: "identifier", cell: (row) => String(row + 1)},
    {name: "CustomerId", role: "identifier", cell: (row) => String(15_600_000 + 13 * row)},
    {name: "Surname", role: "left out", cell: (row) => `Smith${row % 97}`},
    {name: "CreditScore", role: "integer", cell: whole(350, 850)},
    {name: "Geography", role: "category", cell: pick("France", "Spain", "Germany")},
    {name: "Balance", role: "number", cell: sometimes("0", number(10, 200_000))},
    {name: "HasCrCard", role: "boolean", cell: pick("0", "1")},
    {name: "IsActiveMember", role: "boolean", cell: pick("0", "1")},
    {name: "Exited", role: "label", cell: label("1", "0")}
  ]
};

const card: PeoplesTable = {
  name: "card",
  delimiter: "\t",
  churned: "Attrited Customer",
  columns: [
    {name: "CLIENTNUM", role: "identifier", cell: (row) => String(708_000_000 + 31 * row)},
    {name: "Attrition_Flag", role: "label", cell: label("Attrited Customer", "Existing Customer")},
    {name: "Education_Level", role: "category", cell: pick("Graduate", "College", "Unknown")},
    {name: "Months_on_book", role: "integer", cell: whole(13, 56)},
    {name: "Avg_Utilization_Ratio", role: "number", cell: number(0, 1)},
    {name: "Naive_Bayes_Classifier_Attrition_Flag_1", role: "left out", cell: number(0, 1)}
  ]
};

const staff: PeoplesTable = {
  name: "staff",
  delimiter: "|",
  churned: "Yes",
  columns: [
    {name: "EmployeeNumber", role: "identifier", cell: (row) => String(2 * row + 1)},
    {name: "Attrition", role: "label", cell: label("Yes", "No")},
    {name: "Over18", role: "left out", cell: () => "Y"},
    {name: "StandardHours", role: "left out", cell: () => "80"},
    {name: "JobRole", role: "category", cell: pick("Sales", "R&D", "HR")},
    {name: "YearsAtCompany", role: "integer", cell: whole(0, 40)},
    {name: "hired_on", role: "date", cell: (row) => `20${10 + (row % 14)}-0${1 + (row % 9)}-11`}
  ]
};

/** More wordings than a list to choose from would have. */
const remarks = Array.from({length: 40}, (_, i) => `moved to town ${i + 1}; price too high for us`);

const subscription: PeoplesTable = {
  name: "subscription",
  delimiter: ",",
  churned: "cancelled",
  columns: [
    {name: "user_id", role: "identifier", cell: (row) => `u-${row}`},
    {name: "name", role: "left out", cell: (row) => `Person ${row}`},
    {name: "email", role: "left out", cell: (row) => `p${row}@example.com`},
    {name: "subscription_status", role: "label", cell: label("cancelled", "active")},
    {name: "hours_watched_30d", role: "number", cell: number(0, 50)},
    {name: "household_size", role: "integer", cell: sometimes("unknown", whole(1, 6))},
    {name: "autopay", role: "boolean", cell: pick("t", "f")},
    {name: "last_comment", role: "left out", cell: pick(...remarks)}
  ]
};

const telefon: PeoplesTable = {
  name: "telefon",
  delimiter: ";",
  churned: "Ja",
  columns: [
    {name: "Kundennummer", role: "identifier", cell: (row) => `K-${row}`},
    {name: "Vertragsmonate", role: "integer", cell: whole(0, 72)},
    {
      name: "Gesamtumsatz",
      role: "number",
      cell: (_row, random) => `${1 + drawIndex(8, random)}.${100 + drawIndex(900, random)},${10 + drawIndex(90, random)}`
    },
    {name: "Vertrag", role: "category", cell: pick("Monatlich", "Zwölf Monate")},
    {name: "Gekündigt", role: "label", cell: label("Ja", "Nein")}
  ]
};

export const PEOPLES_TABLES: readonly PeoplesTable[] = [telephone, bank, card, staff, subscription, telefon];

/** A table as the text of a file. */
export function printTable({name, columns, delimiter}: PeoplesTable, nRows: number): string {
  const random = createRandom(name);
  const quote = (cell: string): string => (cell.includes(delimiter) ? `"${cell}"` : cell);
  const rows = Array.from({length: nRows}, (_, row) => {
    const left = random() < 0.3;
    return columns.map(({cell}) => quote(cell(row, random, left)));
  });
  return `${[columns.map((d) => d.name), ...rows].map((cells) => cells.join(delimiter)).join("\n")}\n`;
}
