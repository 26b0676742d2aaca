"""How much of a file from elsewhere is read at most: what no real workbook of this kind reaches, and what is still read soon.

The largest real ones are ours for ten times the questions of the AICM: 29 MB of XML, 950,000 elements, 300,000 cells, 13 MB of text.
Together the limits keep any file below two seconds and 300 MB, which tests/benchmarks measures.
"""

LARGEST_FILE = 50_000_000
"""Bytes; pictures are what makes real files large."""
MOST_ENTRIES = 2_000
"""Parts of a file."""
MOST_UNPACKED = 64_000_000
"""Bytes of all XML in the file, counted while it is unpacked, whatever the file says of itself."""
MOST_DECLARED = 150_000_000
"""Bytes of all parts by what the file says of them: nobody unpacks more of a part than that, pictures included."""
MOST_MARKS = 2_500_000
"""Tags of all XML in the file, of which an empty element counts as two: it costs as much time."""
MOST_SIGNS = 2_000_000
"""Equals signs of one part: no attribute goes without, and the parser keeps the name of each."""
MOST_NAMES = 5_000
"""Different names of elements and attributes in one part."""
DEEPEST = 100
"""Elements inside each other."""
MOST_NAMESPACES = 10_000
"""Declarations of namespaces in one part."""
LONGEST_MARK = 500_000
"""Bytes of one tag or comment, which the parser holds as a whole."""

MOST_SHEETS = 1_000
LONGEST_SHEET_NAME = 255
"""Characters; Excel takes 31, others more."""
MOST_RELATIONS = 10_000
"""What one part names of other parts."""
MOST_STYLES = 100_000
"""Formats of cells; Excel takes 65,490."""
MOST_FORMATS = 2_000
"""Number formats beside the built-in ones; Excel takes some 250."""
LONGEST_FORMAT = 255
"""Characters of the code of a number format that is looked at; no spreadsheet program takes more."""

MOST_CELLS = 350_000
"""Cells of all sheets that hold something, and texts that cells share."""
MOST_DATES = 100_000
"""Cells of one sheet that hold a day or a time: these take longer to read than others."""
MOST_TEXT = 40_000_000
"""Bytes that the texts and formulas of all cells take in memory, each as often as a cell shows it."""
COST_OF_ESCAPE = 64
"""Bytes that a character that is written as ``_x000D_`` counts for: it takes as long as these."""
LONGEST_TEXT = 200_000
"""Characters of one cell; Excel takes 32,767, others more."""
MOST_TRANSLATED = 500_000
"""Characters of formulas that are stored with one cell and hold for others of the sheet, where they are written out."""
LONGEST_FORMULA = 8_192
"""Characters of a formula that is written out for other cells; no spreadsheet program takes more."""
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""Of a sheet, in every spreadsheet program."""
MOST_MERGES = 20_000
"""Merges of one sheet."""
LARGEST_MERGE = 100_000
"""Cells of one merge; a domain of a questionnaire that is merged over all its rows takes some thousand."""
