import type {DatasetDefinition} from "../../dataset/definition.js";
import type {Column, Table} from "../../dataset/table.js";
import {csvFormatRow} from "d3";
import type {DayCount} from "../../rows/dates.js";
import {countOf, dateCounted} from "../../rows/dates.js";

const ROWS_PER_CHUNK = 10_000;
/** enough for a float32 that was rounded to two decimals */
const DECIMALS = 2;

/**
 * A drawn table as CSV with the definition's columns: identifiers (the row's number), label, inputs; as real data comes,
 * so that the sample goes through the same door.
 *
 * @param labels length nRows: 1 churned, 0 retained, -1 none
 * @returns pieces of text to be written one after another
 */
export function* formatSampleCsv(table: Table, labels: Int8Array, {identifiers, label, inputs}: DatasetDefinition): Generator<string> {
  yield `${csvFormatRow([...identifiers, label.column, ...table.columns.map((d) => d.name)])}\n`;
  const churned = csvFormatRow([label.churned]);
  const retained = csvFormatRow([label.retained]);
  const cells = table.columns.map((column) => formatCells(column, countOf(inputs.find(({name}) => name === column.name) ?? {})));
  for (let start = 0; start < table.nRows; start += ROWS_PER_CHUNK) {
    const lines: string[] = [];
    for (let i = start; i < Math.min(table.nRows, start + ROWS_PER_CHUNK); ++i) {
      let line = `${`${i},`.repeat(identifiers.length)}${labels[i] < 0 ? "" : labels[i] === 1 ? churned : retained}`;
      for (const cell of cells) line += `,${cell(i)}`;
      lines.push(line);
    }
    yield `${lines.join("\n")}\n`;
  }
}

function formatCells(column: Column, days: DayCount | undefined): (row: number) => string {
  if (column.kind === "category") {
    const levels = column.levels.map((level) => csvFormatRow([level]));
    return (row) => (column.codes[row] < 0 ? "" : levels[column.codes[row]]);
  }
  return (row) => {
    const value = column.values[row];
    if (Number.isNaN(value)) return "";
    if (days !== undefined) return dateCounted(days, value);
    return Number.isInteger(value) ? String(value) : String(Number(value.toFixed(DECIMALS)));
  };
}
