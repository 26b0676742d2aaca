"""The gap workbook: one module a sheet, written with XlsxWriter, which stores each formula's value beside it."""
