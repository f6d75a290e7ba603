"""Runs SQL scripts in Spark on this machine, over Parquet in several files. Reads a list of jobs from standard input."""

import json
import os
import sys
import tempfile

real_stdout = os.dup(1)
os.dup2(2, 1)  # Spark's own words go to standard error
os.environ["PYSPARK_PYTHON"] = sys.executable
os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"

from pyspark.sql import SparkSession
from pyspark.sql.types import DoubleType, IntegerType, StringType, StructField, StructType

home = tempfile.mkdtemp(prefix="churnbook-spark-")
spark = (
    SparkSession.builder.master("local[2]")
    .config("spark.ui.enabled", "false")
    .config("spark.driver.host", "127.0.0.1")
    .config("spark.sql.shuffle.partitions", "2")
    .config("spark.local.dir", home)
    .config("spark.sql.warehouse.dir", home)
    .getOrCreate()
)
spark.sparkContext.setLogLevel("ERROR")


def score(i, job):
    table = job["table"]
    names = list(table)
    texts = [any(isinstance(v, str) for v in table[name]) for name in names]
    fields = [StructField("(row)", IntegerType())] + [StructField(n, StringType() if t else DoubleType()) for n, t in zip(names, texts)]
    columns = [[v if t or v is None else float(v) for v in table[n]] for n, t in zip(names, texts)]
    rows = [(k, *row) for k, row in enumerate(zip(*columns))]
    folder = os.path.join(home, f"users-{i}")
    spark.createDataFrame(rows, StructType(fields)).repartition(3).write.parquet(folder)
    users = spark.read.parquet(folder)
    users.createOrReplaceTempView("users")
    script = "\n".join(line for line in job["script"].split("\n") if not line.startswith("--")).strip().rstrip(";")
    found = spark.sql(script).select("`(row)`", "churn_probability").collect()
    return {"scores": [row[1] for row in sorted(found)], "partitions": len(users.inputFiles())}


answers = [score(i, job) for i, job in enumerate(json.load(sys.stdin))]
with os.fdopen(real_stdout, "w") as out:
    json.dump(answers, out, allow_nan=False)
spark.stop()
