"""Writes one table in every form that pandas and pyarrow have, and reads what was made of it. JSON in, JSON out."""
import datetime
import json
import sys
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as parquet


def write(folder: Path) -> list:
    n = 40_000  # several blocks of a codec, several pages
    table = pd.DataFrame(
        {
            "member": [f"m{i}é" for i in range(n)],
            "since": pd.to_datetime([datetime.date(2024, 1, 1) + datetime.timedelta(days=i % 900) for i in range(n)]),
            "visits": [i % 90 for i in range(n)],
            "classes": [i % 7 for i in range(n)],
            "hours": [None if i % 11 == 0 else i * 0.125 for i in range(n)],
            "plan": ["basic" if i % 3 else "plus" for i in range(n)],
        }
    )
    arrow = pa.Table.from_pandas(table)
    names = []

    def keep(name, make):
        make(folder / name)
        names.append(name)

    keep("plain.csv", lambda p: table.to_csv(p, index=False))
    keep("index.csv", lambda p: table.to_csv(p))
    keep("utf16.csv", lambda p: table.to_csv(p, index=False, encoding="utf-16"))
    keep("windows.csv", lambda p: table.to_csv(p, index=False, encoding="cp1252", sep=";"))
    for codec in ["none", "snappy", "gzip", "brotli", "zstd", "lz4"]:
        keep(f"{codec}.parquet", lambda p: parquet.write_table(arrow, p, compression=codec))
    for codec in ["uncompressed", "lz4", "zstd"]:
        keep(f"{codec}.feather", lambda p: feather.write_feather(arrow, p, compression=codec))
    with pa.OSFile(str(folder / "stream.arrows"), "wb") as sink:
        with pa.ipc.new_stream(sink, arrow.schema, options=pa.ipc.IpcWriteOptions(compression="lz4")) as writer:
            writer.write_table(arrow)
    names.append("stream.arrows")
    keep("sheet.xlsx", lambda p: table.head(500).to_excel(p, index=False))
    return names


# by name: two cells and a null each, of types that no database here writes
ODD = {
    "wide": pa.array([Decimal("123456789012345678901234567890123456789.5"), Decimal("-0.1"), None], pa.decimal256(60, 1)),
    "wides": pa.array([[Decimal("123456789012345678901234567890123456789")], [], None], pa.list_(pa.decimal256(39, 0))),
    "nanos": pa.array([[1], [1706662923123456789], None], pa.list_(pa.int64())).cast(pa.list_(pa.timestamp("ns", "UTC"))),
    "clocks": pa.array([{"at": 1}, {"at": 123456789}, None], pa.struct([("at", pa.int64())])).cast(pa.struct([("at", pa.time64("ns"))])),
    "int96": pa.array([1, 1706662923123456789, None], pa.timestamp("ns")),
    "far": pa.array([2**53, 0, None], pa.int64()).cast(pa.timestamp("ms")),
    "twice": pa.array([[("b", 1), ("a", 2), ("b", 3)], [], None], pa.map_(pa.string(), pa.int64())),
    "": pa.array([5, 6, None]),
}


def write_odd(folder: Path) -> list:
    """Three users with odd columns that no model reads, and with hours as decimals of every width."""
    n = 3
    users = {"visits": pa.array(range(n)), "plan": pa.array(["basic", "plus", "basic"])}
    hours = [Decimal("3000.50"), Decimal("-0.05"), None]
    names = []

    def keep(name, columns):
        table = pa.table(list(columns.values()), names=list(columns))
        parquet.write_table(table, folder / f"{name}.parquet", use_deprecated_int96_timestamps="int96" in name)
        with pa.OSFile(str(folder / f"{name}.arrow"), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
        names.extend([f"{name}.parquet", f"{name}.arrow"])

    for bits, kind in [(32, pa.decimal32(9, 2)), (64, pa.decimal64(18, 2)), (128, pa.decimal128(38, 2)), (256, pa.decimal256(70, 2))]:
        keep(f"decimal{bits}", {**users, "hours": pa.array(hours, kind)})
    keep("duration", {**users, "hours": pa.array([datetime.timedelta(hours=1), datetime.timedelta(hours=2), None])})
    for name, odd in ODD.items():
        keep(f"odd-{name}", {**users, "hours": pa.array(hours), name: odd})
    return names


def read(path: Path) -> dict:
    if path.suffix == ".parquet":
        table = parquet.read_table(path)
    elif path.suffix == ".arrow":
        table = feather.read_table(path)
    else:
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        return {"types": [], "rows": table.head(3).values.tolist(), "n": len(table)}
    return {
        "types": [str(field.type) for field in table.schema],
        "rows": [[str(cell) for cell in row.values()] for row in table.slice(0, 3).to_pylist()],
        "n": table.num_rows,
    }


question = json.load(sys.stdin)
if "write" in question:
    print(json.dumps(write(Path(question["write"]))))
elif "writeOdd" in question:
    print(json.dumps(write_odd(Path(question["writeOdd"]))))
else:
    print(json.dumps([read(Path(path)) for path in question["read"]]))
