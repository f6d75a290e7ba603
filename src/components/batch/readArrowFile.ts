import type {Vector} from "apache-arrow";
import type {RowSource} from "../../lib/rows/rowSource.js";
import {tableFromIPC} from "apache-arrow";
import {explainArrowFault} from "../../lib/rows/arrowFault.js";
import {asRow} from "../../lib/rows/bareRow.js";
import {useArrowCodecs} from "../../lib/rows/arrowCodecs.js";
import {arrowType, createArrowPrinter} from "../../lib/rows/arrowColumn.js";

/**
 * The rows of an Arrow file or stream (Feather version 2 is one), compressed by LZ4, zstd or not.
 *
 * @param where who reads which file, for errors
 * @throws ChurnbookError if the file is damaged
 */
export function openArrowRows(bytes: Uint8Array, where: string): RowSource {
  useArrowCodecs();
  try {
    const table = tableFromIPC(bytes);
    const {fields} = table.schema;
    const printers = fields.map((_, j) => createArrowPrinter(table.getChildAt(j) as Vector));
    const types = fields.map(({type}) => arrowType(type));
    return {
      columns: fields.map(({name}) => name),
      types,
      nRows: table.numRows,
      read: (row) =>
        asRow(
          printers.map((print) => print(row)),
          types
        )
    };
  } catch (error) {
    throw explainArrowFault(error, where);
  }
}
