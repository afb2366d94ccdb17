"""A week as tables, one a list: a workbook that people fill in, or a folder of CSV files.

Sheets and columns follow from the models, so that a new field has its column at once. A blank cell
is a field left out; `none` is an empty list, or a limit that is lifted.
"""

from weightplan.files.tables.apart import tables_of
from weightplan.files.tables.folder import is_folder_of_tables, read_folder, write_folder
from weightplan.files.tables.workbook import read_workbook, write_workbook

__all__ = ["is_folder_of_tables", "read_folder", "read_workbook", "tables_of", "write_folder", "write_workbook"]
