"""What the law makes of residents' initiatives: in Norway (norway) and in its neighbours (nordic).

Facts about a matter go in, the consequence and the rule it rests on come out.
"""
