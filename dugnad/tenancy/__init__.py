"""Where we are: the country's places as facts, and the municipalities that run Dugnad.

Each row that belongs to a municipality carries its key, and a query without a municipality in scope raises.
"""
