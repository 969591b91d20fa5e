"""What bytes mean: one landed file → the tables of landed.sql, with file and line on every row.

Recognised by content, never by name. Readers know neither where bytes came from nor what is made of them.
"""
