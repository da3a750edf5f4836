"""The cellar: the only package that speaks SQL. Facts are only ever added.

ledger.py opens one; add.py adds facts; look.py and find.py read them back; search.py asks for claims.
rows.py alone knows both rows and values; tables.py, dialect.py and migrations/ are the database's side.
"""
