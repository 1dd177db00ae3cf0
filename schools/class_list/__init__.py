"""Reads a class list into judged rows: what each row would make or change, and what is wrong with it."""
