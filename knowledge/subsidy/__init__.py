"""The rules calculator: pure functions on Decimal, one module per kind of arithmetic."""
