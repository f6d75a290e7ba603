import type {DataType, Vector} from "apache-arrow";
import type {RowSource} from "../../lib/rows/rowSource.js";
import {tableFromIPC} from "apache-arrow";
import {explainArrowFault} from "../../lib/rows/arrowFault.js";
import {asRow} from "../../lib/rows/bareRow.js";
import {useArrowCodecs} from "../../lib/rows/arrowCodecs.js";
import {arrowNames, arrowType, createArrowPrinter} from "../../lib/rows/arrowColumn.js";

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
    const vectors = fields.map((_, j) => table.getChildAt(j) as Vector);
    const printers = vectors.map(createArrowPrinter);
    const types = vectors.map(({type}) => arrowType(type as DataType));
    return {
      columns: arrowNames(table.schema),
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
