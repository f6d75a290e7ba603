/** What of each finalist can be taken away: `exports.json`. Files lie in `exports/` beside it, and at `/api/exports/`. */
export interface ExportsBook {
  finalists: FinalistExports[];
}

export interface FinalistExports {
  /** the finalist's name */
  name: string;
  files: ExportFile[];
  /** formats that this model has not, and why */
  refused: {title: string; reason: string}[];
}

export interface ExportFile {
  /** path below `exports/`, such as "logistic/model.onnx" */
  file: string;
  /** "ONNX", "SQL for DuckDB" */
  title: string;
  /** where it runs, in a few words */
  use: string;
  bytes: number;
  sha256: string;
}
