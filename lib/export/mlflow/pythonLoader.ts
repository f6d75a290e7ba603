/** The Python module that MLflow loads the model by; a new format of it takes a new name, as Python keeps modules by name. */
export const LOADER = "churnbook_pyfunc_1";

/** Scores data frames by ONNX: columns by name, whole numbers and missing cells as they come. */
export const PYTHON_LOADER = `"""Scores data frames by model.onnx. MLflow calls _load_pyfunc."""

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
