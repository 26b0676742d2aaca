"""Workbooks that come from outside: opened safely, and read. The one package that knows openpyxl."""
