import type {Model} from "../model/model.js";
import {exportOnnx, OUTPUT} from "./exportOnnx.js";

/** What MLflow wants to know of a model beside the model. */
export interface ModelFolderOptions {
  /** 32 hexadecimal digits */
  uuid: string;
  /** ISO time */
  createdAt: string;
  /** the run that it belongs to */
  runId: string;
  /** version of the server */
  mlflowVersion: string;
  /** for readers */
  title: string;
}

/** One input's name and type in an MLflow signature. */
interface ColumnSpec {
  type: "double" | "float" | "string";
  name: string;
  required: true;
}

/** Lowest versions that the file loads in. */
const REQUIREMENTS = ["mlflow", "onnx>=1.15", "onnxruntime>=1.16", "pandas", "numpy"];

/**
 * The files of an MLflow model with the flavours `onnx` and `python_function`, by path. Its signature names every
 * column, so that MLflow refuses a frame that lacks one. It brings its own few lines of Python, because MLflow's for ONNX
 * hand over columns of text as pandas 3 holds them, which onnxruntime does not take.
 */
export function createModelFolder(model: Model, options: ModelFolderOptions): Record<string, string | Uint8Array> {
  return {
    "model.onnx": exportOnnx(model),
    MLmodel: describeModel(model, options),
    [`code/${LOADER}.py`]: PYTHON_LOADER,
    "requirements.txt": `${REQUIREMENTS.join("\n")}\n`,
    "python_env.yaml": 'python: "3.11"\nbuild_dependencies:\n- pip\ndependencies:\n- -r requirements.txt\n',
    "conda.yaml": `channels:\n- conda-forge\ndependencies:\n- python=3.11\n- pip\n- pip:\n${REQUIREMENTS.map((d) => `  - ${d}\n`).join("")}name: mlflow-env\n`,
    "README.md": explainUse(model, options)
  };
}

function describeModel({inputs}: Model, {uuid, createdAt, runId, mlflowVersion}: ModelFolderOptions): string {
  const columns = inputs.map(({name, kind}): ColumnSpec => ({type: kind === "number" ? "double" : "string", name, required: true}));
  const outputs: ColumnSpec[] = [{type: "float", name: OUTPUT, required: true}];
  return `artifact_path: model
flavors:
  onnx:
    code: null
    data: model.onnx
    onnx_version: "1.17.0"
    providers:
    - CPUExecutionProvider
  python_function:
    code: code
    data: model.onnx
    env:
      conda: conda.yaml
      virtualenv: python_env.yaml
    loader_module: ${LOADER}
    python_version: "3.11"
is_signature_from_type_hint: false
mlflow_version: ${quote(mlflowVersion)}
model_uuid: ${quote(uuid)}
run_id: ${quote(runId)}
signature:
  inputs: ${quote(JSON.stringify(columns))}
  outputs: ${quote(JSON.stringify(outputs))}
  params: null
utc_time_created: ${quote(createdAt.replace("T", " ").replace("Z", ""))}
`;
}

function explainUse({inputs}: Model, {title}: ModelFolderOptions): string {
  const numbers = inputs.filter((d) => d.kind === "number").map((d) => d.name);
  return `# ${title}

\`\`\`python
import mlflow

model = mlflow.pyfunc.load_model("models:/<name>@champion")
numbers = ${JSON.stringify(numbers)}
frame[numbers] = frame[numbers].astype("float64")  # MLflow takes no whole numbers for fractions
model.predict(frame)["${OUTPUT}"]
\`\`\`

Columns may stand in any order. A missing number is NaN; a missing category is None or the empty text.
`;
}

/** A text as YAML: JSON's quotes are among YAML's, except for characters beyond what YAML allows in them. */
function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`
  );
}

/** The Python module that MLflow loads the model by; a new format of it takes a new name, as Python keeps modules by name. */
const LOADER = "churnbook_pyfunc_1";

/** Scores data frames by ONNX: columns by name, whole numbers and missing cells as they come. */
const PYTHON_LOADER = `"""Scores data frames by model.onnx. MLflow calls _load_pyfunc."""

import numpy
import onnxruntime
import pandas


class Scorer:
    def __init__(self, path):
        self.session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])

    def predict(self, frame, params=None):
        if not isinstance(frame, pandas.DataFrame):
            frame = pandas.DataFrame(frame)
        ports = self.session.get_inputs()
        absent = [port.name for port in ports if port.name not in frame.columns]
        if absent:
            raise ValueError(f"the frame must have every input of the model; got none named {', '.join(absent)}.")
        feed = {}
        for port in ports:
            cells = frame[port.name]
            if port.type == "tensor(string)":
                values = numpy.array(["" if pandas.isna(cell) else str(cell) for cell in cells], dtype=object)
            else:
                values = pandas.to_numeric(cells).to_numpy(dtype="float64", na_value=numpy.nan).astype("float32")
            feed[port.name] = values.reshape(-1, 1) if len(port.shape) == 2 else values
        [output] = self.session.get_outputs()
        [scores] = self.session.run(None, feed)
        return pandas.DataFrame({output.name: scores.reshape(-1)}, index=frame.index)


def _load_pyfunc(path):
    return Scorer(path)
`;
