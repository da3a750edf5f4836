"""Parquet tables of OpenSky and `traffic`, where pyarrow is installed."""

from typing import Any, BinaryIO

from sightline.flights.formats.collect import BrokenError, Collector
from sightline.flights.formats.source import Hints
from sightline.flights.formats.table import add_table, layout_of, need

_TOGETHER = 50_000


def read_parquet(stream: BinaryIO, out: Collector, hints: Hints) -> str:
    """Reads a table in batches; only the columns that are used. The stream must be seekable."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise BrokenError(
            "needs-pyarrow", "parquet files are read by pyarrow, which is not installed",
            "install pyarrow, or save the table as CSV",
        ) from error  # fmt: skip
    try:
        table = parquet.ParquetFile(stream)
        names = list(table.schema_arrow.names)
        layout = need(layout_of(names), names)
        for batch in table.iter_batches(_TOGETHER, columns=sorted(set(layout.columns.values()))):
            add_table(out, layout, {n: _values(batch.column(n)) for n in batch.schema.names}, hints)
    except (pyarrow.ArrowException, OSError) as error:
        raise BrokenError(
            "parquet", f"the parquet file is damaged: {str(error)[:100]}", "fetch it again"
        ) from error
    return layout.kind


def _values(column: Any) -> list[object]:
    """As Python values; stamps as seconds since 1970, where they name a zone, else as text that names none."""
    import pyarrow

    if pyarrow.types.is_timestamp(column.type):
        if column.type.tz is None:
            return [
                None if v is None else v.isoformat()
                for v in column.cast(pyarrow.timestamp("us"), safe=False).to_pylist()
            ]
        micros = column.cast(pyarrow.timestamp("us", column.type.tz), safe=False).cast(pyarrow.int64())
        return [None if v is None else v / 1e6 for v in micros.to_pylist()]
    return list(column.to_pylist())
