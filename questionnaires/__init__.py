"""What is asked: the bank of controls and questions, its fact tables, and the code that reads them.

This package knows nobody else in the house. Facts (ids, titles, ownership, mappings) stand in the tables of
``aicm/``; the prose stands in one Markdown file a domain in ``aicm/bank/``.
"""
